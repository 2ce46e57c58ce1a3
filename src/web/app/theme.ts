import { readPreference, writePreference } from '../ui/browser/preference.ts'

/** `system` follows the browser. */
export const themes = ['system', 'light', 'dark'] as const
export type Theme = (typeof themes)[number]

/** The theme that was chosen last in this browser. */
export function preferredTheme(): Theme {
  const kept = readPreference('theme')
  return themes.find((theme) => theme === kept) ?? 'system'
}

/** Shows a theme; the tokens do the rest. */
export function applyTheme(theme: Theme): void {
  if (theme === 'system') delete document.documentElement.dataset.theme
  else document.documentElement.dataset.theme = theme
}

/** Shows a theme and keeps the choice. */
export function chooseTheme(theme: Theme): void {
  writePreference('theme', theme)
  applyTheme(theme)
}

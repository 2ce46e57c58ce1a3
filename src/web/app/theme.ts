// The theme of the page, which the browser remembers.
import { onPreference, readPreference, usePreference } from '../ui/browser/preference.ts'

/** `system` follows the browser. */
const themes = ['system', 'light', 'dark'] as const
export type Theme = (typeof themes)[number]

/** The theme that was chosen last in this browser, or for this page by its address or its host. */
export function useTheme(): Theme {
  return themeOf(usePreference('theme'))
}

/** Shows the theme from now on, through the tokens of `tokens.css`. */
export function followTheme(): void {
  const show = () => {
    const theme = themeOf(readPreference('theme'))
    if (theme === 'system') delete document.documentElement.dataset.theme
    else document.documentElement.dataset.theme = theme
  }
  show()
  onPreference(show)
}

function themeOf(kept: string | null): Theme {
  return themes.find((theme) => theme === kept) ?? 'system'
}

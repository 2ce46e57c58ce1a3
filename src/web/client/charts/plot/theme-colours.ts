/** The page's colours as a canvas takes them: tokens with `light-dark()` in them it does not. */
export interface ThemeColours {
  readonly a: string
  readonly b: string
  readonly text: string
  readonly line: string
  readonly mark: string
  readonly limit: string
  readonly background: string
}

const tokens: Record<keyof ThemeColours, string> = {
  a: '--chart-a',
  b: '--chart-b',
  text: '--text-quiet',
  line: '--line',
  mark: '--line-strong',
  limit: '--danger-text',
  background: '--surface-raised',
}

/** Reads the colours of the theme in force. */
export function readThemeColours(): ThemeColours {
  const probe = document.createElement('i')
  document.body.append(probe)
  const colours = Object.entries(tokens).map(([name, token]) => {
    probe.style.color = `var(${token})`
    return [name, getComputedStyle(probe).color]
  })
  probe.remove()
  return Object.fromEntries(colours) as ThemeColours
}

/** Calls back when the theme changes, by the page's own choice or the browser's. Returns a stop. */
export function watchTheme(onChange: () => void): () => void {
  const observer = new MutationObserver(onChange)
  observer.observe(document.documentElement, { attributeFilter: ['data-theme'] })
  const scheme = matchMedia('(prefers-color-scheme: dark)')
  scheme.addEventListener('change', onChange)
  return () => {
    observer.disconnect()
    scheme.removeEventListener('change', onChange)
  }
}

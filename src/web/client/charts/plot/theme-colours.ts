// The colours of the theme, for a canvas.
/** Computed colours: a canvas does not understand tokens with `light-dark()`. */
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

/** Reads the colours of the current theme, or those of the light theme for paper. */
export function readThemeColours(isPrinted = false): ThemeColours {
  const probe = document.createElement('i')
  if (isPrinted) probe.style.colorScheme = 'light'
  document.body.append(probe)
  const colours = Object.entries(tokens).map(([name, token]) => {
    probe.style.color = `var(${token})`
    return [name, getComputedStyle(probe).color]
  })
  probe.remove()
  return Object.fromEntries(colours) as ThemeColours
}

/** Calls back when the theme of the page or the browser changes, and around printing. Returns a stop. */
export function watchTheme(onChange: (isPrinted: boolean) => void): () => void {
  const ending = new AbortController()
  const { signal } = ending
  const onScreen = () => onChange(false)
  const observer = new MutationObserver(onScreen)
  observer.observe(document.documentElement, { attributeFilter: ['data-theme'] })
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', onScreen, { signal })
  addEventListener('beforeprint', () => onChange(true), { signal })
  addEventListener('afterprint', onScreen, { signal })
  return () => {
    observer.disconnect()
    ending.abort()
  }
}

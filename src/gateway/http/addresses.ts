/** True for a path that everything can be served under: `/mqtt/clients`; empty for the root. */
export function isBasePath(text: string): boolean {
  return /^(?:\/(?!\.{1,2}(?:\/|$))[\w.~-]+)*$/.test(text)
}

/**
 * What an address is below the path that everything is served under; null where it is not below it.
 * @param url path and query as they were sent
 */
export function belowBase(url: string, basePath: string): string | null {
  if (!url.startsWith(basePath)) return null
  const below = url.slice(basePath.length)
  if (below === '' || below.startsWith('?')) return `/${below}`
  return below.startsWith('/') ? below : null
}

/**
 * Puts the page under a path. It is built to be served anywhere: what it loads at first is named
 * relative to `index.html`, which the addresses of its pages are not; its scripts name each other
 * relative to themselves.
 */
export function putUnder(html: string, basePath: string): string {
  return html
    .replaceAll('="./', `="${basePath}/`)
    .replace(' data-base=""', ` data-base="${basePath}"`)
}

// Addresses that are asked for: below the base path, and the route that serves each.
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

const OWN_ROUTES = new Set(['/session', '/session/embed', '/healthz', '/readyz', '/metrics'])

/** Asked for by who runs it, and not through a proxy: there at the root, wherever all else is. */
const OPERATING_ROUTES = new Set(['/healthz', '/readyz', '/metrics'])

/** The route of an address that whoever runs Roster asks for; null for every other address. */
export function operatingRouteOf(url: string): string | null {
  const path = url.split('?', 1)[0] ?? ''
  return OPERATING_ROUTES.has(path) ? path : null
}

/**
 * The route that serves an address, told from the raw path: client ids are any text, and a router
 * that decodes them answers 400 to `/clients/%zz` and takes `%2F` for a slash.
 * @param url path and query as they were sent
 * @param files paths of the built page's files
 */
export function routeOf(url: string, files: ReadonlySet<string>): string {
  const path = url.split('?', 1)[0] ?? ''
  if (path === '/api' || path.startsWith('/api/')) return '/api'
  if (OWN_ROUTES.has(path)) return path
  if (path !== '/index.html' && files.has(path)) return path
  return path.startsWith('/') && !path.startsWith('/assets/') ? '/page' : '/none'
}

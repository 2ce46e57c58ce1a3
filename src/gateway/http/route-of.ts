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

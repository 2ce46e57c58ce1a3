const OWN_ROUTES = new Set(['/session', '/session/embed', '/healthz', '/readyz'])

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

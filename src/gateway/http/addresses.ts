// Addresses of requests: the part below the base path, and the route that serves each.
import { CLUSTER_NODES_PATH } from '../../contract/cluster-nodes.ts'
import { VIEWS_PATH } from '../../contract/views.ts'

/** True for a path that Roster can be served under, such as `/mqtt/clients`; empty for the root. */
export function isBasePath(text: string): boolean {
  return /^(?:\/(?!\.{1,2}(?:\/|$))[\w.~-]+)*$/.test(text)
}

/**
 * The part of an address below the base path; null if the address is not below it.
 * @param url path and query as they were sent
 */
export function belowBase(url: string, basePath: string): string | null {
  if (!url.startsWith(basePath)) return null
  const below = url.slice(basePath.length)
  if (below === '' || below.startsWith('?')) return `/${below}`
  return below.startsWith('/') ? below : null
}

/**
 * Writes the base path into the page. The build names the files that `index.html` loads relative to that
 * file, but pages have other addresses (`/clients/a`). Scripts name each other relative to themselves.
 */
export function writeBasePath(html: string, basePath: string): string {
  return html
    .replaceAll('="./', `="${basePath}/`)
    .replace(' data-base=""', ` data-base="${basePath}"`)
}

const OWN_ROUTES = new Set([
  '/session',
  '/session/embed',
  CLUSTER_NODES_PATH,
  VIEWS_PATH,
  '/healthz',
  '/readyz',
  '/metrics',
])

/** For operators, who do not ask through the proxy: always at the root as well. */
const OPERATING_ROUTES = new Set(['/healthz', '/readyz', '/metrics'])

/** The route of an address for operators (health, metrics); null for every other address. */
export function operatingRouteOf(url: string): string | null {
  const path = url.split('?', 1)[0] ?? ''
  return OPERATING_ROUTES.has(path) ? path : null
}

/**
 * The route that serves an address, found by the raw path. A client id can be any text: a router that
 * decodes it answers 400 to `/clients/%zz`, and reads `%2F` as a slash.
 * @param url path and query as they were sent
 * @param files paths of the built page's files
 */
export function routeOf(url: string, files: { has: (path: string) => boolean }): string {
  const path = url.split('?', 1)[0] ?? ''
  if (path === '/api' || path.startsWith('/api/')) return '/api'
  if (OWN_ROUTES.has(path)) return path
  if (path !== '/index.html' && files.has(path)) return path
  return path.startsWith('/') && !path.startsWith('/assets/') ? '/page' : '/none'
}

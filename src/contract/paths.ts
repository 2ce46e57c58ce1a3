// Paths that hold a client id: of the API, and of the page.
/** Where the gateway serves the broker's API, on the page's own origin. */
export const API_PREFIX = '/api/v4'

/** Ids that no path can hold: URL parsers drop `.` and `..`, and the empty id gives the path of the list. */
const UNPATHABLE = new Set(['', '.', '..'])

/**
 * Path and query, below {@link API_PREFIX}, that read or kick one client. An id can be any text: devices
 * choose it. It is encoded once. For `.`, `..` and the empty id it is `?clientid=`, from which the gateway
 * makes the raw path.
 */
export function clientPath(clientId: string): string {
  const encoded = encodeId(clientId)
  return UNPATHABLE.has(clientId) ? `/clients?clientid=${encoded}` : `/clients/${encoded}`
}

/** Like {@link clientPath}: path and query that read the subscriptions of one client. */
export function subscriptionsPath(clientId: string): string {
  const encoded = encodeId(clientId)
  return UNPATHABLE.has(clientId)
    ? `/subscriptions?clientid=${encoded}`
    : `/subscriptions/${encoded}`
}

/** Path of the page that shows one client; `/client?clientid=` for ids that no path can hold. */
export function clientPagePath(clientId: string): string {
  const encoded = encodeId(clientId)
  return UNPATHABLE.has(clientId) ? `/client?clientid=${encoded}` : `/clients/${encoded}`
}

/**
 * The client id in a page's address; null if there is none, or its percent-encoding is wrong. (No client
 * has an empty id: EMQX makes one up.) Reads the raw path: a router's decoding turns the id `%2F` into `/`.
 */
export function clientIdOf(location: { pathname: string; search: string }): string | null {
  // Upper and lower case are the same, as for the page's router.
  if (/^\/client\/?$/i.test(location.pathname)) {
    return new URLSearchParams(location.search).get('clientid') || null
  }
  const encoded = /^\/clients\/([^/]+)\/?$/i.exec(location.pathname)?.[1]
  try {
    return encoded === undefined ? null : decodeURIComponent(encoded)
  } catch {
    return null
  }
}

/** `encodeURIComponent` that writes half a surrogate pair as U+FFFD instead of throwing. */
function encodeId(clientId: string): string {
  return encodeURIComponent(clientId.toWellFormed())
}

/** Where the gateway serves the broker's API, on the page's own origin. */
export const API_PREFIX = '/api/v4'

/** A client id goes into a path, encoded once; these cannot: URL parsers swallow them, or the path is another's. */
const UNPATHABLE = new Set(['', '.', '..'])

/**
 * Path and query, below {@link API_PREFIX}, that reads or kicks one client. Ids come from devices:
 * any text. `.`, `..` and the empty id go as `?clientid=`, which the gateway turns into the raw path.
 */
export function clientPath(clientId: string): string {
  const encoded = encodeId(clientId)
  return UNPATHABLE.has(clientId) ? `/clients?clientid=${encoded}` : `/clients/${encoded}`
}

/** As {@link clientPath}: path and query that read what one client subscribes to. */
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
 * The client id that a page's address names, or null where it names none (bad percent-encoding, or
 * nothing: EMQX gives a client without an id one of its own).
 * Reads the raw path: a router's own decoding turns the id `%2F` into `/`.
 */
export function clientIdOf(location: { pathname: string; search: string }): string | null {
  if (location.pathname === '/client') {
    return new URLSearchParams(location.search).get('clientid') || null
  }
  const encoded = /^\/clients\/([^/]+)\/?$/.exec(location.pathname)?.[1]
  try {
    return encoded === undefined ? null : decodeURIComponent(encoded)
  } catch {
    return null
  }
}

/** `encodeURIComponent` that takes half a surrogate pair too (as U+FFFD) instead of throwing. */
function encodeId(clientId: string): string {
  return encodeURIComponent(clientId.toWellFormed())
}

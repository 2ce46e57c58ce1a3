import { API_PREFIX } from '../contract/paths.ts'

/** A call that goes to the broker. `path` stands below `/api/v4`, raw, with its query. */
export interface BrokerCall {
  method: 'GET' | 'DELETE'
  path: string
}

/** Why a request is not passed on, as the status and the words of the answer. */
interface Refusal {
  status: 400 | 404
  message: string
}

const SEGMENT = String.raw`[^/\\]+`

const readable = new RegExp(
  `^/(?:clients|clients/${SEGMENT}|subscriptions/${SEGMENT}|nodes|brokers|nodes/${SEGMENT}/clients)$`,
)
const kickable = new RegExp(`^/clients/${SEGMENT}$`)

const notServed: Refusal = { status: 404, message: 'not served here' }

/**
 * The broker's call that a request stands for: the listed ones, and no other. Paths go on as they
 * came, for a second encoding would name another client.
 * @param target the request's target as it was sent: path and query, not decoded
 */
export function allowedCall(method: string, target: string): BrokerCall | Refusal {
  // No `#` and nothing that an HTTP client would have to encode: what is matched is what is sent.
  if (!target.startsWith(`${API_PREFIX}/`) || !/^[!-"$-~]+$/.test(target)) return notServed
  const below = target.slice(API_PREFIX.length)
  const queryAt = below.indexOf('?')
  const path = queryAt === -1 ? below : below.slice(0, queryAt)
  const query = queryAt === -1 ? '' : below.slice(queryAt)
  if (path.split('/').some(isDotSegment)) return notServed
  if (method === 'GET' && readable.test(path)) return { method, path: path + query }
  if (method === 'DELETE' && path === '/clients') return callByQuery(method, path, query)
  if (method === 'GET' && path === '/subscriptions') return callByQuery(method, path, query)
  if (method === 'DELETE' && kickable.test(path)) return { method, path }
  return notServed
}

/**
 * `DELETE /clients?clientid=…` and `GET /subscriptions?clientid=…` are Roster's own: ids that no URL
 * can hold as a path (`.`, `..`).
 */
function callByQuery(
  method: BrokerCall['method'],
  folder: '/clients' | '/subscriptions',
  query: string,
): BrokerCall | Refusal {
  const ids = new URLSearchParams(query).getAll('clientid')
  const [id] = ids
  if (id === undefined || id === '' || ids.length > 1) {
    return { status: 400, message: 'exactly one clientid that is not empty is needed' }
  }
  return { method, path: `${folder}/${encodeURIComponent(id)}` }
}

/** True for `.` and `..` in any spelling: a proxy before the broker would walk up the path. */
function isDotSegment(segment: string): boolean {
  return /^(?:\.|%2e){1,2}$/i.test(segment)
}

// What may be asked of the broker: a request is parsed once into a `Call`, and one function writes its path.
import { API_PREFIX } from '../../contract/paths.ts'
import {
  clientFilters,
  isClientFilter,
  isCursor,
  isFilterValue,
  isNodeName,
} from '../../contract/query.ts'
import { MAX_PAGE, MAX_PAGE_SIZE, readCount } from '../../contract/list-address.ts'

/** One call of the broker's API. Nothing but these reaches the broker. */
export type Call = ListCall | ClientCall | { kind: 'nodes' } | { kind: 'brokers' }

/** A page of clients. */
export interface ListCall {
  kind: 'list'
  /** Null: of the whole cluster. */
  node: string | null
  /** Known ones, checked, each there once: the broker's own. */
  params: URLSearchParams
  /** Where a search goes on that was cut short; the gateway's own. Null: at the beginning. */
  cursor: string | null
}

/** About one client. */
export interface ClientCall {
  kind: 'client' | 'subscriptions' | 'kick'
  /** Its id as it was sent. */
  segment: string
  /** Null if the segment is no percent-encoded UTF-8. */
  id: string | null
}

/** Why a request is no call, as the status and the words of the answer. */
export interface Refusal {
  status: 400 | 403 | 404
  message: string
}

const notServed: Refusal = { status: 404, message: 'not served here' }

/**
 * The call that a request stands for.
 * @param target the request's target as it was sent: path and query, not decoded
 */
export function parseCall(method: string, target: string): Call | Refusal {
  // No `#` and nothing that an HTTP client would have to encode: what is matched is what is sent.
  if (!target.startsWith(`${API_PREFIX}/`) || !/^[!-"$-~]+$/.test(target)) return notServed
  const [path = '', query = ''] = target.slice(API_PREFIX.length).split(/\?(.*)/s)
  const segments = path.split('/').slice(1)
  if (segments.some((segment) => segment === '' || isDotSegment(segment))) return notServed
  const [root, name, leaf, ...rest] = segments
  if (rest.length > 0 || path.includes('\\')) return notServed
  const params = new URLSearchParams(query)

  if (method === 'GET') {
    if (root === 'clients' && name === undefined) return listCall(null, params)
    if (root === 'nodes' && leaf === 'clients') {
      return isNodeName(name ?? '') ? listCall(name ?? '', params) : notServed
    }
  }
  if (leaf !== undefined) return notServed
  const kind = kindOf(method, root)
  if (kind === null) return notServed
  if (kind === 'nodes' || kind === 'brokers') {
    if (name !== undefined) return notServed
    return params.size > 0 ? withoutParams : { kind }
  }
  if (name === undefined) return callByQuery(kind, params)
  return params.size > 0 ? withoutParams : { kind, segment: name, id: decode(name) }
}

/** Path and query below `/api/v4`, as the broker is asked. */
export function pathOf(call: Call): string {
  switch (call.kind) {
    case 'list': {
      const query = call.params.size > 0 ? `?${call.params}` : ''
      return `${call.node === null ? '' : `/nodes/${call.node}`}/clients${query}`
    }
    case 'subscriptions':
      return `/subscriptions/${call.segment}`
    case 'client':
    case 'kick':
      return `/clients/${call.segment}`
    case 'nodes':
    case 'brokers':
      return `/${call.kind}`
  }
}

export function methodOf({ kind }: Call): 'GET' | 'DELETE' {
  return kind === 'kick' ? 'DELETE' : 'GET'
}

/** A call about one client id, which is encoded once. */
export function clientCall(kind: ClientCall['kind'], id: string): ClientCall {
  return { kind, segment: encodeURIComponent(id), id }
}

const withoutParams: Refusal = { status: 400, message: 'this call takes no parameters' }

function kindOf(method: string, root: string | undefined): Exclude<Call['kind'], 'list'> | null {
  if (method === 'DELETE') return root === 'clients' ? 'kick' : null
  if (method !== 'GET') return null
  if (root === 'clients') return 'client'
  return root === 'subscriptions' || root === 'nodes' || root === 'brokers' ? root : null
}

/**
 * `DELETE /clients?clientid=…` and `GET /subscriptions?clientid=…` are Roster's own: for ids that no
 * path of a URL can hold (`.`, `..`).
 */
function callByQuery(kind: ClientCall['kind'], params: URLSearchParams): Call | Refusal {
  const id = params.get('clientid')
  if (id === null || id === '' || params.size > 1) {
    return { status: 400, message: 'exactly one clientid that is not empty is needed' }
  }
  return clientCall(kind, id)
}

/**
 * A list's parameters are held against the contract: EMQX makes an atom of each `zone`, `conn_state`
 * and `clean_start` that it is given, never frees one, and ends its node at the limit; it has no bound
 * of its own for `_limit`. Source: measured on 4.4.19.
 */
function listCall(node: string | null, params: URLSearchParams): Call | Refusal {
  const seen = new Set<string>()
  for (const [name, value] of params) {
    const shown = JSON.stringify(name.slice(0, 50))
    if (seen.has(name)) return { status: 400, message: `the parameter ${shown} stands there twice` }
    seen.add(name)
    const isKnown = ownParams.has(name) || isClientFilter(name)
    if (!isKnown) return { status: 400, message: `the parameter ${shown} is not known` }
    if (!isListValue(name, value)) {
      return { status: 400, message: `the value of ${shown} is not one that it can have` }
    }
  }
  const cursor = params.get('cursor')
  params.delete('cursor')
  return { kind: 'list', node, params, cursor }
}

const ownParams = new Set(['_page', '_limit', 'cursor'])

function isListValue(name: string, value: string): boolean {
  if (name === 'cursor') return isCursor(value)
  if (name === '_page') return readCount(value, MAX_PAGE) !== null
  if (name === '_limit') return readCount(value, MAX_PAGE_SIZE) !== null
  return isClientFilter(name) && isFilterValue(clientFilters[name], value)
}

/** True for `.` and `..` in any spelling: a proxy before the broker would walk up the path. */
function isDotSegment(segment: string): boolean {
  return /^(?:\.|%2e){1,2}$/i.test(segment)
}

function decode(segment: string): string | null {
  try {
    return decodeURIComponent(segment)
  } catch {
    return null
  }
}

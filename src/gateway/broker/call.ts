// Calls to the broker: a request is parsed once into a `Call`, and one function writes its path.
import { API_PREFIX } from '../../contract/paths.ts'
import {
  clientFilters,
  fixTimes,
  isClientFilter,
  isCursor,
  isFilterValue,
  isNodeName,
} from '../../contract/query.ts'
import { MAX_PAGE, MAX_PAGE_SIZE, readCount } from '../../contract/list-address.ts'

/** One call of the broker's API. Only these calls reach the broker. */
export type Call = ListCall | ClientCall | { kind: 'nodes' } | { kind: 'brokers' }

/** A page of clients. */
export interface ListCall {
  kind: 'list'
  /** Null: the whole cluster. */
  node: string | null
  /** The broker's own parameters, checked, each of them once. */
  params: URLSearchParams
  /** The gateway's own parameter: where a search goes on that stopped early. Null: at the beginning. */
  cursor: string | null
}

/** A call about one client. */
export interface ClientCall {
  kind: 'client' | 'subscriptions' | 'kick'
  /** The id as it was sent. */
  segment: string
  /** Null if the segment is no percent-encoded UTF-8. */
  id: string | null
  /** Asks only this node; unset: the whole cluster. A kick is always for the whole cluster. */
  node?: string
}

/** Why a request is no call: status and message of the answer. */
export interface Refusal {
  status: 400 | 403 | 404
  message: string
}

/** The answer to a request that is no call. */
export const notServed: Refusal = { status: 404, message: 'this call is not served here' }

/**
 * Parses a request into a call.
 * @param target path and query as they were sent, not decoded
 */
export function parseCall(method: string, target: string): Call | Refusal {
  // Without `#` and characters that an HTTP client would encode, the target is sent as it is checked here.
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

/** Path and query of a call at the broker, below `/api/v4`. */
export function pathOf(call: Call): string {
  switch (call.kind) {
    case 'list': {
      const query = call.params.size > 0 ? `?${call.params}` : ''
      return `${atNode(call.node)}/clients${query}`
    }
    case 'subscriptions':
      return `${atNode(call.node)}/subscriptions/${call.segment}`
    case 'client':
      return `${atNode(call.node)}/clients/${call.segment}`
    case 'kick':
      return `/clients/${call.segment}`
    case 'nodes':
    case 'brokers':
      return `/${call.kind}`
  }
}

function atNode(node: string | null | undefined): string {
  return node ? `/nodes/${node}` : ''
}

export function methodOf({ kind }: Call): 'GET' | 'DELETE' {
  return kind === 'kick' ? 'DELETE' : 'GET'
}

/** A call about one client id; encodes the id once. */
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
 * `DELETE /clients?clientid=…` and `GET /subscriptions?clientid=…` are Roster's own calls, for ids that no
 * URL path can hold (`.`, `..`).
 */
function callByQuery(kind: ClientCall['kind'], params: URLSearchParams): Call | Refusal {
  const id = params.get('clientid')
  if (id === null || id === '' || params.size > 1) {
    return { status: 400, message: 'this call needs one clientid, which is not empty' }
  }
  return clientCall(kind, id)
}

/**
 * Checks a list's parameters against the contract. EMQX makes an atom of each new `zone`, `conn_state` and
 * `clean_start`, never frees it, and ends its node at the limit. It has no bound for `_limit`. Source:
 * measured on 4.4.19.
 */
function listCall(node: string | null, params: URLSearchParams): Call | Refusal {
  const seen = new Set<string>()
  for (const [name, value] of params) {
    const shown = JSON.stringify(name.slice(0, 50))
    if (seen.has(name)) return { status: 400, message: `the parameter ${shown} is there twice` }
    seen.add(name)
    const isKnown = ownParams.has(name) || isClientFilter(name)
    if (!isKnown) return { status: 400, message: `the parameter ${shown} is unknown` }
    if (!isListValue(name, value)) {
      return { status: 400, message: `the parameter ${shown} cannot have this value` }
    }
  }
  const cursor = params.get('cursor')
  params.delete('cursor')
  return { kind: 'list', node, params: withFixedTimes(params), cursor }
}

/** The parameters with times that the broker understands for those that roll. */
function withFixedTimes(params: URLSearchParams): URLSearchParams {
  const fixed = fixTimes(Object.fromEntries(params), Date.now())
  return new URLSearchParams(Object.entries(fixed))
}

const ownParams = new Set(['_page', '_limit', 'cursor'])

function isListValue(name: string, value: string): boolean {
  if (name === 'cursor') return isCursor(value)
  if (name === '_page') return readCount(value, MAX_PAGE) !== null
  if (name === '_limit') return readCount(value, MAX_PAGE_SIZE) !== null
  return isClientFilter(name) && isFilterValue(clientFilters[name], value)
}

/** True for `.` and `..` in any spelling: a proxy in front of the broker would change the path. */
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

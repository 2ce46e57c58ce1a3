import { isPageParam, readPageParam } from './page-params.ts'
import {
  clientFilters,
  isClientFilter,
  isCursor,
  isFilterValue,
  isNodeName,
  type ClientFilter,
  type ClientQuery,
} from './query.ts'

/** Page sizes that are offered; a link may ask for any number from 1 to the largest. */
export const PAGE_SIZES = [20, 50, 100, 500, 1000, 10_000] as const
export const MAX_PAGE_SIZE = 10_000
/** The last page that can be asked for: 10,000 billion rows. */
export const MAX_PAGE = 1_000_000_000

/** What the list shows when its address says nothing. */
export const defaultQuery: ClientQuery = {
  page: 1,
  limit: 50,
  filters: {},
  node: null,
  cursor: null,
}

/** A part of an address that does not count, and why. */
export interface IgnoredParam {
  name: string
  value: string
  reason: 'unknown' | 'value' | 'repeated' | 'shadowed' | 'unsupported'
}

/** The filter that the broker takes instead, where both are given: it drops the other silently. */
export const exclusiveFilters: Partial<Record<ClientFilter, ClientFilter>> = {
  clientid: '_like_clientid',
  _like_clientid: 'clientid',
  username: '_like_username',
  _like_username: 'username',
}

/**
 * Reads what the address of the list asks the broker for. What is wrong in it falls back to its
 * default and is named in `ignored`; the rest counts.
 * @param readOther takes the parameters that are no matter of the broker's; it gives null for a
 * name or value that it takes, else the reason why not
 */
export function readListQuery(
  params: URLSearchParams,
  readOther: (name: string, value: string) => 'unknown' | 'value' | null = () => 'unknown',
): { query: ClientQuery; ignored: IgnoredParam[] } {
  const query: ClientQuery = { ...defaultQuery, filters: {} }
  const ignored: IgnoredParam[] = []
  const seen = new Set<string>()
  for (const [name, value] of params) {
    const reason = seen.has(name) ? 'repeated' : take(name, value)
    if (reason !== null) ignored.push({ name, value, reason })
    seen.add(name)
  }
  return { query, ignored }

  function take(name: string, value: string): IgnoredParam['reason'] | null {
    if (name === '_page' || name === '_limit') {
      const number = readCount(value, name === '_limit' ? MAX_PAGE_SIZE : MAX_PAGE)
      if (number === null) return 'value'
      query[name === '_page' ? 'page' : 'limit'] = number
    } else if (name === 'node') {
      if (!isNodeName(value)) return 'value'
      query.node = value
    } else if (name === 'cursor') {
      if (!isCursor(value)) return 'value'
      query.cursor = value
    } else if (isPageParam(name)) {
      return readPageParam(params, name) === null ? 'value' : null
    } else if (!isClientFilter(name)) {
      return readOther(name, value)
    } else if (!isFilterValue(clientFilters[name], value)) {
      return 'value'
    } else if (name.startsWith('_like_') && params.get(exclusiveFilters[name] ?? '')) {
      return 'shadowed'
    } else {
      query.filters[name] = value
    }
    return null
  }
}

/** A whole number from 1 to `max`, as text writes it; null for anything else. */
export function readCount(text: string, max: number): number | null {
  const number = /^\d{1,15}$/.test(text) ? Number(text) : 0
  return number >= 1 && number <= max ? number : null
}

/** The part of a list's address that {@link readListQuery} reads: filters first, defaults left out. */
export function writeListQuery({
  page,
  limit,
  filters,
  node,
  cursor,
}: ClientQuery): URLSearchParams {
  const params = new URLSearchParams()
  for (const name of Object.keys(clientFilters)) {
    const value = filters[name as ClientFilter]
    if (value) params.set(name, value)
  }
  if (node !== null) params.set('node', node)
  if (limit !== defaultQuery.limit) params.set('_limit', String(limit))
  if (page !== defaultQuery.page) params.set('_page', String(page))
  if (cursor !== null) params.set('cursor', cursor)
  return params
}

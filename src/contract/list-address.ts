// Reading the address of a list, as far as it concerns the broker. The page's part is web/list-address.
import { isPageParam, readPageParam } from './page-params.ts'
import {
  clientFilters,
  isClientFilter,
  isCursor,
  isFilterValue,
  isNodeName,
  type ClientQuery,
} from './query.ts'

/** Page sizes that are offered; a link may ask for any number from 1 to the largest. */
export const PAGE_SIZES = [20, 50, 100, 500, 1000, 10_000] as const
export const MAX_PAGE_SIZE = 10_000
/** The last page that can be asked for: 10,000 billion rows. */
export const MAX_PAGE = 1_000_000_000

/** The list of an address without parameters. */
export const defaultQuery: ClientQuery = {
  page: 1,
  limit: 50,
  filters: {},
  node: null,
  cursor: null,
}

/**
 * Parameters of a list's address besides the filters. `cursor` is not among them: only the gateway
 * can read one, so the access log and other pages have no use for it.
 */
export const listParams = [
  '_page',
  '_limit',
  'node',
  'sort',
  'columns',
  'refresh',
  'trouble',
  'only',
] as const
export type ListParam = (typeof listParams)[number]

/** A part of an address that does not count, and why. */
export interface IgnoredParam {
  name: string
  value: string
  reason: 'unknown' | 'value' | 'repeated' | 'shadowed' | 'unsupported'
}

/**
 * Reads what the address of a list asks the broker for. A wrong part falls back to its default and is
 * named in `ignored`; the rest counts.
 * @param readOther reads the parameters that do not concern the broker: null if it takes name and
 * value, else the reason why not
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
    } else if (name.startsWith('_like_') && params.get(clientFilters[name].exclusiveWith ?? '')) {
      return 'shadowed'
    } else {
      query.filters[name] = value
    }
    return null
  }
}

/** Reads a whole number from 1 to `max`; null for any other text. */
export function readCount(text: string, max: number): number | null {
  const number = /^\d{1,15}$/.test(text) ? Number(text) : 0
  return number >= 1 && number <= max ? number : null
}

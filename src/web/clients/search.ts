import {
  clientFilters,
  isFilterValue,
  type ClientFilter,
  type ClientFilters,
  type ClientQuery,
} from '../../contract/query.ts'

/** Page sizes that are offered; a link may ask for any number from 1 to the largest. */
export const PAGE_SIZES = [20, 50, 100, 500, 1000] as const
const MAX_PAGE_SIZE = 1000

/** What the list shows when its address says nothing. */
export const defaultSearch: ClientQuery = { page: 1, limit: 50, filters: {} }

/** A part of an address that does not count, and why. */
export interface IgnoredParam {
  name: string
  value: string
  reason: 'unknown' | 'value' | 'repeated' | 'shadowed'
}

/** The filter that the broker takes instead, where both are given: it drops the other silently. */
export const exclusiveFilters: Partial<Record<ClientFilter, ClientFilter>> = {
  clientid: '_like_clientid',
  _like_clientid: 'clientid',
  username: '_like_username',
  _like_username: 'username',
}

const isFilter = (name: string): name is ClientFilter => Object.hasOwn(clientFilters, name)

/**
 * Reads the address of the list. What is wrong in it falls back to its default and is named in
 * `ignored`; the rest counts.
 */
export function readSearch(params: URLSearchParams): {
  search: ClientQuery
  ignored: IgnoredParam[]
} {
  const search: ClientQuery = { ...defaultSearch, filters: {} }
  const ignored: IgnoredParam[] = []
  const seen = new Set<string>()
  for (const [name, value] of params) {
    const ignore = (reason: IgnoredParam['reason']) => ignored.push({ name, value, reason })
    if (seen.has(name)) {
      ignore('repeated')
    } else if (name === '_page' || name === '_limit') {
      const number = readCount(value, name === '_limit' ? MAX_PAGE_SIZE : Number.MAX_SAFE_INTEGER)
      if (number === null) ignore('value')
      else search[name === '_page' ? 'page' : 'limit'] = number
    } else if (!isFilter(name)) {
      ignore('unknown')
    } else if (!isFilterValue(clientFilters[name], value)) {
      ignore('value')
    } else if (name.startsWith('_like_') && params.get(exclusiveFilters[name] ?? '')) {
      ignore('shadowed')
    } else {
      search.filters[name] = value
    }
    seen.add(name)
  }
  return { search, ignored }
}

function readCount(text: string, max: number): number | null {
  const number = /^\d{1,15}$/.test(text) ? Number(text) : 0
  return number >= 1 && number <= max ? number : null
}

/** Writes the address of a list, with a leading `?`, or nothing where all is default. */
export function writeSearch({ page, limit, filters }: ClientQuery): string {
  const params = new URLSearchParams()
  for (const name of Object.keys(clientFilters)) {
    const value = filters[name as ClientFilter]
    if (value) params.set(name, value)
  }
  if (limit !== defaultSearch.limit) params.set('_limit', String(limit))
  if (page !== defaultSearch.page) params.set('_page', String(page))
  const text = params.toString()
  return text && `?${text}`
}

/** The list with one filter set, or taken away by an empty value: back on its first page. */
export function withFilter(search: ClientQuery, name: ClientFilter, value: string): ClientQuery {
  const filters: ClientFilters = { ...search.filters }
  delete filters[name]
  if (value !== '') {
    filters[name] = value
    const other = exclusiveFilters[name]
    if (other) delete filters[other]
  }
  return { ...search, page: 1, filters }
}

/** The list with another page size: back on its first page. */
export function withLimit(search: ClientQuery, limit: number): ClientQuery {
  return { ...search, page: 1, limit }
}

/** The list with no filter. */
export function withoutFilters(search: ClientQuery): ClientQuery {
  return { ...search, page: 1, filters: {} }
}

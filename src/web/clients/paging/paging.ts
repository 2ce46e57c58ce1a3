// Which pages a list has.
import type { ClientList } from '../../../contract/answer.ts'
import type { ClientQuery } from '../../../contract/query.ts'

/** Where a page of a list stands among the other pages. */
export interface Paging {
  /** All clients; null if the broker does not count, as with a filter, and this is not the last page. */
  count: number | null
  /** Null if the broker does not count. */
  pageCount: number | null
  /** Null if there is no such page. */
  previous: number | null
  next: number | null
}

/** Works out where a page stands, from the query and the broker's answer. */
export function pagingOf({ page, limit, cursor }: ClientQuery, { data, meta }: ClientList): Paging {
  // The broker counts and lists at different moments. While a page loads, the rows are another page's.
  const isOfPage = meta.page === page && meta.limit === limit && data.length > 0
  const last = isOfPage ? (page - 1) * limit + data.length : 0
  const least = meta.hasnext ? last + 1 : last
  // The last page tells how many there are, unless the search began later or was cut short.
  const isLast = meta.hasnext === false && cursor === null && meta.cursor === undefined
  const isKnown = isLast && (isOfPage || (page === 1 && meta.page === 1))
  const count = meta.count >= 0 ? Math.max(meta.count, least) : isKnown ? last : null
  const pageCount = count === null ? null : Math.max(1, Math.ceil(count / limit))
  // If a search was cut short, the rest of this page comes before the next page.
  const isWhole = meta.cursor === undefined
  const hasNext = isWhole && (meta.hasnext ?? (pageCount !== null && page < pageCount))
  return {
    count,
    pageCount,
    previous: page > 1 ? Math.min(page - 1, pageCount ?? Infinity) : null,
    next: hasNext ? page + 1 : null,
  }
}

/** Most pages that are all offered. */
const ALL_PAGES = 7

/** The first page, the last one, and those beside the current page, or all of few; null stands for a gap. */
export function nearbyPages(page: number, pageCount: number): (number | null)[] {
  if (pageCount <= ALL_PAGES && page <= pageCount) {
    return Array.from({ length: pageCount }, (_, index) => index + 1)
  }
  const pages = [...new Set([1, page - 1, page, page + 1, pageCount])]
    .filter((number) => number >= 1 && number <= pageCount)
    .sort((a, b) => a - b)
  return pages.flatMap((number, index) =>
    index > 0 && number > (pages[index - 1] ?? 0) + 1 ? [null, number] : [number],
  )
}

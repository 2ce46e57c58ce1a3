import type { ClientList } from '../../../contract/answer.ts'
import type { ClientQuery } from '../../../contract/query.ts'

/** Where a page of a list stands among the others. */
export interface Paging {
  /** All clients; null where the broker does not count, as with any filter. */
  count: number | null
  /** Null where the broker does not count. */
  pageCount: number | null
  /** Null where there is no such page. */
  previous: number | null
  next: number | null
}

/** Works out where a page stands from what was asked and what the broker says of it. */
export function pagingOf({ page, limit }: ClientQuery, { meta }: ClientList): Paging {
  const count = meta.count >= 0 ? meta.count : null
  const pageCount = count === null ? null : Math.max(1, Math.ceil(count / limit))
  // Of a search that was cut short the rest of this page comes first.
  const isWhole = meta.cursor === undefined
  const hasNext = isWhole && (meta.hasnext ?? (pageCount !== null && page < pageCount))
  return {
    count,
    pageCount,
    previous: page > 1 ? Math.min(page - 1, pageCount ?? Infinity) : null,
    next: hasNext ? page + 1 : null,
  }
}

/** First, last, and those beside the current page; null stands for a gap. */
export function nearbyPages(page: number, pageCount: number): (number | null)[] {
  const pages = [...new Set([1, page - 1, page, page + 1, pageCount])]
    .filter((number) => number >= 1 && number <= pageCount)
    .sort((a, b) => a - b)
  return pages.flatMap((number, index) =>
    index > 0 && number > (pages[index - 1] ?? 0) + 1 ? [null, number] : [number],
  )
}

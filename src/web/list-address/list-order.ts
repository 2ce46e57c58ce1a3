/** Lists whose order is remembered; the oldest goes first. */
const MOST_LISTS = 5

/** Client ids in the order in which a list showed them last, by the query of its address. */
const orders = new Map<string, readonly string[]>()

/** Keeps the order in which a list shows its page's clients, for as long as the tab lives. */
export function rememberOrder(search: string, clientIds: readonly string[]): void {
  orders.delete(search)
  orders.set(search, clientIds)
  const [oldest] = orders.keys()
  if (orders.size > MOST_LISTS && oldest !== undefined) orders.delete(oldest)
}

/** Where a client stands on the page of a list. */
export interface ListPlace {
  /** Ids; null at either end. */
  previous: string | null
  next: string | null
  /** From 1, out of `count` clients. */
  place: number
  count: number
}

/** Where a client stood when a list was last shown; null where it did not, or no longer known. */
export function placeInList(search: string, clientId: string): ListPlace | null {
  // An id may stand in more than one row.
  const ids = [...new Set(orders.get(search))]
  const index = ids.indexOf(clientId)
  if (index === -1) return null
  const [previous = null, next = null] = [ids[index - 1], ids[index + 1]]
  return { previous, next, place: index + 1, count: ids.length }
}

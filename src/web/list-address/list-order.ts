// The order of the clients in the lists that were shown, for the way from one client to the next.
import { withRecent } from '../ui/with-recent.ts'

/** Client ids in the order in which a list has last shown them, by the query of its address. */
let orders: ReadonlyMap<string, readonly string[]> = new Map()

/** Keeps the order in which a list shows the clients of its page, for as long as the tab lives. */
export function rememberOrder(search: string, clientIds: readonly string[]): void {
  orders = withRecent(orders, [search, clientIds], 5)
}

/** The client of each list that was looked at last: on its own page, or as the active row. */
let looked: ReadonlyMap<string, string> = new Map()

/** Keeps which client of a list is being looked at. */
export function noteLookedAt(search: string, clientId: string): void {
  looked = withRecent(looked, [search, clientId], 5)
}

/** The client of a list that was looked at last; null if none was. */
export function lookedAt(search: string): string | null {
  return looked.get(search) ?? null
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

/** Where a client stood when a list was last shown; null if it was not there, or is forgotten. */
export function placeInList(search: string, clientId: string): ListPlace | null {
  // An id may stand in more than one row.
  const ids = [...new Set(orders.get(search))]
  const index = ids.indexOf(clientId)
  if (index === -1) return null
  const [previous = null, next = null] = [ids[index - 1], ids[index + 1]]
  return { previous, next, place: index + 1, count: ids.length }
}

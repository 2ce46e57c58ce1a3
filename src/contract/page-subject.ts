// Which data the page at an address needs.
import { readListQuery } from './list-address.ts'
import { clientIdOf } from './paths.ts'
import type { ClientQuery } from './query.ts'

/** What a page shows: a list of clients, or one client. */
export type PageSubject = { query: ClientQuery } | { clientId: string }

/** What the page at an address shows, so that its data can be asked for before the page runs; null: no data. */
export function pageSubjectOf(location: { pathname: string; search: string }): PageSubject | null {
  const { pathname, search } = location
  if (/^\/(?:clients)?$/i.test(pathname)) {
    return { query: readListQuery(new URLSearchParams(search)).query }
  }
  const clientId = clientIdOf(location)
  return clientId === null ? null : { clientId }
}

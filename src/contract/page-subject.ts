import { readListQuery } from './list-address.ts'
import { clientIdOf } from './paths.ts'
import type { ClientQuery } from './query.ts'

/** What a page of Roster is about: a list of clients, or one of them. */
export type PageSubject = { query: ClientQuery } | { clientId: string }

/** What an address shows, so that it can be asked for before its page is there; null for nothing. */
export function pageSubjectOf(location: { pathname: string; search: string }): PageSubject | null {
  const { pathname, search } = location
  if (pathname === '/' || pathname === '/clients') {
    return { query: readListQuery(new URLSearchParams(search)).query }
  }
  const clientId = clientIdOf(location)
  return clientId === null ? null : { clientId }
}

import type { QueryClient } from '@tanstack/react-query'
import { pageSubjectOf } from '../../contract/page-subject.ts'
import { clientQueries } from '../api/client-queries.ts'
import { sessionQuery } from '../api/session-queries.ts'
import { MOST_PLAIN_ROWS, virtualRowsCode } from '../clients/table/rows/virtual-rows-code.ts'
import { clientPageCode } from '../client/client-page-code.ts'

/** How long the first paint waits for the answers, in ms. The reader does not notice so short a wait. */
const PATIENCE_MS = 100

/**
 * Reads the session, and the data and code of the page at an address. Settles when all of it is
 * there, or after 100 ms: with a quick answer the page needs no skeleton, which would only flicker.
 */
export async function prefetchPage(
  queryClient: QueryClient,
  location: { pathname: string; search: string },
) {
  const subject = pageSubjectOf(location)
  const reads = [queryClient.prefetchQuery(sessionQuery)]
  if (subject && 'query' in subject) {
    reads.push(queryClient.prefetchQuery(clientQueries.list(subject.query, 0)))
    if (subject.query.limit > MOST_PLAIN_ROWS)
      reads.push(queryClient.prefetchQuery(virtualRowsCode))
  } else if (subject) {
    reads.push(
      queryClient.prefetchQuery(clientQueries.detail(subject.clientId)),
      queryClient.prefetchQuery(clientPageCode),
    )
  }
  const patience = new Promise((resolve) => setTimeout(resolve, PATIENCE_MS))
  await Promise.race([Promise.all(reads), patience])
}

import type { QueryClient } from '@tanstack/react-query'
import { pageSubjectOf } from '../../contract/page-subject.ts'
import { clientQueries } from '../api/client-queries.ts'
import { sessionQuery } from '../api/session-queries.ts'
import { MOST_PLAIN_ROWS, virtualRowsCode } from '../clients/table/rows/virtual-rows-code.ts'
import { clientPageCode } from './lazy-client-page.tsx'

/** How long the first picture may wait for what belongs in it, in ms: too short to be felt. */
const PATIENCE_MS = 100

/**
 * Asks for what an address is going to show, and gives a quick answer the time to come: a skeleton
 * that is gone at once is a flicker, and costs the time to draw it. Settles whatever is answered.
 */
export async function askEarly(
  queryClient: QueryClient,
  location: { pathname: string; search: string },
) {
  const subject = pageSubjectOf(location)
  const asked = [queryClient.prefetchQuery(sessionQuery)]
  if (subject && 'query' in subject) {
    asked.push(queryClient.prefetchQuery(clientQueries.list(subject.query, 0)))
    if (subject.query.limit > MOST_PLAIN_ROWS)
      asked.push(queryClient.prefetchQuery(virtualRowsCode))
  } else if (subject) {
    asked.push(
      queryClient.prefetchQuery(clientQueries.detail(subject.clientId)),
      queryClient.prefetchQuery(clientPageCode),
    )
  }
  const patience = new Promise((resolve) => setTimeout(resolve, PATIENCE_MS))
  await Promise.race([Promise.all(asked), patience])
}

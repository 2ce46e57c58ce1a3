import type { QueryClient } from '@tanstack/react-query'
import { AHEAD_LIST_ID, AHEAD_SESSION_ID } from '../../contract/ahead.ts'
import { clientListSchema, readAnswer } from '../../contract/answer.ts'
import { pageSubjectOf } from '../../contract/page-subject.ts'
import { sessionSchema } from '../../contract/session.ts'
import { clientQueries } from '../api/client-queries.ts'
import { sessionQuery } from '../api/session-queries.ts'
import { clientPageCode } from './lazy-client-page.tsx'

/** How long the first picture may wait for what belongs in it, in ms: too short to be felt. */
const PATIENCE_MS = 100

/** An answer that came with the page, and how old it is by now, in ms; undefined for none. */
function takeOut(id: string): { text: string; age: number } | undefined {
  const element = document.getElementById(id)
  if (element === null) return undefined
  // The gateway asks while the page is on its way: what it has not kept from before is no older.
  return { text: element.textContent, age: performance.now() + Number(element.dataset.age) }
}

/**
 * Asks for what an address is going to show, and gives a quick answer the time to come: a skeleton
 * that is gone at once is a flicker, and costs the time to draw it. Settles whatever is answered.
 */
export async function askEarly(
  queryClient: QueryClient,
  location: { pathname: string; search: string },
) {
  const subject = pageSubjectOf(location)
  const session = takeOut(AHEAD_SESSION_ID)
  if (session) {
    const { data } = readAnswer(sessionSchema, 200, session.text)
    queryClient.setQueryData(sessionQuery.queryKey, data)
  }
  const asked = [queryClient.prefetchQuery(sessionQuery)]
  if (subject && 'query' in subject) {
    const list = takeOut(AHEAD_LIST_ID)
    const query = clientQueries.list(subject.query, 0, list?.age)
    if (list?.text) {
      const answer = readAnswer(clientListSchema, 200, list.text)
      queryClient.setQueryData(query.queryKey, { ...answer, readAt: Date.now() - list.age })
    }
    asked.push(queryClient.prefetchQuery(query))
  } else if (subject) {
    asked.push(
      queryClient.prefetchQuery(clientQueries.detail(subject.clientId)),
      queryClient.prefetchQuery(clientPageCode),
    )
  }
  const patience = new Promise((resolve) => setTimeout(resolve, PATIENCE_MS))
  await Promise.race([Promise.all(asked), patience])
}

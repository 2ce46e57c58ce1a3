import type { QueryClient } from '@tanstack/react-query'
import { clientQueries, type ClientSighting, type ReadList } from './client-queries.ts'

/** A client's records in the newest cached list that has the client. */
export function findInLists(
  queryClient: QueryClient,
  clientId: string,
): (ClientSighting & { lastSeenAt: number }) | undefined {
  const [newest] = queryClient
    .getQueryCache()
    .findAll({ queryKey: clientQueries.lists, predicate: ({ state }) => state.data !== undefined })
    .map(({ state }) => {
      const { data, odd: odds, readAt } = state.data as ReadList
      const records = data.filter(({ clientid }) => clientid === clientId)
      const odd = odds.filter(({ name }) => name === clientId)
      return { records, lastRecords: records, lastSeenAt: readAt, odd }
    })
    .filter(({ records }) => records.length > 0)
    .sort((a, b) => b.lastSeenAt - a.lastSeenAt)
  return newest
}

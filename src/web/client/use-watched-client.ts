import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect, useLayoutEffect } from 'react'
import { clientQueries, findInLists, readSighting, recoveryMs } from '../api/client-queries.ts'
import { nextReadMs } from './watch/reading-times.ts'
import { useWatch, watchStore } from './watch/watch-store.ts'

/**
 * Reads one client again and again while it is shown, at the times at which the broker has something
 * new, and keeps what is seen. Begins with the row of a list, where that was read last.
 */
export function useWatchedClient(clientId: string) {
  const queryClient = useQueryClient()
  const query = useQuery({
    ...clientQueries.detail(clientId),
    queryFn: async (context) => {
      const sighting = await readSighting(clientId, context)
      // Before the time of the next reading is worked out from it.
      watchStore.observe(clientId, sighting.records, Date.now())
      return sighting
    },
    refetchInterval: ({ state: { error } }) =>
      error ? recoveryMs(error) : nextReadMs(watchStore.get(clientId), Date.now()),
  })

  useLayoutEffect(() => {
    const row = findInLists(queryClient, clientId)
    const { queryKey } = clientQueries.detail(clientId)
    const readAt = queryClient.getQueryState(queryKey)?.dataUpdatedAt ?? 0
    if (row && row.lastSeenAt > readAt) {
      queryClient.setQueryData(queryKey, row, { updatedAt: row.lastSeenAt })
    }
  }, [queryClient, clientId])

  // What was read before this page was there: a list, or the page's own head.
  const { data, dataUpdatedAt } = query
  useEffect(() => {
    if (data) watchStore.observe(clientId, data.records, dataUpdatedAt)
  }, [clientId, data, dataUpdatedAt])

  return { query, watch: useWatch(clientId) }
}

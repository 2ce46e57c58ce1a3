import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect, useLayoutEffect } from 'react'
import { clientQueries, readSighting, recoveryMs } from '../api/client-queries.ts'
import { findInLists } from '../api/find-in-lists.ts'
import { nextReadMs } from './watch/reading-times.ts'
import { useWatch, watchStore } from './watch/watch-store.ts'

/**
 * Reads a client whenever the broker may have new numbers, and keeps each reading in the watch store.
 * Starts with a row of a cached list, if that is the newest reading.
 */
export function useWatchedClient(clientId: string) {
  const queryClient = useQueryClient()
  const query = useQuery({
    ...clientQueries.detail(clientId),
    queryFn: async (context) => {
      const sighting = await readSighting(clientId, context)
      // The interval below depends on this reading.
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

  // For readings from before this page: a cached list, or the preloaded request.
  const { data, dataUpdatedAt } = query
  useEffect(() => {
    if (data) watchStore.observe(clientId, data.records, dataUpdatedAt)
  }, [clientId, data, dataUpdatedAt])

  return { query, watch: useWatch(clientId) }
}

import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect, useLayoutEffect } from 'react'
import { clientQueries, readSighting, recoveryMs } from '../api/client-queries.ts'
import { findInLists } from '../api/find-in-lists.ts'
import { useI18n } from '../i18n/i18n.tsx'
import { nextReadMs } from './watch/reading-times.ts'
import { useWatch, watchStore } from './watch/watch-store.ts'

/**
 * Reads a client whenever the broker may have new numbers, and keeps each reading in the watch store.
 * Starts with a row of a cached list, if that is the newest reading.
 */
export function useWatchedClient(clientId: string) {
  const queryClient = useQueryClient()
  const { brokerEpoch } = useI18n().format
  const query = useQuery({
    ...clientQueries.detail(clientId),
    queryFn: async (context) => {
      const sighting = await readSighting(clientId, context)
      // The interval below depends on this reading.
      watchStore.observe(clientId, sighting.records, Date.now(), brokerEpoch)
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
    if (data) watchStore.observe(clientId, data.records, dataUpdatedAt, brokerEpoch)
  }, [clientId, data, dataUpdatedAt, brokerEpoch])

  return { query, watch: useWatch(clientId) }
}

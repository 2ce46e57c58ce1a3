import { queryOptions } from '@tanstack/react-query'
import { clientListSchema, nodesSchema } from '../../contract/answer.ts'
import { defaultQuery } from '../../contract/list-address.ts'
import { API_PREFIX } from '../../contract/paths.ts'
import { clientListPath, isNodeName } from '../../contract/query.ts'
import { callGateway, RECOVERY_MS } from './http.ts'

/** How long a cluster's nodes count as known. */
const NODES_FRESH_MS = 60_000

const untilAnswered = {
  refetchInterval: ({ state }: { state: { status: string } }) =>
    state.status === 'error' ? RECOVERY_MS : false,
} as const

/** A list in which no client is, and one of any for a broker that ignores the filter. */
const thresholdProbe = clientListPath({
  ...defaultQuery,
  limit: 1,
  filters: { _gte_mqueue_len: '999999999999999' },
})

/** What is asked about the broker itself, for as long as the tab lives. */
export const brokerQueries = {
  /**
   * True if the broker takes threshold filters. One that does not know them ignores them,
   * and counts all its clients; under locks the gateway leaves the count out, but not the client.
   * Source: measured on 4.4.19; 4.4.4 and 4.3.15 brought them.
   */
  knowsThresholds: queryOptions({
    queryKey: ['broker', 'thresholds'],
    queryFn: async ({ signal }) => {
      const path = API_PREFIX + thresholdProbe
      const { meta, data } = await callGateway(clientListSchema, 'GET', path, signal)
      return meta.count === -1 && data.length === 0
    },
    staleTime: Infinity,
    gcTime: Infinity,
    ...untilAnswered,
  }),

  /** Names of the cluster's nodes: those that can stand in a path, sorted. They change rarely. */
  nodes: queryOptions({
    queryKey: ['broker', 'nodes'],
    queryFn: async ({ signal }) => {
      const { data } = await callGateway(nodesSchema, 'GET', `${API_PREFIX}/nodes`, signal)
      return [...new Set(data.map(({ node }) => node).filter(isNodeName))].sort()
    },
    staleTime: NODES_FRESH_MS,
    refetchOnWindowFocus: false,
    ...untilAnswered,
  }),
}

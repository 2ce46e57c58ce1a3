import { queryOptions } from '@tanstack/react-query'
import { clientListSchema, nodesSchema } from '../../contract/answer.ts'
import { defaultQuery } from '../../contract/list-address.ts'
import { API_PREFIX } from '../../contract/paths.ts'
import { clientListPath, isNodeName } from '../../contract/query.ts'
import { callGateway, RECOVERY_MS } from './http.ts'

const NODES_FRESH_MS = 60_000

const untilAnswered = {
  refetchInterval: ({ state }: { state: { status: string } }) =>
    state.status === 'error' ? RECOVERY_MS : false,
} as const

/** An empty list for a broker that knows the filter, and a list of any client for another. */
const thresholdProbe = clientListPath({
  ...defaultQuery,
  limit: 1,
  filters: { _gte_mqueue_len: '999999999999999' },
})

/** Queries about the broker itself. */
export const brokerQueries = {
  /**
   * True if the broker knows the filters with thresholds. Another broker ignores them and counts all its
   * clients. Under locked filters the gateway leaves out the count, but not the client.
   * Source: measured on 4.4.19. The filters came with 4.4.4 and 4.3.15.
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

  /** Names of the cluster's nodes, sorted, without names that cannot stand in a path. */
  nodes: queryOptions({
    queryKey: ['broker', 'nodes'],
    queryFn: async ({ signal }) => {
      return callGateway(nodesSchema, 'GET', `${API_PREFIX}/nodes`, signal)
    },
    select: ({ data }) => [...new Set(data.map(({ node }) => node).filter(isNodeName))].sort(),
    staleTime: NODES_FRESH_MS,
    refetchOnWindowFocus: false,
    ...untilAnswered,
  }),
}

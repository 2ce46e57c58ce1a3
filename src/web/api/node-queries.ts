import { queryOptions } from '@tanstack/react-query'
import { nodesSchema } from '../../contract/answer.ts'
import { API_PREFIX } from '../../contract/paths.ts'
import { isNodeName } from '../../contract/query.ts'
import { callGateway, RECOVERY_MS } from './http.ts'

/** Names of the cluster's nodes: those that can stand in a path, sorted. They change rarely. */
export const nodesQuery = queryOptions({
  queryKey: ['nodes'],
  queryFn: async ({ signal }) => {
    const { data } = await callGateway(nodesSchema, 'GET', `${API_PREFIX}/nodes`, signal)
    return [...new Set(data.map(({ node }) => node).filter(isNodeName))].sort()
  },
  staleTime: 60_000,
  refetchOnWindowFocus: false,
  refetchInterval: ({ state }) => (state.status === 'error' ? RECOVERY_MS : false),
})

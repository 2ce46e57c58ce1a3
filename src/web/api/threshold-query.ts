import { queryOptions } from '@tanstack/react-query'
import { clientListSchema } from '../../contract/answer.ts'
import { API_PREFIX } from '../../contract/paths.ts'
import { clientListPath } from '../../contract/query.ts'
import { callGateway, RECOVERY_MS } from './http.ts'

const probe = clientListPath({
  page: 1,
  limit: 1,
  filters: { _gte_mqueue_len: '0' },
  node: null,
})

/**
 * Whether the broker knows the thresholds of queue and drops: asked until it answers, then for
 * good. It counts what it does not take for filtered. Source: measured on 4.4.19.
 */
export const thresholdsQuery = queryOptions({
  queryKey: ['thresholds'],
  queryFn: async ({ signal }) => {
    const { meta } = await callGateway(clientListSchema, 'GET', API_PREFIX + probe, signal)
    return meta.count === -1
  },
  staleTime: Infinity,
  gcTime: Infinity,
  refetchInterval: ({ state }) => (state.status === 'error' ? RECOVERY_MS : false),
})

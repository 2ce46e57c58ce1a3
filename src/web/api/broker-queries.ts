import { queryOptions } from '@tanstack/react-query'
import { clientListSchema } from '../../contract/answer.ts'
import { defaultQuery } from '../../contract/list-address.ts'
import { API_PREFIX } from '../../contract/paths.ts'
import { clientListPath } from '../../contract/query.ts'
import { callGateway, RECOVERY_MS } from './http.ts'

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
}

import { queryOptions } from '@tanstack/react-query'
import { sessionSchema } from '../../contract/session.ts'
import { callGateway, RECOVERY_MS } from './http.ts'

/** What the gateway says of itself: asked until it answers, then for good. */
export const sessionQuery = queryOptions({
  queryKey: ['session'],
  queryFn: async ({ signal }) => (await callGateway(sessionSchema, 'GET', '/session', signal)).data,
  staleTime: Infinity,
  refetchInterval: ({ state }) => (state.status === 'error' ? RECOVERY_MS : false),
})

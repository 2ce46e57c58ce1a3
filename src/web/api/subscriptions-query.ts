import { queryOptions } from '@tanstack/react-query'
import { subscriptionsSchema } from '../../contract/answer.ts'
import { API_PREFIX, subscriptionsPath } from '../../contract/paths.ts'
import { refreshedEvery } from './client-queries.ts'
import { callGateway } from './http.ts'

/** How often to read a client's subscriptions: there may be thousands, and they seldom change. */
const SUBSCRIPTIONS_SECONDS = 60

/** The subscriptions of a client id on all nodes; empty if the client is gone. */
export const subscriptionsQuery = (clientId: string) =>
  queryOptions({
    queryKey: ['clients', 'subscriptions', clientId],
    queryFn: async ({ signal }) => {
      const path = API_PREFIX + subscriptionsPath(clientId)
      const { data, odd } = await callGateway(subscriptionsSchema, 'GET', path, signal)
      return { topics: data, odd }
    },
    staleTime: SUBSCRIPTIONS_SECONDS * 1000,
    ...refreshedEvery(SUBSCRIPTIONS_SECONDS),
  })

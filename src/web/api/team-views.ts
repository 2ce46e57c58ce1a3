import { queryOptions } from '@tanstack/react-query'
import { teamViewsSchema, VIEWS_PATH } from '../../contract/views.ts'
import { callGateway } from './http.ts'

/** How often the gateway is asked for the team's views, in ms: a file is seldom edited. */
const LOOK_MS = 300_000

/** The views that the gateway gives to each person; none in a frame with locks. */
export const teamViews = queryOptions({
  queryKey: ['views'],
  queryFn: async ({ signal }) =>
    (await callGateway(teamViewsSchema, 'GET', VIEWS_PATH, signal)).data,
  staleTime: LOOK_MS,
  refetchInterval: LOOK_MS,
})

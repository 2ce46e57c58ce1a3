import { queryOptions } from '@tanstack/react-query'
import { sessionSchema, type Credential, type Session } from '../../contract/session.ts'
import { callGateway, postToGateway, RECOVERY_MS } from './http.ts'

/** How often a sign-in is prolonged at least, by asking for the session, while the page is in sight. */
const RENEWAL_MS = 5 * 60_000

/** And how often at most. */
const LEAST_RENEWAL_MS = 10_000

/** What the gateway says of itself and of who looks: asked until it answers, then for good. */
export const sessionQuery = queryOptions({
  queryKey: ['session'],
  queryFn: async ({ signal }) => (await callGateway(sessionSchema, 'GET', '/session', signal)).data,
  staleTime: Infinity,
  refetchInterval: ({ state: { status, data } }) => {
    if (status === 'error') return RECOVERY_MS
    if (!data?.expiresAt) return false
    const half = (data.expiresAt - Date.now()) / 2
    return Math.min(RENEWAL_MS, Math.max(LEAST_RENEWAL_MS, half))
  },
})

/**
 * Signs in. The credential is kept by the gateway, out of reach of the page.
 * @throws {ApiError} `signed-out`: wrong id or secret; `forbidden`: no role; `too-many`: tries
 */
export async function signIn(credential: Credential): Promise<Session> {
  return (await postToGateway(sessionSchema, '/session', credential)).data
}

/** Signs out. @throws {ApiError} */
export async function signOut(): Promise<void> {
  await callGateway(sessionSchema, 'DELETE', '/session')
}

// The session of the reader, sign-in and sign-out.
import { queryOptions } from '@tanstack/react-query'
import { sessionSchema, type Credential, type Session } from '../../contract/session.ts'
import { callGateway, postToGateway, RECOVERY_MS } from './http.ts'

/** The longest interval between two reads of the session. Each read prolongs a sign-in. */
const RENEWAL_MS = 5 * 60_000

/** The shortest interval. */
const LEAST_RENEWAL_MS = 10_000

/** The session. A session without an end is read only once. */
export const sessionQuery = queryOptions({
  queryKey: ['session'],
  queryFn: async ({ signal }) => (await callGateway(sessionSchema, 'GET', '/session', signal)).data,
  staleTime: Infinity,
  refetchInterval: ({ state: { status, data } }) => {
    if (status === 'error') return RECOVERY_MS
    if (!data?.expiresInMs) return false
    return Math.min(RENEWAL_MS, Math.max(LEAST_RENEWAL_MS, data.expiresInMs / 2))
  },
})

/**
 * Signs in. The gateway keeps the credential out of reach of the page.
 * @throws {ApiError} `signed-out`: wrong id or secret; `forbidden`: no role; `too-many`: too many tries
 */
export async function signIn(credential: Credential): Promise<Session> {
  return (await postToGateway(sessionSchema, '/session', credential)).data
}

/** Signs out. @throws {ApiError} */
export async function signOut(): Promise<void> {
  await callGateway(sessionSchema, 'DELETE', '/session')
}

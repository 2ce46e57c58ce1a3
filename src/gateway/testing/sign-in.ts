// Sign-ins as the gateway's cookie holds them, for tests.
import { EncryptJWT } from 'jose'
import type { Credential } from '../../contract/session.ts'
import type { SessionKey } from '../access/access.ts'

/** Name of the cookie of a gateway at an origin with a port. */
export function cookieName(origin: string): string {
  return `roster-${new URL(origin).port}`
}

/** A cookie's value like the gateway's, for a sign-in that was sealed so many seconds ago. */
export function sealedAgo(
  key: SessionKey | undefined,
  credential: Credential,
  seconds = 120,
): Promise<string> {
  if (key === undefined) throw new Error('there is no key')
  const iat = Math.floor(Date.now() / 1000) - seconds
  return new EncryptJWT({ credential, since: iat, iat, exp: iat + 28_800 })
    .setProtectedHeader({ alg: 'dir', enc: 'A256GCM', kid: key.kid })
    .setAudience('roster sign-in')
    .encrypt(key.secret)
}

import * as v from 'valibot'
import { credentialSchema } from '../../contract/session.ts'
import type { Access } from './access.ts'
import { openSeal, seal } from './sealed-tokens.ts'

const signInSchema = v.object({
  credential: credentialSchema,
  /** When the credential was given, in s since the epoch. */
  since: v.pipe(v.number(), v.integer()),
  /** When it was sealed, in s since the epoch. */
  iat: v.pipe(v.number(), v.integer()),
  /** When it ends unless it is sealed anew, in s since the epoch. */
  exp: v.pipe(v.number(), v.integer()),
})

/** Somebody's sign-in, as it stands in the cookie. */
export type SignIn = v.InferOutput<typeof signInSchema>

const AUDIENCE = 'roster sign-in'

/**
 * Encrypts a sign-in; see {@link seal}. Its end is the earlier one of idle (from now) and absolute
 * (from `since`).
 */
export async function sealSignIn(
  { credential, since }: Pick<SignIn, 'credential' | 'since'>,
  access: Access,
): Promise<{ signIn: SignIn; token: string }> {
  const { idleSeconds, absoluteSeconds } = access
  const iat = Math.floor(Date.now() / 1000)
  const signIn = {
    credential,
    since,
    iat,
    exp: Math.min(iat + idleSeconds, since + absoluteSeconds),
  }
  return { signIn, token: await seal(signIn, AUDIENCE, access) }
}

/** Reads what {@link sealSignIn} made; null as {@link openSeal} gives it. */
export function openSignIn(token: string, access: Access): Promise<SignIn | null> {
  return openSeal(signInSchema, token, AUDIENCE, access)
}

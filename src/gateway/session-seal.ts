import { EncryptJWT, errors, jwtDecrypt } from 'jose'
import * as v from 'valibot'
import { credentialSchema } from '../contract/session.ts'
import type { Access } from './access.ts'

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

/** Nothing else that is ever sealed with these keys passes for a sign-in. */
const AUDIENCE = 'roster sign-in'

/**
 * Encrypts a sign-in, so that only a gateway with the same key can read or write it.
 * Its end is the earlier one of idle (from now) and absolute (from `since`).
 */
export async function sealSignIn(
  { credential, since }: Pick<SignIn, 'credential' | 'since'>,
  { sessionKeys: [key], idleSeconds, absoluteSeconds }: Access,
): Promise<{ signIn: SignIn; token: string }> {
  if (key === undefined) throw new Error('there is no key to seal with')
  const iat = Math.floor(Date.now() / 1000)
  const signIn = {
    credential,
    since,
    iat,
    exp: Math.min(iat + idleSeconds, since + absoluteSeconds),
  }
  const token = await new EncryptJWT(signIn)
    .setProtectedHeader({ alg: 'dir', enc: 'A256GCM', kid: key.kid })
    .setAudience(AUDIENCE)
    .encrypt(key.secret)
  return { signIn, token }
}

/** Reads what {@link sealSignIn} made; null for what is forged, ended, or of a key that is gone. */
export async function openSignIn(token: string, { sessionKeys }: Access): Promise<SignIn | null> {
  try {
    const { payload } = await jwtDecrypt(
      token,
      ({ kid }) => {
        const key = sessionKeys.find((known) => known.kid === kid)
        if (key === undefined) throw new errors.JWEDecryptionFailed()
        return key.secret
      },
      {
        keyManagementAlgorithms: ['dir'],
        contentEncryptionAlgorithms: ['A256GCM'],
        audience: AUDIENCE,
        requiredClaims: ['exp'],
      },
    )
    const read = v.safeParse(signInSchema, payload)
    return read.success ? read.output : null
  } catch (error) {
    if (error instanceof errors.JOSEError) return null
    throw error
  }
}

// What Roster leaves with browsers, encrypted: any claims, a sign-in, and what an embed token has said.
import { EncryptJWT, errors, jwtDecrypt, type JWTPayload } from 'jose'
import * as v from 'valibot'
import { allLocks, type EmbedClaims } from '../../contract/embed-claims.ts'
import { locksSchema } from '../../contract/locks.ts'
import { credentialSchema, roles } from '../../contract/session.ts'
import type { Access } from './access.ts'

/** How far the clock may have been ahead when something was sealed, in s. */
const CLOCK_TOLERANCE = 60

/**
 * Encrypts claims, so that only a gateway with the same key can read or write them. They carry
 * their beginning, `iat`, and their end, `exp`.
 * @param audience nothing that is sealed for another one passes for it
 */
export async function seal(
  claims: JWTPayload & { iat: number; exp: number },
  audience: string,
  { sessionKeys }: Access,
): Promise<string> {
  const [key] = sessionKeys()
  if (key === undefined) throw new Error('there is no key to seal with')
  return new EncryptJWT(claims)
    .setProtectedHeader({ alg: 'dir', enc: 'A256GCM', kid: key.kid })
    .setAudience(audience)
    .encrypt(key.secret)
}

/**
 * Reads what {@link seal} made; null for what is forged, ended, or of a key that is gone; and for what
 * was sealed in the future: the clock was wrong then, and so is the end.
 */
export async function openSeal<T>(
  schema: v.GenericSchema<unknown, T>,
  token: string,
  audience: string,
  { sessionKeys }: Access,
): Promise<T | null> {
  try {
    const { payload } = await jwtDecrypt(
      token,
      ({ kid }) => {
        const key = sessionKeys().find((known) => known.kid === kid)
        if (key === undefined) throw new errors.JWEDecryptionFailed()
        return key.secret
      },
      {
        keyManagementAlgorithms: ['dir'],
        contentEncryptionAlgorithms: ['A256GCM'],
        audience,
        requiredClaims: ['iat', 'exp'],
      },
    )
    if (Number(payload.iat) > Date.now() / 1000 + CLOCK_TOLERANCE) return null
    const read = v.safeParse(schema, payload)
    return read.success ? read.output : null
  } catch (error) {
    if (error instanceof errors.JOSEError) return null
    throw error
  }
}

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

const SIGN_IN_AUDIENCE = 'roster sign-in'

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
  return { signIn, token: await seal(signIn, SIGN_IN_AUDIENCE, access) }
}

/** Reads what {@link sealSignIn} made; null as {@link openSeal} gives it. */
export function openSignIn(token: string, access: Access): Promise<SignIn | null> {
  return openSeal(signInSchema, token, SIGN_IN_AUDIENCE, access)
}

const embeddedSchema = v.object({
  sub: v.string(),
  role: v.picklist(roles),
  locks: locksSchema,
  /** In s since the epoch. */
  exp: v.number(),
})

/** Who looks at an embedded page, and at what. */
export type Embedded = v.InferOutput<typeof embeddedSchema>

const EMBEDDED_AUDIENCE = 'roster embedding'

/** Encrypts what a token has said; see {@link seal}. */
export function sealEmbedded(claims: EmbedClaims, access: Access): Promise<string> {
  const { sub, role, exp } = claims
  // By the gateway's own clock: the console's may be ahead.
  const iat = Math.floor(Date.now() / 1000)
  return seal({ sub, role, locks: allLocks(claims), iat, exp }, EMBEDDED_AUDIENCE, access)
}

/** Reads what {@link sealEmbedded} made; null as {@link openSeal} gives it. */
export function openEmbedded(bearer: string, access: Access): Promise<Embedded | null> {
  return openSeal(embeddedSchema, bearer, EMBEDDED_AUDIENCE, access)
}

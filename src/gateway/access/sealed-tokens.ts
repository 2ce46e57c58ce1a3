// Encrypted tokens that browsers keep for Roster: sign-ins, and sessions of embedded pages.
import { EncryptJWT, errors, jwtDecrypt, type JWTPayload } from 'jose'
import * as v from 'valibot'
import { allLocks, type EmbedClaims } from '../../contract/embed-claims.ts'
import { locksSchema } from '../../contract/locks.ts'
import { credentialSchema, roles } from '../../contract/session.ts'
import type { Access } from './access.ts'
import { steadySeconds, toSteady } from './steady-clock.ts'

/** How far the clock of another gateway may be ahead, in s. */
const CLOCK_TOLERANCE = 60

/**
 * Encrypts claims: only a gateway with the same key can read or write them. `iat` is their beginning, `exp`
 * their end, both by {@link steadySeconds}.
 * @param audience separates kinds of tokens: none can be used as another
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
 * Reads a token of {@link seal}. Null if it is forged, has ended, has an unknown key, or was sealed in the
 * future. So if the clock was set back before this process began, no token counts that is younger than
 * the new time, and each ends by its life after its beginning.
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
        currentDate: new Date(steadySeconds() * 1000),
      },
    )
    if (Number(payload.iat) > steadySeconds() + CLOCK_TOLERANCE) return null
    const read = v.safeParse(schema, payload)
    return read.success ? read.output : null
  } catch (error) {
    if (error instanceof errors.JOSEError) return null
    throw error
  }
}

const signInSchema = v.object({
  credential: credentialSchema,
  /** When the credential was given, in s since the epoch, by `steadySeconds` like the other times. */
  since: v.pipe(v.number(), v.integer()),
  /** When it was sealed, in s since the epoch. */
  iat: v.pipe(v.number(), v.integer()),
  /** When it ends if it is not renewed, in s since the epoch. */
  exp: v.pipe(v.number(), v.integer()),
})

/** A person's sign-in, as the cookie holds it. */
export type SignIn = v.InferOutput<typeof signInSchema>

const SIGN_IN_AUDIENCE = 'roster sign-in'

/**
 * Encrypts a sign-in, see {@link seal}. It ends `idleSeconds` from now, or `absoluteSeconds` after `since` if
 * that is earlier.
 */
export async function sealSignIn(
  { credential, since }: Pick<SignIn, 'credential' | 'since'>,
  access: Access,
): Promise<{ signIn: SignIn; token: string }> {
  const { idleSeconds, absoluteSeconds } = access
  const iat = Math.floor(steadySeconds())
  const signIn = {
    credential,
    since,
    iat,
    exp: Math.min(iat + idleSeconds, since + absoluteSeconds),
  }
  return { signIn, token: await seal(signIn, SIGN_IN_AUDIENCE, access) }
}

/** Reads a token of {@link sealSignIn}; null as in {@link openSeal}. */
export function openSignIn(token: string, access: Access): Promise<SignIn | null> {
  return openSeal(signInSchema, token, SIGN_IN_AUDIENCE, access)
}

const embeddedSchema = v.object({
  sub: v.string(),
  role: v.picklist(roles),
  locks: locksSchema,
  /** In s since the epoch, by `steadySeconds`. */
  exp: v.number(),
})

/** The session of an embedded page. */
export type Embedded = v.InferOutput<typeof embeddedSchema>

const EMBEDDED_AUDIENCE = 'roster embedding'

/** Encrypts the session that a console's token asks for, see {@link seal}. */
export function sealEmbedded(claims: EmbedClaims, access: Access): Promise<string> {
  const { sub, role } = claims
  // By the gateway's clock: the console's may be ahead.
  const iat = Math.floor(steadySeconds())
  const exp = toSteady(claims.exp)
  return seal({ sub, role, locks: allLocks(claims), iat, exp }, EMBEDDED_AUDIENCE, access)
}

/** Reads a token of {@link sealEmbedded}; null as in {@link openSeal}. */
export function openEmbedded(bearer: string, access: Access): Promise<Embedded | null> {
  return openSeal(embeddedSchema, bearer, EMBEDDED_AUDIENCE, access)
}

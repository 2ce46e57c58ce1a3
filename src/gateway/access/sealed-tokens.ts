import { EncryptJWT, errors, jwtDecrypt, type JWTPayload } from 'jose'
import * as v from 'valibot'
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

import { EncryptJWT, errors, jwtDecrypt } from 'jose'
import * as v from 'valibot'
import { allLocks, type EmbedClaims } from '../contract/embed-claims.ts'
import { locksSchema } from '../contract/locks.ts'
import { roles } from '../contract/session.ts'
import type { Access } from './access.ts'

const embeddedSchema = v.object({
  sub: v.string(),
  role: v.picklist(roles),
  locks: locksSchema,
  /** In s since the epoch. */
  exp: v.number(),
})

/** Who looks at an embedded page, and at what. */
export type Embedded = v.InferOutput<typeof embeddedSchema>

/** Nothing else that is ever sealed with these keys passes for it. */
const AUDIENCE = 'roster embedding'

/** Encrypts what a token has said, so that only a gateway with the same key can read or write it. */
export async function sealEmbedded(
  claims: EmbedClaims,
  { sessionKeys: [key] }: Access,
): Promise<string> {
  if (key === undefined) throw new Error('there is no key to seal with')
  const { sub, role, exp } = claims
  return new EncryptJWT({ sub, role, locks: allLocks(claims), exp })
    .setProtectedHeader({ alg: 'dir', enc: 'A256GCM', kid: key.kid })
    .setAudience(AUDIENCE)
    .encrypt(key.secret)
}

/** Reads what {@link sealEmbedded} made; null for what is forged, ended, or of a key that is gone. */
export async function openEmbedded(
  bearer: string,
  { sessionKeys }: Access,
): Promise<Embedded | null> {
  try {
    const { payload } = await jwtDecrypt(
      bearer,
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
    const read = v.safeParse(embeddedSchema, payload)
    return read.success ? read.output : null
  } catch (error) {
    if (error instanceof errors.JOSEError) return null
    throw error
  }
}

import * as v from 'valibot'
import { allLocks, type EmbedClaims } from '../../contract/embed-claims.ts'
import { locksSchema } from '../../contract/locks.ts'
import { roles } from '../../contract/session.ts'
import type { Access } from './access.ts'
import { openSeal, seal } from './sealed-tokens.ts'

const embeddedSchema = v.object({
  sub: v.string(),
  role: v.picklist(roles),
  locks: locksSchema,
  /** In s since the epoch. */
  exp: v.number(),
})

/** Who looks at an embedded page, and at what. */
export type Embedded = v.InferOutput<typeof embeddedSchema>

const AUDIENCE = 'roster embedding'

/** Encrypts what a token has said; see {@link seal}. */
export function sealEmbedded(claims: EmbedClaims, access: Access): Promise<string> {
  const { sub, role, exp } = claims
  // By the gateway's own clock: the console's may be ahead.
  const iat = Math.floor(Date.now() / 1000)
  return seal({ sub, role, locks: allLocks(claims), iat, exp }, AUDIENCE, access)
}

/** Reads what {@link sealEmbedded} made; null as {@link openSeal} gives it. */
export function openEmbedded(bearer: string, access: Access): Promise<Embedded | null> {
  return openSeal(embeddedSchema, bearer, AUDIENCE, access)
}

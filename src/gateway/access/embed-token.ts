// Tokens that a console signs for an embedded page: how one is checked, and used once.
import { errors, jwtVerify } from 'jose'
import * as v from 'valibot'
import {
  embedClaimsSchema,
  LONGEST_TOKEN_SECONDS,
  problemOfLocks,
  type EmbedClaims,
} from '../../contract/embed-claims.ts'
import type { Embedding } from './embed-keys.ts'
import { steadySeconds } from './steady-clock.ts'

/** How far the clocks of console and gateway may differ, in s: docs/embedding.md names it. */
const CLOCK_TOLERANCE = 10

/**
 * Checks a token that a console has signed.
 * @returns its claims; or what is wrong with it, in words that reveal nothing of a key
 */
export async function verifyEmbedToken(
  token: string,
  { keys, audience }: Pick<Embedding, 'keys' | 'audience'>,
): Promise<EmbedClaims | { problem: string }> {
  try {
    const { payload } = await jwtVerify(
      token,
      ({ kid, alg }) => {
        const key = keys().find((known) => known.kid === kid)
        // Each key has one algorithm: a public key is never used as a secret.
        if (key === undefined || key.alg !== alg) throw new errors.JWSSignatureVerificationFailed()
        return key.key
      },
      { algorithms: ['HS256', 'EdDSA'], audience, clockTolerance: CLOCK_TOLERANCE },
    )
    const read = v.safeParse(embedClaimsSchema, payload)
    if (!read.success) {
      const claims = read.issues.map((issue) => v.getDotPath(issue) ?? '').join(', ')
      return { problem: `claims are missing, wrong or unknown: ${claims.slice(0, 200)}` }
    }
    const { iat, exp, page, locks } = read.output
    if (exp - iat > LONGEST_TOKEN_SECONDS) return { problem: 'it is valid for too long' }
    if (iat > Date.now() / 1000 + CLOCK_TOLERANCE) return { problem: 'its iat is in the future' }
    if (page !== 'list' && (locks.clientid ?? page.clientid) !== page.clientid) {
      return { problem: 'its page is another client than its lock clientid' }
    }
    const problem = problemOfLocks(read.output)
    return problem === null ? read.output : { problem }
  } catch (error) {
    if (error instanceof errors.JWTExpired) return { problem: 'it has expired' }
    if (error instanceof errors.JWTClaimValidationFailed) {
      return { problem: `wrong claim: ${error.claim}` }
    }
    if (error instanceof errors.JOSEError) return { problem: 'it is not signed by a known key' }
    throw error
  }
}

/** How long a used token is remembered, in s: for its life, and in case the clock is set back by an hour. */
const REMEMBERED_SECONDS = 3600 + LONGEST_TOKEN_SECONDS + 2 * CLOCK_TOLERANCE

/**
 * Tokens that were used: this process accepts each token once. Several gateways share nothing, so each of
 * them accepts a token once.
 */
export class UsedTokens {
  /** When each token was used, oldest first, by the steady clock. */
  readonly #usedAt = new Map<string, number>()

  /** Marks a token as used. @returns false if it was used before */
  use({ jti }: Pick<EmbedClaims, 'jti'>): boolean {
    const now = steadySeconds()
    for (const [known, usedAt] of this.#usedAt) {
      if (now - usedAt < REMEMBERED_SECONDS) break
      this.#usedAt.delete(known)
    }
    if (this.#usedAt.has(jti)) return false
    this.#usedAt.set(jti, now)
    return true
  }
}

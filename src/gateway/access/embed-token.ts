import { errors, jwtVerify } from 'jose'
import * as v from 'valibot'
import {
  embedClaimsSchema,
  LONGEST_TOKEN_SECONDS,
  problemOfLocks,
  type EmbedClaims,
} from '../../contract/embed-claims.ts'
import type { Embedding } from './embed-keys.ts'

/** How far the clock of who signs may be off, in s. */
const CLOCK_TOLERANCE = 10

/**
 * Reads a token that a console has signed.
 * @returns why it is not taken, in words that tell nothing of any key, where it is not
 */
export async function verifyEmbedToken(
  token: string,
  { keys, audience }: Pick<Embedding, 'keys' | 'audience'>,
): Promise<EmbedClaims | { refused: string }> {
  try {
    const { payload } = await jwtVerify(
      token,
      ({ kid, alg }) => {
        const key = keys().find((known) => known.kid === kid)
        // Each key has its one algorithm: a public key is never taken for a secret.
        if (key === undefined || key.alg !== alg) throw new errors.JWSSignatureVerificationFailed()
        return key.key
      },
      { algorithms: ['HS256', 'EdDSA'], audience, clockTolerance: CLOCK_TOLERANCE },
    )
    const read = v.safeParse(embedClaimsSchema, payload)
    if (!read.success) {
      const claims = read.issues.map((issue) => v.getDotPath(issue) ?? '').join(', ')
      return { refused: `claims that are missing, wrong or not known: ${claims.slice(0, 200)}` }
    }
    const { iat, exp, page, locks } = read.output
    if (exp - iat > LONGEST_TOKEN_SECONDS) return { refused: 'it lives too long' }
    if (iat > Date.now() / 1000 + CLOCK_TOLERANCE) return { refused: 'it is not signed yet' }
    if (page !== 'list' && (locks.clientid ?? page.clientid) !== page.clientid) {
      return { refused: 'it locks another client than its page shows' }
    }
    const problem = problemOfLocks(read.output)
    return problem === null ? read.output : { refused: problem }
  } catch (error) {
    if (error instanceof errors.JWTExpired) return { refused: 'it has expired' }
    if (error instanceof errors.JWTClaimValidationFailed) {
      return { refused: `wrong claim: ${error.claim}` }
    }
    if (error instanceof errors.JOSEError) return { refused: 'it is not signed by a known key' }
    throw error
  }
}

/**
 * Tokens that were exchanged, until they expire: each is taken once. By this process, that is: of
 * several gateways each takes it once, for they share nothing.
 */
export class TakenTokens {
  readonly #ends = new Map<string, number>()

  /** False where it was taken before. */
  take({ jti, exp }: Pick<EmbedClaims, 'jti' | 'exp'>): boolean {
    const now = Date.now() / 1000 - CLOCK_TOLERANCE
    // In the order of their coming: no token lives longer than so long.
    for (const [known, end] of this.#ends) {
      if (end > now) break
      this.#ends.delete(known)
    }
    const end = this.#ends.get(jti)
    if (end !== undefined && end > now) return false
    this.#ends.delete(jti)
    this.#ends.set(jti, exp)
    return true
  }
}

import { generateKeyPairSync, randomBytes, randomUUID } from 'node:crypto'
import { SignJWT } from 'jose'

const ed25519 = generateKeyPairSync('ed25519')

export const SHARED_SECRET = randomBytes(32)
export const PRIVATE_KEY = ed25519.privateKey
export const PUBLIC_JWK = ed25519.publicKey.export({ format: 'jwk' })

/** For `ROSTER_EMBED_KEYS`: `shared` with HS256, `pair` with EdDSA. */
export const KEY_SET = JSON.stringify({
  keys: [
    { kty: 'oct', alg: 'HS256', kid: 'shared', k: SHARED_SECRET.toString('base64url') },
    { kty: 'OKP', crv: 'Ed25519', alg: 'EdDSA', kid: 'pair', x: PUBLIC_JWK.x },
  ],
})

export const now = (): number => Math.floor(Date.now() / 1000)

/**
 * Claims that are taken, with some of them changed; undefined leaves one out. Without locks they are
 * for all tenants.
 */
export function claimsWith(changed: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    aud: 'roster',
    sub: 'ann',
    iat: now(),
    exp: now() + 300,
    jti: randomUUID(),
    role: 'viewer',
    page: 'list',
    ...(!('locks' in changed) && { allTenants: true }),
    ...changed,
  }
}

/** A token that is taken, but for what is changed. */
export function signToken(
  changed: Record<string, unknown> = {},
  header = { alg: 'HS256', kid: 'shared' },
  key: Parameters<SignJWT['sign']>[0] = SHARED_SECRET,
): Promise<string> {
  return new SignJWT(claimsWith(changed)).setProtectedHeader(header).sign(key)
}

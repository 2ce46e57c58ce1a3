import { createPublicKey, createSecretKey } from 'node:crypto'
import * as v from 'valibot'
import type { EmbedKey, Embedding } from '../access/embed-keys.ts'
import type { Parsed } from './watched-files.ts'
import { quote, type SettingsReader } from './reader.ts'

const kid = v.pipe(v.string(), v.minLength(1), v.maxLength(64))
const keySetSchema = v.strictObject({
  keys: v.pipe(
    v.array(
      v.variant('alg', [
        v.strictObject({
          kty: v.literal('oct'),
          alg: v.literal('HS256'),
          kid,
          // 32 bytes at least, in base64url.
          k: v.pipe(v.string(), v.regex(/^[\w-]{43,}$/)),
        }),
        // Strict: a private part has no business here.
        v.strictObject({
          kty: v.literal('OKP'),
          crv: v.literal('Ed25519'),
          alg: v.literal('EdDSA'),
          kid,
          x: v.pipe(v.string(), v.regex(/^[\w-]{43}$/)),
        }),
      ]),
    ),
    v.minLength(1),
    v.check((keys) => new Set(keys.map((key) => key.kid)).size === keys.length),
  ),
})

/** Reads `ROSTER_EMBED_…`; the keys are a JSON Web Key Set (RFC 7517). */
export function readEmbedding(reader: SettingsReader): Embedding {
  const keys = reader.secret('ROSTER_EMBED_KEYS', parseKeys) ?? (() => [])
  const origins = reader.list('ROSTER_EMBED_ORIGINS')
  const audience = reader.text('ROSTER_EMBED_AUDIENCE') ?? 'roster'
  for (const origin of origins) {
    if (isOrigin(origin)) continue
    reader.problems.push(
      `ROSTER_EMBED_ORIGINS must be origins such as https://console.example.com, not ${quote(origin)}`,
    )
  }
  if (!reader.hasSecret('ROSTER_EMBED_KEYS')) {
    for (const name of ['ROSTER_EMBED_ORIGINS', 'ROSTER_EMBED_AUDIENCE']) {
      if (reader.text(name) === undefined) continue
      reader.problems.push(`${name} is set, but ROSTER_EMBED_KEYS_FILE is not`)
    }
    return { origins: [], keys, audience }
  }
  return { origins, keys, audience }
}

/** True for an origin as browsers write it: no path, no wildcard, no port that the scheme has anyway. */
function isOrigin(text: string): boolean {
  return (
    URL.canParse(text) &&
    /^https?:/.test(text) &&
    new URL(text).origin === text &&
    !text.includes('*')
  )
}

function parseKeys(text: string): Parsed<EmbedKey[]> {
  try {
    const { keys } = v.parse(keySetSchema, JSON.parse(text))
    const value = keys.map((jwk) => ({
      kid: jwk.kid,
      alg: jwk.alg,
      key:
        jwk.alg === 'HS256'
          ? createSecretKey(jwk.k, 'base64url')
          : createPublicKey({ key: { ...jwk }, format: 'jwk' }),
    }))
    return { value }
  } catch {
    // Nothing of it is repeated: it may be a secret.
    return {
      wrong:
        'ROSTER_EMBED_KEYS_FILE must be a JSON Web Key Set of HS256 keys (32 bytes or more) and public Ed25519 keys, each with kid and alg',
    }
  }
}

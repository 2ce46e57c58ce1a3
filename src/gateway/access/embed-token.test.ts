import { generateKeyPairSync, randomBytes } from 'node:crypto'
import { UnsecuredJWT } from 'jose'
import { describe, expect, it } from 'vitest'
import { readEmbedding } from '../settings/embed-settings.ts'
import { TakenTokens, verifyEmbedToken } from './embed-token.ts'
import { SettingsReader } from '../settings/reader.ts'
import {
  claimsWith,
  KEY_SET,
  now,
  PRIVATE_KEY,
  PUBLIC_JWK,
  SHARED_SECRET,
  signToken,
} from '../testing/embedding.ts'

const embedding = readEmbedding(new SettingsReader({ ROSTER_EMBED_KEYS: KEY_SET }))
const verify = (token: string) => verifyEmbedToken(token, embedding)
const pair = { alg: 'EdDSA', kid: 'pair' }

const NO_LOCKS = 'it has no locks: name some, or say allTenants'

describe('a token that is taken', () => {
  it.each([
    ['a lock', { locks: { zone: 'a' } }],
    ['the lock of one id, on a list', { locks: { clientid: 'a' } }],
    ['one lock of two', { locks: { username: 'a', zone: undefined } }],
    ['the word for all tenants', { allTenants: true }],
    ['that word and empty locks', { locks: {}, allTenants: true }],
    ['that word and one client', { page: { clientid: 'a' }, allTenants: true }],
  ])('has %s', async (_, changed) => {
    expect(await verify(await signToken(changed))).toMatchObject({ sub: 'ann' })
  })

  it('is signed with either key', async () => {
    const locks = { username: 'tenant-a', _like_clientid: 'truck-' }
    const changed = { locks, page: { clientid: 'truck-1' }, role: 'operator' }
    expect(await verify(await signToken(changed))).toMatchObject(changed)
    expect(await verify(await signToken({}, pair, PRIVATE_KEY))).toMatchObject({ sub: 'ann' })
  })
})

describe('a token that is refused', () => {
  const other = generateKeyPairSync('ed25519').privateKey
  const publicAsSecret = Buffer.from(PUBLIC_JWK.x ?? '', 'base64url')

  it.each([
    ['another secret', () => signToken({}, undefined, randomBytes(32))],
    ['another pair', () => signToken({}, pair, other)],
    [
      'a public key as the secret',
      () => signToken({}, { alg: 'HS256', kid: 'pair' }, publicAsSecret),
    ],
    ['the other key’s name', () => signToken({}, { alg: 'EdDSA', kid: 'shared' }, PRIVATE_KEY)],
    [
      'the secret under the pair’s name',
      () => signToken({}, { alg: 'HS256', kid: 'pair' }, SHARED_SECRET),
    ],
    ['no known name', () => signToken({}, { alg: 'HS256', kid: 'x' })],
    [
      'another length of HMAC',
      () => signToken({}, { alg: 'HS384', kid: 'shared' }, randomBytes(48)),
    ],
    ['no signature at all', async () => new UnsecuredJWT(claimsWith()).encode()],
    ['nothing like a token', async () => 'a.b.c'],
    ['no text', async () => ''],
  ])('is signed with %s', async (_, make) => {
    expect(await verify(await make())).toEqual({ refused: 'it is not signed by a known key' })
  })

  it('says `none` under a known name', async () => {
    const [, payload, signature] = (await signToken()).split('.')
    const header = Buffer.from('{"alg":"none","kid":"shared"}').toString('base64url')
    for (const end of ['', signature]) {
      expect(await verify(`${header}.${payload}.${end}`)).toHaveProperty('refused')
    }
  })

  it('was changed after it was signed', async () => {
    const [header, , signature] = (await signToken()).split('.')
    const payload = Buffer.from(JSON.stringify(claimsWith({ role: 'maintainer' })))
    const forged = `${header}.${payload.toString('base64url')}.${signature}`
    expect(await verify(forged)).toHaveProperty('refused')
  })

  it.each([
    ['wrong claim: aud', { aud: 'another' }],
    ['wrong claim: aud', { aud: undefined }],
    ['it has expired', { iat: now() - 400, exp: now() - 100 }],
    ['wrong claim: nbf', { nbf: now() + 100 }],
    ['it lives too long', { iat: now(), exp: now() + 601 }],
    ['it lives too long', { exp: now() + 1e9 }],
    ['it is not signed yet', { iat: now() + 100, exp: now() + 200 }],
    ['claims that are missing, wrong or not known: exp', { exp: undefined }],
    ['claims that are missing, wrong or not known: iat', { iat: undefined }],
    ['claims that are missing, wrong or not known: jti', { jti: undefined }],
    ['claims that are missing, wrong or not known: sub', { sub: 'a\nb' }],
    ['claims that are missing, wrong or not known: role', { role: 'root' }],
    ['claims that are missing, wrong or not known: page', { page: 'all' }],
    ['claims that are missing, wrong or not known: locks', { locks: null }],
    ['claims that are missing, wrong or not known: allTenants', { allTenants: 'yes' }],
    [NO_LOCKS, { locks: undefined }],
    [NO_LOCKS, { locks: {} }],
    [NO_LOCKS, { locks: {}, allTenants: false }],
    [NO_LOCKS, { locks: { username: undefined, zone: undefined } }],
    [NO_LOCKS, { locks: {}, page: { clientid: 'a' } }],
    [NO_LOCKS, { locks: { clientid: 'a', username: undefined }, page: { clientid: 'a' } }],
    ['it has locks, and allTenants as well', { locks: { username: 'tenant-a' }, allTenants: true }],
    [
      'it has locks, and allTenants as well',
      { locks: { clientid: 'a' }, page: { clientid: 'a' }, allTenants: true },
    ],
    ['claims that are missing, wrong or not known: locks.user', { locks: { user: 'a' } }],
    ['claims that are missing, wrong or not known: locks.username', { locks: { username: '' } }],
    ['claims that are missing, wrong or not known: locked', { locked: {} }],
    [
      'it locks another client than its page shows',
      { locks: { clientid: 'a' }, page: { clientid: 'b' } },
    ],
  ])('because %s', async (refused, changed) => {
    expect(await verify(await signToken(changed))).toEqual({ refused })
  })
})

describe('the example of a console', () => {
  const file = new URL('../../../deploy/console/roster-token.mjs', import.meta.url)
  type Sign = (user: string, tenant: unknown, key: string) => string
  const sign = async (tenant: unknown) => {
    const { rosterToken } = (await import(file.href)) as { rosterToken: Sign }
    return rosterToken('ann', tenant, SHARED_SECRET.toString('base64url'))
  }

  it('signs for a tenant', async () => {
    const claims = JSON.parse(atob((await sign('tenant-a')).split('.')[1] ?? ''))
    expect(claims.locks).toEqual({ username: 'tenant-a', _like_clientid: 'truck-' })
  })

  it.each([undefined, null, '', {}])('signs for no tenant such as %j', async (tenant) => {
    await expect(sign(tenant)).rejects.toThrow('a token needs a tenant')
  })
})

describe('tokens that were taken', () => {
  it('are not taken again until they have expired', () => {
    const taken = new TakenTokens()
    const token = { jti: 'a', exp: now() + 100 }
    expect([taken.take(token), taken.take(token)]).toEqual([true, false])
    expect(taken.take({ ...token, jti: 'b' })).toBe(true)
  })
})

describe('the settings of embedding', () => {
  const problemsOf = (env: Record<string, string>) => {
    const reader = new SettingsReader(env)
    readEmbedding(reader)
    return reader.problems
  }
  const keys = { ROSTER_EMBED_KEYS: KEY_SET }
  const weak = { kty: 'oct', alg: 'HS256', kid: 'a', k: 'c2hvcnQ' }
  const privateKey = { ...PRIVATE_KEY.export({ format: 'jwk' }), alg: 'EdDSA', kid: 'a' }
  const shared = (JSON.parse(KEY_SET) as { keys: object[] }).keys[0] ?? {}

  it('are taken', () => {
    const origins = 'https://console.example.com, http://localhost:8080'
    expect(problemsOf({ ...keys, ROSTER_EMBED_ORIGINS: origins })).toEqual([])
  })

  it.each([
    '*',
    'https://*.example.com',
    'https://a.example/',
    'https://a.example/x',
    'a.example',
    'null',
    'https://a.example:443',
    'javascript:alert(1)',
    "https://a.example 'unsafe-inline'",
    'https://a.example;script-src *',
  ])('do not take the origin %s', (origin) => {
    expect(problemsOf({ ...keys, ROSTER_EMBED_ORIGINS: origin })).toHaveLength(1)
  })

  it.each([
    ['no JSON', 'x'],
    ['no keys', { keys: [] }],
    ['a short secret', { keys: [weak] }],
    ['a private key', { keys: [privateKey] }],
    ['no algorithm', { keys: [{ ...shared, alg: undefined }] }],
    ['the algorithm `none`', { keys: [{ ...shared, alg: 'none' }] }],
    ['two of one name', { keys: [shared, shared] }],
  ])('do not take a key set with %s, and do not repeat it', (_, set) => {
    const text = typeof set === 'string' ? set : JSON.stringify(set)
    const problems = problemsOf({ ROSTER_EMBED_KEYS: text })
    expect(problems).toHaveLength(1)
    expect(problems[0]).not.toContain(weak.k)
  })

  it('want keys where origins are named', () => {
    expect(problemsOf({ ROSTER_EMBED_ORIGINS: 'https://a.example' })).toHaveLength(1)
  })
})

import { randomBytes } from 'node:crypto'
import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { readSettings } from './settings.ts'

const EMQX_API = 'http://broker:8081/api/v4'
const app = { EMQX_API, EMQX_APP_ID: 'app', EMQX_APP_SECRET: 's3cret-value' }
const signIn = { EMQX_API, ROSTER_AUTH: 'sign-in' }
const proxy = {
  ...app,
  ROSTER_AUTH: 'proxy',
  ROSTER_TRUSTED_PROXIES: '10.0.0.0/8',
  ROSTER_ROLES: 'ops=operator',
}
const keys = [randomBytes(32), randomBytes(32)] as const

function messageOf(env: Record<string, string>): string {
  try {
    readSettings(env)
    return ''
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  }
}

describe('the ways in', () => {
  it.each([
    ['the demo, wherever it listens', { HOST: '0.0.0.0' }],
    ['open on loopback', { ...app, HOST: '::1' }],
    ['open on loopback, by its names', { ...app, ROSTER_HOSTS: 'localhost' }],
    [
      'open, with the risk named',
      { ...app, HOST: '::', ROSTER_OPEN_TO_NETWORK: 'everyone-may-kick' },
    ],
    [
      'open to look at',
      { ...app, HOST: '::', ROSTER_READ_ONLY: 'true', ROSTER_OPEN_TO_NETWORK: 'everyone-may-see' },
    ],
    [
      'open to viewers',
      { ...app, HOST: '::', ROSTER_ROLES: '*=viewer', ROSTER_OPEN_TO_NETWORK: 'everyone-may-see' },
    ],
    ['a sign-in, wherever it listens', { ...signIn, HOST: '0.0.0.0' }],
    ['a sign-in to the demo', { ROSTER_AUTH: 'sign-in' }],
    ['a proxy', { ...proxy, HOST: '0.0.0.0' }],
  ])('may be %s', (_, env) => {
    expect(messageOf(env)).toBe('')
  })

  it.each([
    [{ ROSTER_AUTH: 'none' }, 'ROSTER_AUTH must be open or sign-in or proxy, not "none"'],
    [{ ...app, HOST: '0.0.0.0' }, 'or ROSTER_OPEN_TO_NETWORK to everyone-may-kick'],
    [{ ...app, ROSTER_HOSTS: 'roster.example' }, '"roster.example" can be reached by others'],
    [
      { ...app, HOST: '::', ROSTER_OPEN_TO_NETWORK: 'true' },
      'ROSTER_OPEN_TO_NETWORK to everyone-may-kick',
    ],
    [
      { ...app, HOST: '::', ROSTER_OPEN_TO_NETWORK: 'everyone-may-see' },
      'ROSTER_OPEN_TO_NETWORK to everyone-may-kick',
    ],
    [
      { ...app, HOST: '::', ROSTER_READ_ONLY: 'true', ROSTER_OPEN_TO_NETWORK: 'everyone-may-kick' },
      'ROSTER_OPEN_TO_NETWORK to everyone-may-see',
    ],
    [
      { ...signIn, ROSTER_OPEN_TO_NETWORK: 'everyone-may-kick' },
      'ROSTER_OPEN_TO_NETWORK is set, but ROSTER_AUTH is sign-in and not open',
    ],
    [{ ...app, ROSTER_AUTH: 'sign-in' }, 'EMQX_APP_ID is set, but with ROSTER_AUTH=sign-in every'],
    [{ ...app, ROSTER_AUTH: 'sign-in' }, 'EMQX_APP_SECRET is set, but with ROSTER_AUTH=sign-in'],
    [{ ...proxy, ROSTER_TRUSTED_PROXIES: '' }, 'ROSTER_TRUSTED_PROXIES is missing'],
    [{ ...proxy, ROSTER_ROLES: '' }, 'ROSTER_ROLES is missing'],
    [{ ...signIn, ROSTER_ROLES: ',' }, 'ROSTER_ROLES is set, but names none'],
    [{ ...signIn, ROSTER_HOSTS: ' , ' }, 'ROSTER_HOSTS is set, but names none'],
    [{ ...proxy, ROSTER_PROXY_USER_HEADER: 'a b' }, 'must be the name of a header, not "a b"'],
    [{ ...app, ROSTER_PROXY_USER_HEADER: 'X' }, 'is set, but ROSTER_AUTH is open and not proxy'],
    [{ ...proxy, ROSTER_SESSION_KEYS: 'p4ss' }, 'ROSTER_AUTH is proxy and not sign-in'],
    [{ ...signIn, ROSTER_SESSION_KEYS: 'p4ss' }, 'ROSTER_SESSION_KEYS must be keys of 32 bytes'],
    [
      { ...signIn, ROSTER_SESSION_KEYS_FILE: '/nowhere' },
      'ROSTER_SESSION_KEYS_FILE cannot be read',
    ],
    [
      { ...signIn, ROSTER_SESSION_HOURS: '0' },
      'ROSTER_SESSION_HOURS must be a whole number from 1',
    ],
    [{ ...signIn, ROSTER_SESSION_IDLE_MINUTES: '1.5' }, 'ROSTER_SESSION_IDLE_MINUTES must be'],
    [{ ...app, ROSTER_READ_ONLY: 'yes' }, 'ROSTER_READ_ONLY must be false or true, not "yes"'],
    [{ ...app, ROSTER_TRUSTED_PROXIES: 'proxy' }, 'must be addresses and networks, not "proxy"'],
    [{ ...app, ROSTER_HOSTS: 'a.example:80' }, 'must be names without a port, not "a.example:80"'],
    [{ ...app, ROSTER_HOSTS: 'https://a' }, 'ROSTER_HOSTS must be names without a port'],
    [{ ...app, ROSTER_ROLES: 'ops=viewer' }, 'but ROSTER_AUTH=open knows only *'],
    [{ ...signIn, ROSTER_ROLES: 'ops=admin' }, 'as roles, not "ops=admin"'],
    [{ ...signIn, ROSTER_ROLES: 'ops' }, 'ROSTER_ROLES must be name=role'],
    [{ ...signIn, ROSTER_ROLES: '=viewer' }, 'ROSTER_ROLES must be name=role'],
    [{ ...signIn, ROSTER_ROLES: 'a=viewer,a=operator' }, 'with each name once'],
    [{ ...app, ROSTER_REQUESTS_PER_MINUTE: '0' }, 'ROSTER_REQUESTS_PER_MINUTE must be'],
    [{ ...app, ROSTER_OPERATOR_KICKS_PER_MINUTE: '0' }, 'ROSTER_OPERATOR_KICKS_PER_MINUTE must be'],
    [{ ...app, ROSTER_SIGN_INS_PER_MINUTE: '5' }, 'ROSTER_AUTH is open and not sign-in'],
  ])('%j are refused in one line without a secret', (env, expected) => {
    const message = messageOf(env)
    expect(message).toContain(expected)
    expect(message).not.toMatch(/\n|s3cret|p4ss/)
  })
})

describe('the keys of sign-ins', () => {
  const [first, second] = keys
  const texts = keys.map((key) => key.toString('base64'))

  it('are read in their order, from a setting or a file', () => {
    const path = join(mkdtempSync(join(tmpdir(), 'roster-keys-')), 'keys')
    writeFileSync(path, `${texts.join('\n')}\n`)
    for (const env of [
      { ROSTER_SESSION_KEYS: texts.join(',') },
      { ROSTER_SESSION_KEYS_FILE: path },
    ]) {
      const { sessionKeys, areKeysOwn } = readSettings({ ...signIn, ...env }).access
      expect(sessionKeys().map(({ secret }) => Buffer.from(secret))).toEqual([first, second])
      expect(new Set(sessionKeys().map(({ kid }) => kid)).size).toBe(2)
      expect(areKeysOwn).toBe(false)
    }
  })

  it('are made where there is none, and are others each time', () => {
    const made = [readSettings(signIn), readSettings(signIn)].map(({ access }) => access)
    expect(made.map(({ areKeysOwn }) => areKeysOwn)).toEqual([true, true])
    expect(made[0]?.sessionKeys()[0]?.secret).toHaveLength(32)
    expect(made[0]?.sessionKeys()).not.toEqual(made[1]?.sessionKeys())
  })
})

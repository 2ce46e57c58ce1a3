import { randomBytes } from 'node:crypto'
import { EncryptJWT } from 'jose'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { startFaultyUpstream } from '../testing/faulty-upstream.ts'
import { startApplications, type Applications } from '../testing/applications.ts'
import { accessOf, cookieOf, startTestGateway, type TestGateway } from '../testing/gateway.ts'
import { openSignIn, sealSignIn } from '../access/sealed-tokens.ts'
import { holdsSecret } from '../testing/secrets.ts'
import { cookieName, sealedAgo } from '../testing/sign-in.ts'

const KEY = randomBytes(32).toString('base64')
const boss = { appId: 'boss', appSecret: 'sëcret: of the boss' }
const list = '/api/v4/clients'

let broker: Applications
const gateways: TestGateway[] = []

beforeAll(async () => {
  broker = await startApplications({})
})
beforeEach(() => {
  broker.requests.length = 0
  broker.secrets.clear()
  broker.secrets.set(boss.appId, boss.appSecret)
})
afterEach(async () => {
  for (const gateway of gateways.splice(0)) await gateway.close()
})
afterAll(() => broker.close())

const settings = (env: Record<string, string> = {}) =>
  accessOf({ ROSTER_AUTH: 'sign-in', ROSTER_SESSION_KEYS: KEY, ...env })

async function start(env?: Record<string, string>): Promise<TestGateway> {
  const options = { access: settings(env), broker: { apiUrls: [broker.apiUrl] } }
  const gateway = await startTestGateway(broker.apiUrl, options)
  gateways.push(gateway)
  return gateway
}

const secondsAgo = (seconds: number) => Math.floor(Date.now() / 1000) - seconds

/** Status of a list with a cookie of this value. */
async function statusWith(gateway: TestGateway, token: string): Promise<number> {
  const cookie = `${cookieName(gateway.origin)}=${token}`
  return (await gateway.ask(list, { headers: { cookie } })).status
}

it.each([
  [['http://127.0.0.1:8081/api/v4'], 'application'],
  [['http://127.0.0.1:18083/api/v4', 'https://127.0.0.2:18084/api/v4'], 'dashboard'],
  [['http://127.0.0.1:8081/api/v4', 'http://127.0.0.1:18083/api/v4'], 'either'],
  [['https://127.0.0.1/api/v4'], 'either'],
])('at %j the page is told to ask for: %s', async (apiUrls, signInWith) => {
  const options = { access: settings(), broker: { apiUrls } }
  const gateway = await startTestGateway(broker.apiUrl, options)
  gateways.push(gateway)
  expect(JSON.parse((await gateway.ask('/session')).text).data).toMatchObject({ signInWith })
})

describe('a sign-in', () => {
  it('is kept in a cookie that scripts and other sites cannot use, and that reveals nothing', async () => {
    const gateway = await start()
    const answer = await gateway.signIn(boss)
    expect(answer.headers['set-cookie']).toEqual([
      expect.stringMatching(/^roster-\d+=[\w.-]+; Path=\/; Max-Age=28800; HttpOnly; SameSite=Lax$/),
    ])
    expect(answer.headers['cache-control']).toBe('no-store')
    const everything = JSON.stringify(answer.headers) + answer.text + gateway.audit.join('')
    expect(holdsSecret(everything, boss.appSecret)).toBe(false)
    const cookie = cookieOf(answer)
    expect((await gateway.ask(list, { headers: { cookie: `x=1; ${cookie}; y=2` } })).status).toBe(
      200,
    )
    expect(broker.requests.map(({ url, user }) => [url, user])).toEqual([
      ['/api/v4/brokers', 'boss'],
      ['/api/v4/clients', 'boss'],
    ])
    expect(broker.requests[1]?.headers.cookie).toBeUndefined()
  })

  it('ends with a sign-out', async () => {
    const gateway = await start()
    const cookie = cookieOf(await gateway.signIn(boss))
    const answer = await gateway.kick('/session', { cookie })
    expect(JSON.parse(answer.text).data).toMatchObject({ user: null, role: null, expiresAt: null })
    expect(answer.headers['set-cookie']).toEqual([
      `${cookieName(gateway.origin)}=; Path=/; Max-Age=0; HttpOnly; SameSite=Lax`,
    ])
    expect(gateway.audit.map((line) => JSON.parse(line))).toMatchObject([
      { event: 'sign-in', user: 'boss', from: '127.0.0.1' },
      { event: 'sign-out', user: 'boss', from: '127.0.0.1' },
    ])
  })

  it('ends when the broker does not accept it any more', async () => {
    const gateway = await start()
    const cookie = cookieOf(await gateway.signIn(boss))
    broker.secrets.set('boss', 'another')
    const answer = await gateway.ask(list, { headers: { cookie } })
    expect([answer.status, JSON.parse(answer.text).code]).toEqual([401, 401])
    expect(answer.headers['www-authenticate']).toBeUndefined()
    expect(answer.headers['set-cookie']?.[0]).toMatch(/^roster-\d+=; .*Max-Age=0/)
    expect(JSON.parse(gateway.audit[1] ?? '')).toMatchObject({
      event: 'sign-in ended',
      user: 'boss',
    })
  })

  it('shares lists only with sign-ins of the same credential', async () => {
    broker.secrets.set('eve', 's-eve')
    const gateway = await start()
    const cookies = []
    for (const credential of [boss, { appId: 'eve', appSecret: 's-eve' }, boss]) {
      cookies.push(cookieOf(await gateway.signIn(credential)))
    }
    broker.requests.length = 0
    const takingOld = { 'cache-control': 'max-age=10' }
    for (const cookie of cookies) {
      expect((await gateway.ask(list, { headers: { cookie, ...takingOld } })).status).toBe(200)
    }
    expect(broker.requests.map(({ user }) => user)).toEqual(['boss', 'eve'])
  })

  it('is prolonged while it is used, until its absolute end', async () => {
    const gateway = await start({ ROSTER_SESSION_IDLE_MINUTES: '10', ROSTER_SESSION_HOURS: '1' })
    const renew = async (idleLeft: number, age: number) => {
      const seconds = { idleSeconds: idleLeft, absoluteSeconds: 3600 }
      const made = await sealAs(secondsAgo(age), secondsAgo(100), seconds)
      const cookie = `${cookieName(gateway.origin)}=${made}`
      const answer = await gateway.ask('/session', { headers: { cookie } })
      const { expiresAt } = JSON.parse(answer.text).data
      const maxAge = /Max-Age=(\d+)/.exec(answer.headers['set-cookie']?.[0] ?? '')?.[1]
      return { left: Math.round(expiresAt / 1000 - Date.now() / 1000), maxAge: Number(maxAge) }
    }
    const fresh = await renew(500, 600)
    expect(fresh.left).toBeGreaterThan(590)
    expect(fresh.maxAge).toBe(600)
    const old = await renew(500, 3300)
    expect(old.left).toBeLessThanOrEqual(300)
    expect(old.maxAge).toBeLessThanOrEqual(300)
  })
})

describe('the renewal of a sign-in', () => {
  const key = settings().sessionKeys()[0]
  const renew = async (gateway: TestGateway, sealed: string) => {
    const sent = `${cookieName(gateway.origin)}=${sealed}`
    const answer = await gateway.ask('/session', { headers: { cookie: sent } })
    const { user, expiresAt } = JSON.parse(answer.text).data ?? {}
    const asked = broker.requests.splice(0).map(({ url, user: by }) => [url, by])
    return { status: answer.status, cookie: answer.headers['set-cookie'], user, expiresAt, asked }
  }

  it('asks the broker, and sets another cookie', async () => {
    const gateway = await start()
    const { cookie, ...rest } = await renew(gateway, await sealedAgo(key, boss, 90))
    expect(rest).toMatchObject({ status: 200, user: 'boss', asked: [['/api/v4/brokers', 'boss']] })
    expect(cookie).toEqual([expect.stringMatching(/^roster-\d+=[\w.-]+; .*Max-Age=28800/)])
  })

  it.each([
    ['is young', 30],
    ['was sealed while the clock was a little ahead', -30],
  ])('does not happen if it %s', async (_, seconds) => {
    const gateway = await start()
    const sealed = await sealedAgo(key, boss, seconds)
    for (let n = 0; n < 3; n++) {
      const { cookie, expiresAt, ...rest } = await renew(gateway, sealed)
      expect([rest, cookie]).toEqual([{ status: 200, user: 'boss', asked: [] }, undefined])
      expect(Math.round((expiresAt - Date.now()) / 1000 + seconds)).toBeCloseTo(28_800, -1)
    }
  })

  it('comes in time for a short life', async () => {
    const gateway = await start({ ROSTER_SESSION_IDLE_MINUTES: '1' })
    const life = { idleSeconds: 60, absoluteSeconds: 3600 }
    const sealed = await sealAs(secondsAgo(45), secondsAgo(45), life)
    expect((await renew(gateway, sealed)).cookie).toHaveLength(1)
  })

  it('is refused for a sign-in of the future, which would last as long as the clock is wrong', async () => {
    const gateway = await start()
    const sealed = await sealedAgo(key, boss, -3600)
    expect(await renew(gateway, sealed)).toMatchObject({ status: 200, user: null, asked: [] })
    expect(await statusWith(gateway, sealed)).toBe(401)
  })

  it('ends the sign-in if the broker does not accept it any more', async () => {
    const gateway = await start()
    broker.secrets.delete('boss')
    const { status, cookie } = await renew(gateway, await sealedAgo(key, boss))
    const emptied = `${cookieName(gateway.origin)}=; Path=/; Max-Age=0; HttpOnly; SameSite=Lax`
    expect([status, cookie]).toEqual([401, [emptied]])
    expect(gateway.audit.map((line) => JSON.parse(line))).toMatchObject([
      { event: 'sign-in ended', user: 'boss' },
    ])
  })

  it.each(['refuse', 'hang', 'status-500'] as const)(
    'is postponed if the broker cannot be asked: %s',
    async (fault) => {
      const upstream = await startFaultyUpstream()
      upstream.setFault(fault)
      const own = { access: settings(), broker: { apiUrls: [upstream.apiUrl] } }
      const gateway = await startTestGateway(upstream.apiUrl, own)
      gateways.push(gateway)
      const sealed = await sealedAgo(key, boss, 100)
      const { cookie, expiresAt, ...rest } = await renew(gateway, sealed)
      expect([rest.status, rest.user, cookie]).toEqual([200, 'boss', undefined])
      expect(Math.round((expiresAt - Date.now()) / 1000 + 100)).toBeCloseTo(28_800, -1)
      expect(upstream.requests).not.toEqual([])
      await upstream.close()
    },
  )
})

/** A cookie that was sealed at `iat` with the key of {@link settings}. */
async function sealAs(
  since: number,
  iat: number,
  life: { idleSeconds: number; absoluteSeconds: number },
  { key = KEY, audience = 'roster sign-in', kid = settings().sessionKeys()[0]?.kid ?? '' } = {},
): Promise<string> {
  const exp = Math.min(iat + life.idleSeconds, since + life.absoluteSeconds)
  return new EncryptJWT({ credential: boss, since, iat, exp })
    .setProtectedHeader({ alg: 'dir', enc: 'A256GCM', kid })
    .setAudience(audience)
    .encrypt(Buffer.from(key, 'base64'))
}

describe('a cookie', () => {
  const day = { idleSeconds: 600, absoluteSeconds: 86_400 }

  it('is accepted until its end, and no longer', async () => {
    const gateway = await start()
    expect(await statusWith(gateway, await sealAs(secondsAgo(9), secondsAgo(9), day))).toBe(200)
    expect(await statusWith(gateway, await sealAs(secondsAgo(700), secondsAgo(601), day))).toBe(401)
    const aged = await sealAs(secondsAgo(86_401), secondsAgo(9), day)
    expect(await statusWith(gateway, aged)).toBe(401)
  })

  it.each([
    ['of another key', { key: randomBytes(32).toString('base64') }],
    ['of a key that is not known', { kid: 'other' }],
    ['that was sealed for something else', { audience: 'embed' }],
  ])('%s is none', async (_, change) => {
    const gateway = await start()
    const now = secondsAgo(0)
    expect(await statusWith(gateway, await sealAs(now, now, day, change))).toBe(401)
  })

  it('is not accepted if it was changed, cut, invented, or not encrypted', async () => {
    const gateway = await start()
    const now = secondsAgo(0)
    const good = await sealAs(now, now, day)
    const parts = good.split('.')
    const swap = (index: number, text: string) => parts.with(index, text).join('.')
    const encode = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')
    const claims = { credential: boss, since: now, iat: now, exp: now + 600, aud: 'roster sign-in' }
    const body = parts[3] ?? ''
    const tokens = [
      '',
      'x',
      'a.b.c.d.e',
      good.slice(0, -4),
      swap(3, (body.startsWith('A') ? 'B' : 'A') + body.slice(1)),
      swap(2, randomBytes(12).toString('base64url')),
      swap(4, randomBytes(16).toString('base64url')),
      swap(0, encode({ alg: 'none', kid: settings().sessionKeys()[0]?.kid })),
      `${encode({ alg: 'none' })}.${encode(claims)}.`,
      `${encode({ alg: 'HS256', kid: settings().sessionKeys()[0]?.kid })}.${encode(claims)}.aaaa`,
      encode(claims),
      '%00',
      'x'.repeat(16_000),
    ]
    for (const token of tokens)
      expect([token, await statusWith(gateway, token)]).toEqual([token, 401])
    expect(broker.requests).toEqual([])
    expect(await statusWith(gateway, good)).toBe(200)
  })

  it('of a key that is being retired is accepted, and sealed again with the next key', async () => {
    const next = randomBytes(32).toString('base64')
    const [before, between, after] = [KEY, `${next} , ${KEY}`, next].map((keys) =>
      settings({ ROSTER_SESSION_KEYS: keys }),
    )
    if (!before || !between || !after) throw new Error('three are needed')
    const since = secondsAgo(0)
    const old = (await sealSignIn({ credential: boss, since }, before)).token
    expect((await openSignIn(old, between))?.credential).toEqual(boss)
    const renewed = (await sealSignIn({ credential: boss, since }, between)).token
    expect((await openSignIn(renewed, after))?.credential).toEqual(boss)
    expect(await openSignIn(old, after)).toBeNull()
  })
})

describe('signing in', () => {
  it.each([
    ['a wrong secret', { ...boss, appSecret: 'wrong' }, 401],
    ['a wrong id', { ...boss, appId: 'nobody' }, 401],
    ['an id with a colon', { ...boss, appId: 'boss:x' }, 400],
    ['an id with a line break', { ...boss, appId: 'boss\r\n' }, 400],
    ['no secret', { appId: 'boss' }, 400],
    ['an empty secret', { ...boss, appSecret: '' }, 400],
    ['an id that is no text', { ...boss, appId: ['boss'] }, 400],
    ['more than is asked for', { ...boss, role: 'maintainer' }, 400],
    ['a list', [boss], 400],
    ['half an object', '{"appId":"boss"', 400],
    ['nothing', '', 400],
    ['an endless body', JSON.stringify({ ...boss, appSecret: 'x'.repeat(10_000) }), 413],
  ])('with %s is refused', async (_, body, status) => {
    const gateway = await start()
    const answer = await gateway.signIn(body)
    expect([answer.status, JSON.parse(answer.text).code]).toEqual([status, status])
    expect(cookieOf(answer)).toBe('')
    expect(broker.requests).toHaveLength(status === 401 ? 1 : 0)
  })

  it.each([
    ['by a form', { 'content-type': 'application/x-www-form-urlencoded' }, 400],
    ['as text', { 'content-type': 'text/plain' }, 400],
    ['without the header of the page', { 'x-roster': '' }, 403],
    ['from another site', { 'sec-fetch-site': 'cross-site' }, 403],
    ['with another origin', { origin: 'http://evil.example', 'sec-fetch-site': '' }, 403],
    ['from nowhere', { origin: '', 'sec-fetch-site': '' }, 403],
  ])('%s is refused', async (_, headers, status) => {
    const gateway = await start()
    const answer = await gateway.signIn(boss, headers)
    expect([answer.status, cookieOf(answer)]).toEqual([status, ''])
    expect(broker.requests).toEqual([])
  })

  it('by another site cannot be ended either', async () => {
    const gateway = await start()
    const cookie = cookieOf(await gateway.signIn(boss))
    for (const headers of [{ 'x-roster': '' }, { 'sec-fetch-site': 'cross-site' }]) {
      const answer = await gateway.kick('/session', { cookie, ...headers })
      expect([answer.status, cookieOf(answer)]).toEqual([403, ''])
    }
  })

  it('by guessing is slowed down, and success costs nothing', async () => {
    const gateway = await start({ ROSTER_SIGN_INS_PER_MINUTE: '3' })
    for (let n = 0; n < 5; n++) expect((await gateway.signIn(boss)).status).toBe(200)
    const guess = (appSecret: string) => gateway.signIn({ ...boss, appSecret })
    const statuses = []
    for (let n = 0; n < 5; n++) statuses.push((await guess(`guess ${n}`)).status)
    expect(statuses).toEqual([401, 401, 401, 429, 429])
    broker.requests.length = 0
    const right = await gateway.signIn(boss)
    expect([right.status, cookieOf(right), broker.requests]).toEqual([429, '', []])
    expect(Number(right.headers['retry-after'])).toBeGreaterThan(0)
    expect(JSON.parse(right.text).message).toMatch(/^too many sign-ins: try again in \d+ s$/)
    const refused = gateway.audit.map((line) => JSON.parse(line)).filter(({ status }) => status)
    expect(refused.map(({ event, status }) => [event, status])).toEqual([
      ...Array.from({ length: 3 }, () => ['sign-in refused', 401]),
      ...Array.from({ length: 3 }, () => ['sign-in refused', 429]),
    ])
  })

  it('by guessing many at once is no quicker', async () => {
    const gateway = await start({ ROSTER_SIGN_INS_PER_MINUTE: '3' })
    const tries = Array.from({ length: 20 }, (_, n) =>
      gateway.signIn({ ...boss, appSecret: `${n}` }),
    )
    const statuses = (await Promise.all(tries)).map(({ status }) => status)
    expect(statuses.filter((status) => status === 401)).toHaveLength(3)
    expect(broker.requests).toHaveLength(3)
  })

  it('by guessing one id after another is slowed down at five times as many', async () => {
    const gateway = await start({ ROSTER_SIGN_INS_PER_MINUTE: '1' })
    const guess = (n: number) => gateway.signIn({ appId: `app ${n}`, appSecret: 'x' })
    const statuses = []
    for (let n = 0; n < 7; n++) statuses.push((await guess(n)).status)
    expect(statuses).toEqual([...Array<number>(5).fill(401), 429, 429])
    expect((await gateway.signIn(boss)).status).toBe(429)
  })

  it('by guessing from elsewhere does not lock the owner out, unless it is from very many places', async () => {
    const gateway = await start({
      ROSTER_SIGN_INS_PER_MINUTE: '1',
      ROSTER_TRUSTED_PROXIES: '127.0.0.1',
    })
    const from = (address: string, appSecret: string) =>
      gateway.signIn({ ...boss, appSecret }, { 'x-forwarded-for': address })
    const home = '198.51.100.1'
    for (const address of ['192.0.2.1', '::ffff:192.0.2.1', '::FFFF:c000:201', '192.0.2.1']) {
      await from(address, 'guess')
    }
    expect(broker.requests).toHaveLength(1)
    expect((await from(home, boss.appSecret)).status).toBe(200)
    for (let n = 2; n <= 30; n++) expect((await from(`192.0.2.${n}`, 'guess')).status).toBe(401)
    expect((await from('192.0.2.31', 'guess')).status).toBe(429)
    expect((await from(home, boss.appSecret)).status).toBe(429)
  })

  it('by guessing from a whole IPv6 network is slowed down at eight times as many', async () => {
    const gateway = await start({
      ROSTER_SIGN_INS_PER_MINUTE: '1',
      ROSTER_TRUSTED_PROXIES: '127.0.0.1',
    })
    const statuses = []
    for (let n = 0; n < 10; n++) {
      const headers = { 'x-forwarded-for': `2001:db8:1:${n}::1` }
      statuses.push((await gateway.signIn({ ...boss, appSecret: 'guess' }, headers)).status)
    }
    expect(statuses).toEqual([...Array<number>(8).fill(401), 429, 429])
  })

  it('says in words why there is no answer of the broker, and does not count as a guess', async () => {
    const gateway = await startTestGateway('http://127.0.0.1:9/api/v4', {
      access: settings({ ROSTER_SIGN_INS_PER_MINUTE: '1' }),
      broker: { apiUrls: ['http://127.0.0.1:9/api/v4'] },
    })
    gateways.push(gateway)
    for (let n = 0; n < 3; n++) {
      const answer = await gateway.signIn(boss)
      expect([answer.status, JSON.parse(answer.text).code]).toEqual([502, 502])
    }
  })

  it('writes no line of the audit that looks like two, or that reorders text', async () => {
    const gateway = await start()
    const appId = '\u202e","event","kick\u2028'
    await gateway.signIn({ appId, appSecret: 'x' })
    expect(gateway.audit).toHaveLength(1)
    const [line = ''] = gateway.audit
    expect(line.trimEnd()).toMatch(/^[\x20-\x7e]+$/)
    expect(JSON.parse(line)).toMatchObject({ event: 'sign-in refused', user: appId, status: 401 })
  })
})

import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { startApplications, type Applications } from '../testing/applications.ts'
import {
  accessOf,
  cookieOf,
  startTestGateway,
  TEST_ACCESS,
  type TestGateway,
} from '../testing/gateway.ts'

const boss = { appId: 'boss', appSecret: 's-boss' }
const kick = '/api/v4/clients/a'
const open = { ROSTER_OPEN_TO_NETWORK: 'everyone-may-kick' }
const trusting = { ...open, ROSTER_TRUSTED_PROXIES: '127.0.0.1', ROSTER_HOSTS: 'roster.example' }

let broker: Applications
const gateways: TestGateway[] = []

beforeAll(async () => {
  const own = { [TEST_ACCESS.appId]: TEST_ACCESS.appSecret }
  broker = await startApplications({ ...own, [boss.appId]: boss.appSecret })
})
beforeEach(() => void (broker.requests.length = 0))
afterEach(async () => {
  for (const gateway of gateways.splice(0)) await gateway.close()
})
afterAll(() => broker.close())

async function start(env: Record<string, string>, host = '127.0.0.1'): Promise<TestGateway> {
  const access = accessOf(env, host)
  const gateway = await startTestGateway(broker.apiUrl, { access, host })
  gateways.push(gateway)
  return gateway
}

describe('a reverse proxy on the same machine', () => {
  const https = { 'x-forwarded-proto': 'https', 'x-forwarded-for': '192.0.2.1' }

  it('may leave the Host as it is', async () => {
    const gateway = await start(trusting)
    const headers = { ...https, host: 'roster.example', origin: 'https://roster.example' }
    expect((await gateway.kick(kick, headers)).status).toBe(200)
  })

  it('may put its own Host in, and say the other', async () => {
    const gateway = await start(trusting)
    const headers = {
      ...https,
      'x-forwarded-host': 'roster.example',
      origin: 'https://roster.example',
    }
    expect((await gateway.kick(kick, headers)).status).toBe(200)
    const withPort = { ...headers, 'x-forwarded-host': 'Roster.example:443' }
    expect((await gateway.kick(kick, withPort)).status).toBe(200)
    const otherPort = { ...headers, 'x-forwarded-host': 'roster.example:80' }
    expect((await gateway.kick(kick, otherPort)).status).toBe(403)
    const other = { ...headers, origin: gateway.origin }
    expect((await gateway.kick(kick, other)).status).toBe(403)
  })

  it('has to be named, and so has the name', async () => {
    const headers = { ...https, host: 'roster.example', origin: 'https://roster.example' }
    const nameless = await start({ ROSTER_TRUSTED_PROXIES: '127.0.0.1' })
    expect((await nameless.kick(kick, headers)).status).toBe(421)
    const untrusting = await start({ ...open, ROSTER_HOSTS: 'roster.example' })
    const rewritten = { 'x-forwarded-host': 'roster.example', origin: 'https://roster.example' }
    expect((await untrusting.kick(kick, rewritten)).status).toBe(403)
    expect(broker.requests).toEqual([])
  })

  it('does not let a rebound name in that forges what a proxy says', async () => {
    const gateway = await start(trusting)
    const headers = { host: 'evil.example', 'x-forwarded-host': 'roster.example' }
    expect((await gateway.ask('/api/v4/clients', { headers })).status).toBe(421)
    const forged = { 'x-forwarded-host': 'evil.example' }
    expect((await gateway.ask('/api/v4/clients', { headers: forged })).status).toBe(421)
    expect(broker.requests).toEqual([])
  })
})

describe('X-Forwarded headers of who is not trusted', () => {
  it('change neither the address that is counted, nor the host, nor the protocol', async () => {
    const gateway = await start({ ROSTER_AUTH: 'sign-in', ROSTER_SIGN_INS_PER_MINUTE: '2' })
    const statuses = []
    for (let n = 0; n < 4; n++) {
      const headers = { 'x-forwarded-for': `192.0.2.${n}`, 'x-forwarded-proto': 'https' }
      statuses.push((await gateway.signIn({ ...boss, appSecret: 'x' }, headers)).status)
    }
    expect(statuses).toEqual([401, 401, 429, 429])
    expect(gateway.audit.every((line) => JSON.parse(line).from === '127.0.0.1')).toBe(true)
  })

  it('change nothing of the check of Origin either', async () => {
    const gateway = await start(open, '0.0.0.0')
    const headers = { origin: 'http://evil.example', 'x-forwarded-host': 'evil.example' }
    expect((await gateway.kick(kick, headers)).status).toBe(403)
  })
})

describe('X-Forwarded-For of who is trusted', () => {
  it.each([
    ['192.0.2.1', '192.0.2.1'],
    ['127.0.0.1, 192.0.2.1', '192.0.2.1'],
    ['1.1.1.1, 192.0.2.1, 10.0.0.9', '192.0.2.1'],
  ])('%s is read from its end: %s', async (forwarded, from) => {
    const gateway = await start({
      ROSTER_AUTH: 'sign-in',
      ROSTER_TRUSTED_PROXIES: '127.0.0.1,10.0.0.0/8',
    })
    await gateway.signIn({ ...boss, appSecret: 'x' }, { 'x-forwarded-for': forwarded })
    expect(gateway.audit.map((line) => JSON.parse(line).from)).toEqual([from])
  })
})

describe('the cookie of a sign-in', () => {
  const signIn = { ROSTER_AUTH: 'sign-in', ROSTER_TRUSTED_PROXIES: '127.0.0.1' }
  const tls = { 'x-forwarded-proto': 'https' }

  it('with TLS is for this very host, and for TLS alone', async () => {
    const gateway = await start({ ...signIn, ROSTER_HOSTS: 'roster.example' })
    const headers = { ...tls, host: 'roster.example', origin: 'https://roster.example' }
    const answer = await gateway.signIn(boss, headers)
    expect(answer.headers['set-cookie']).toEqual([
      expect.stringMatching(
        /^__Host-roster=[\w.-]+; Path=\/; Max-Age=\d+; HttpOnly; SameSite=Lax; Secure$/,
      ),
    ])
    const cookie = cookieOf(answer)
    const list = (more: Record<string, string>) =>
      gateway.ask('/api/v4/clients', { headers: { host: 'roster.example', ...more } })
    expect((await list({ ...tls, cookie })).status).toBe(200)
    // What a neighbouring host, or somebody on the way without TLS, may have planted.
    expect((await list({ ...tls, cookie: cookie.replace('__Host-', '') })).status).toBe(401)
  })
})

describe('strict transport', () => {
  const hsts = 'strict-transport-security'
  const transportOf = async (gateway: TestGateway, headers: Record<string, string>) => {
    const paths = ['/session', '/api/v4/clients', '/nowhere', '/healthz']
    const answers = await Promise.all(paths.map((path) => gateway.ask(path, { headers })))
    return [...new Set(answers.map((answer) => answer.headers[hsts]))]
  }

  it.each(['https', 'HTTPS', 'http, https'])('is asked for if a proxy says %s', async (proto) => {
    const gateway = await start({ ...trusting, ROSTER_HOSTS: '' })
    const headers = { 'x-forwarded-proto': proto }
    expect(await transportOf(gateway, headers)).toEqual(['max-age=31536000'])
    const refused = await gateway.ask('/session', { headers: { ...headers, host: 'evil.example' } })
    expect([refused.status, refused.headers[hsts]]).toEqual([421, 'max-age=31536000'])
  })

  it.each([
    ['nothing says how', {}, trusting],
    ['it is plain', { 'x-forwarded-proto': 'http' }, trusting],
    ['it is plain on its last part', { 'x-forwarded-proto': 'https, http' }, trusting],
    ['who says it is not trusted', { 'x-forwarded-proto': 'https' }, open],
  ])('is not asked for if %s', async (_, headers, env) => {
    expect(await transportOf(await start(env), headers as Record<string, string>)).toEqual([
      undefined,
    ])
  })
})

describe('requests', () => {
  it('of one address are limited, those of another go on', async () => {
    const gateway = await start({ ...trusting, ROSTER_REQUESTS_PER_MINUTE: '60' })
    const from = (address: string) =>
      gateway.ask('/session', { headers: { 'x-forwarded-for': address } })
    const answers = await Promise.all(Array.from({ length: 70 }, () => from('192.0.2.1')))
    const refused = answers.filter(({ status }) => status === 429)
    expect(refused.length).toBeGreaterThan(0)
    expect(refused[0]?.headers['retry-after']).toBe('1')
    expect(JSON.parse(refused[0]?.text ?? '').message).toBe('too many requests: try again in 1 s')
    expect((await from('192.0.2.2')).status).toBe(200)
  })
})

describe('kicks without a sign-in', () => {
  it('are counted for the address, and for the network that it is in', async () => {
    const limits = { ROSTER_ROLES: '*=operator', ROSTER_OPERATOR_KICKS_PER_MINUTE: '1' }
    const gateway = await start({ ...trusting, ...limits })
    const statuses = async (addresses: string[]) => {
      const answers = []
      for (const address of addresses) {
        answers.push((await gateway.kick(kick, { 'x-forwarded-for': address })).status)
      }
      return answers
    }
    expect(await statuses(['192.0.2.1', '::ffff:c000:201'])).toEqual([200, 429])
    const network = Array.from({ length: 10 }, (_, n) => `2001:db8:1:${n}::1`)
    expect(await statuses(network)).toEqual([...Array<number>(8).fill(200), 429, 429])
  })
})

describe('kicks', () => {
  it('of an operator are few, those of a maintainer many, each counted for itself', async () => {
    const gateway = await start({
      ROSTER_AUTH: 'proxy',
      ROSTER_TRUSTED_PROXIES: '127.0.0.1',
      ROSTER_ROLES: 'few=operator,many=maintainer',
      ROSTER_OPERATOR_KICKS_PER_MINUTE: '5',
    })
    const statuses = async (user: string, group: string) => {
      const headers = { 'remote-user': user, 'remote-groups': group }
      const answers = []
      for (let n = 0; n < 12; n++) answers.push(await gateway.kick(kick, headers))
      return answers.map(({ status }) => status)
    }
    const all = (status: number, count: number) => Array<number>(count).fill(status)
    expect(await statuses('ann', 'few')).toEqual([...all(200, 5), ...all(429, 7)])
    expect(await statuses('bob', 'few')).toEqual([...all(200, 5), ...all(429, 7)])
    expect(await statuses('cat', 'many')).toEqual(all(200, 12))
    expect(broker.requests).toHaveLength(22)
    await expect.poll(() => gateway.audit.length).toBe(36)
    const lines = gateway.audit.map((line) => JSON.parse(line))
    const outcomes = lines.map(({ user, outcome }) => `${user} ${outcome}`)
    expect(new Set(outcomes)).toEqual(
      new Set(['ann ok', 'ann refused', 'bob ok', 'bob refused', 'cat ok']),
    )
  })
})

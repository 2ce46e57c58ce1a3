import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { EMBED_HEADER } from '../../contract/session.ts'
import { KEY_SET, signToken } from '../testing/embedding.ts'
import { accessOf, startTestGateway, type TestGateway } from '../testing/gateway.ts'
import { startTenantsBroker, type TenantsBroker } from '../testing/tenants.ts'
import { cookieName } from '../testing/sign-in.ts'

const CONSOLE = 'https://console.example.com'
const row = (clientid: string, username: string) => ({ clientid, username, connected: true })
const rows = [
  row('truck-1', 'tenant-a'),
  row('truck-2', 'tenant-b'),
  row('a-truck-3', 'tenant-a'),
  row('twin', 'tenant-a'),
  row('twin', 'tenant-b'),
  row('nobody', 'undefined'),
  row('..', 'tenant-b'),
  row('truck-1 x', 'tenant-b'),
]

let broker: TenantsBroker
let gateway: TestGateway

beforeAll(async () => {
  broker = await startTenantsBroker(rows)
  const access = accessOf({
    ROSTER_AUTH: 'sign-in',
    ROSTER_EMBED_KEYS: KEY_SET,
    ROSTER_EMBED_ORIGINS: CONSOLE,
  })
  gateway = await startTestGateway(broker.apiUrl, { access })
})
beforeEach(() => void (broker.requests.length = 0))
afterAll(async () => {
  await gateway.close()
  await broker.close()
})

const exchange = (token: string, changed?: Record<string, string>) =>
  gateway.post('/session/embed', { token }, changed)

/** Headers of a session with these locks. */
async function sessionOf(changed: Record<string, unknown>): Promise<Record<string, string>> {
  const answer = await exchange(await signToken(changed))
  const { data } = JSON.parse(answer.text) as { data: { bearer: string } }
  return { [EMBED_HEADER]: data.bearer }
}

const tenantA = { locks: { username: 'tenant-a' } }

async function idsOf(path: string, headers: Record<string, string>): Promise<unknown> {
  const answer = await gateway.ask(`/api/v4${path}`, { headers })
  if (answer.status !== 200) return answer.status
  const { data } = JSON.parse(answer.text) as { data: { clientid: string }[] }
  return data.map(({ clientid }) => clientid)
}

describe('the exchange of a token', () => {
  it('gives a session that ends with the token, once, without a cookie', async () => {
    const token = await signToken({ ...tenantA, role: 'operator' })
    const answer = await exchange(token)
    expect(answer.status).toBe(200)
    expect(answer.headers).not.toHaveProperty('set-cookie')
    expect(answer.headers['cache-control']).toBe('no-store')
    const { data } = JSON.parse(answer.text) as { data: { bearer: string; expiresAt: number } }
    const headers = { [EMBED_HEADER]: data.bearer }
    const session = JSON.parse((await gateway.ask('/session', { headers })).text)
    expect(session.data).toMatchObject({
      way: 'embed',
      user: 'ann',
      role: 'operator',
      locks: tenantA.locks,
      embedOrigins: [CONSOLE],
      expiresAt: data.expiresAt,
    })
    const again = await exchange(token)
    expect([again.status, JSON.parse(again.text).message]).toEqual([
      401,
      'the token is not accepted: it was used before',
    ])
  })

  it('is in the audit, and the token is not', async () => {
    gateway.audit.length = 0
    const token = await signToken({ sub: 'bob' })
    await exchange(token)
    await exchange(token)
    const lines = gateway.audit.map((line) => JSON.parse(line) as Record<string, unknown>)
    expect(lines).toMatchObject([
      { event: 'embedding', user: 'bob', from: '127.0.0.1' },
      { event: 'embedding refused', user: 'bob', why: 'it was used before' },
    ])
    expect(gateway.audit.join('')).not.toContain(token.slice(0, 40))
  })

  it.each([
    ['the console itself', { 'sec-fetch-site': 'cross-site', origin: CONSOLE }],
    ['a page without the header', { 'x-roster': '' }],
  ])('is not for %s', async (_, changed) => {
    expect((await exchange(await signToken(tenantA), changed)).status).toBe(403)
  })

  it('accepts no token in a query', async () => {
    const token = await signToken(tenantA)
    expect((await gateway.ask(`/session/embed?token=${token}`)).status).toBe(404)
    expect((await gateway.ask(`/api/v4/clients?token=${token}`)).status).toBe(401)
  })

  it.each([['x'], ['{}'], ['[]'], ['{"token":1}'], ['{"token":"a","x":1}']])(
    'refuses the body %s',
    async (body) => {
      expect((await gateway.post('/session/embed', body)).status).toBe(400)
    },
  )
})

describe('a token without locks', () => {
  it.each([
    ['empty ones', { locks: {} }],
    ['one whose value was missing', { locks: { username: undefined } }],
    ['one client', { locks: {}, page: { clientid: 'truck-2' } }],
  ])('gives no session: %s', async (_, changed) => {
    expect((await exchange(await signToken(changed))).status).toBe(401)
  })

  it('shows all tenants if it says allTenants', async () => {
    const headers = await sessionOf({ allTenants: true, locks: undefined })
    expect(await idsOf('/clients?_like_clientid=truck', headers)).toContain('truck-2')
  })
})

describe('a text that is no session of an embedded page', () => {
  it('does not let a request in', async () => {
    const token = await signToken(tenantA)
    const { [EMBED_HEADER]: bearer = '' } = await sessionOf(tenantA)
    for (const value of [token, '', 'x', `${bearer.slice(0, -4)}AAAA`]) {
      const headers = { [EMBED_HEADER]: value }
      expect((await gateway.ask('/api/v4/clients', { headers })).status).toBe(401)
    }
    expect(
      (
        await gateway.ask('/api/v4/clients', {
          headers: { cookie: `${cookieName(gateway.origin)}=${bearer}` },
        })
      ).status,
    ).toBe(401)
    expect(broker.requests).toEqual([])
  })
})

describe('with a lock on a username', () => {
  it.each([
    ['/clients', ['truck-1', 'a-truck-3', 'twin']],
    ['/nodes/n@h/clients', ['truck-1', 'a-truck-3', 'twin']],
    ['/clients?_like_clientid=truck', ['truck-1', 'a-truck-3']],
    ['/clients/truck-1', ['truck-1']],
    ['/subscriptions/truck-1', ['truck-1']],
    ['/clients/truck-2', []],
    ['/clients/gone', []],
    ['/clients/twin', []],
    ['/clients/nobody', []],
    ['/clients?clientid=..', []],
    ['/clients?username=tenant-b', 403],
    ['/clients?%75sername=tenant-b', 403],
    ['/clients?username=tenant-a&username=tenant-b', 400],
    ['/clients?x=1', 400],
    ['/subscriptions/truck-2', 404],
    ['/subscriptions/gone', 404],
    ['/subscriptions/twin', 404],
    ['/subscriptions?clientid=..', 404],
    ['/clients/..', 404],
    ['/clients/%2e%2e', 404],
    ['/clients/x/../truck-2', 404],
    ['/nodes/../clients', 404],
    ['/CLIENTS', 404],
    ['/stats', 404],
    ['/clients/username/tenant-b', 404],
  ])('GET %s shows %j', async (path, shown) => {
    expect(await idsOf(path, await sessionOf(tenantA))).toEqual(shown)
  })

  it('the number of all clients is not shown', async () => {
    const headers = await sessionOf(tenantA)
    for (const path of ['/clients', '/nodes', '/brokers']) {
      const { text } = await gateway.ask(`/api/v4${path}`, { headers })
      expect(text).not.toMatch(/4711|tenant-b|uptime|"count":\d/)
    }
  })

  it.each([
    ['/clients/truck-1', 200, ['GET', 'DELETE']],
    ['/clients/truck-2', 404, ['GET']],
    ['/clients/gone', 404, ['GET']],
    ['/clients/twin', 404, ['GET']],
    ['/clients/nobody', 404, ['GET']],
    ['/clients?clientid=..', 404, ['GET']],
    ['/clients/truck-1+x', 404, ['GET']],
    ['/clients/%zz', 404, []],
  ])('DELETE %s is answered with %i', async (path, status, asked) => {
    const headers = await sessionOf({ ...tenantA, role: 'operator' })
    expect((await gateway.kick(`/api/v4${path}`, headers)).status).toBe(status)
    expect(broker.requests.map((request) => request.split(' ')[0])).toEqual(asked)
  })

  it('a viewer may not kick', async () => {
    const headers = await sessionOf(tenantA)
    expect((await gateway.kick('/api/v4/clients/truck-1', headers)).status).toBe(403)
    expect(broker.requests).toEqual([])
  })
})

describe('with a lock on a prefix', () => {
  const trucks = { locks: { _like_clientid: 'truck-' } }
  it.each([
    ['/clients', ['truck-1', 'truck-2', 'truck-1 x']],
    ['/clients?_like_clientid=2', ['truck-2']],
    ['/clients/a-truck-3', []],
    ['/clients?clientid=a-truck-3', 403],
    ['/subscriptions/a-truck-3', 404],
  ])('GET %s shows %j', async (path, shown) => {
    expect(await idsOf(path, await sessionOf(trucks))).toEqual(shown)
  })
})

describe('on the page of one client', () => {
  const one = { page: { clientid: 'truck-1' }, locks: { username: 'tenant-a' } }
  it.each([
    ['/clients', ['truck-1']],
    ['/clients/truck-1', ['truck-1']],
    ['/clients/a-truck-3', []],
    ['/clients?_like_clientid=a-', 403],
    ['/subscriptions/a-truck-3', 404],
  ])('GET %s shows %j', async (path, shown) => {
    expect(await idsOf(path, await sessionOf(one))).toEqual(shown)
  })
})

describe('a user of the console', () => {
  it('is not the proxy’s user of the same name, neither for limits nor in the audit', async () => {
    const access = accessOf({
      ROSTER_AUTH: 'proxy',
      ROSTER_TRUSTED_PROXIES: '127.0.0.1',
      ROSTER_ROLES: '*=operator',
      ROSTER_OPERATOR_KICKS_PER_MINUTE: '1',
      ROSTER_EMBED_KEYS: KEY_SET,
    })
    const proxied = await startTestGateway(broker.apiUrl, { access })
    const token = await signToken({ sub: 'ann', role: 'operator' })
    const { data } = JSON.parse((await proxied.post('/session/embed', { token })).text)
    const ways = [{ 'remote-user': 'ann' }, { [EMBED_HEADER]: String(data.bearer) }]
    for (const status of [200, 429]) {
      for (const headers of ways) {
        const answer = await proxied.kick('/api/v4/clients/truck-1', headers)
        expect(answer.status).toBe(status)
      }
    }
    await expect.poll(() => proxied.audit.length).toBe(5)
    const lines = proxied.audit.map((line) => JSON.parse(line) as Record<string, unknown>)
    expect(lines.map(({ user, way, event }) => [user, way ?? event])).toEqual([
      ['ann', 'embedding'],
      ...[0, 1].flatMap(() => [
        ['ann', 'proxy'],
        ['ann', 'embed'],
      ]),
    ])
    await proxied.close()
  })
})

describe('an answer that is shared', () => {
  // Page and size of the gateway's own question under locks.
  const path = '/api/v4/clients?_like_clientid=truck&_page=1&_limit=1000'
  const list = async (headers: Record<string, string>, cacheControl: string) => {
    const answer = await gateway.ask(path, {
      headers: { ...headers, 'cache-control': cacheControl },
    })
    return (JSON.parse(answer.text) as { data: { clientid: string }[] }).data.map((r) => r.clientid)
  }

  it('shows each person only what they may see', async () => {
    const free = await sessionOf({ role: 'operator' })
    const bound = await sessionOf({ locks: { _like_clientid: 'truck' } })
    expect(await list(free, 'no-cache')).toEqual(['truck-1', 'truck-2', 'a-truck-3', 'truck-1 x'])
    expect(await list(bound, 'max-age=60')).toEqual(['truck-1', 'truck-2', 'truck-1 x'])
    expect(broker.requests).toHaveLength(1)
  })

  it('is not used for the lookup before a kick', async () => {
    const headers = await sessionOf({ ...tenantA, role: 'operator' })
    const lookup = '/api/v4/clients?_page=1&_limit=100&clientid=truck-1'
    const kick = () =>
      gateway.kick('/api/v4/clients/truck-1', { ...headers, 'cache-control': 'max-age=60' })
    expect([(await kick()).status, (await kick()).status]).toEqual([200, 200])
    const asked = [`GET ${lookup}`, 'DELETE /api/v4/clients/truck-1']
    expect(broker.requests).toEqual([...asked, ...asked])
  })
})

describe('the headers', () => {
  it('let only the named origin frame the page', async () => {
    const { headers } = await gateway.ask('/session')
    expect(headers['content-security-policy']).toContain(`frame-ancestors 'self' ${CONSOLE}`)
    expect(headers).not.toHaveProperty('x-frame-options')
  })
})

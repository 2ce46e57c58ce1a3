import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startFaultyUpstream, type FaultyUpstream } from '../testing/faulty-upstream.ts'
import { belowBase, writeBasePath } from './addresses.ts'
import { KEY_SET, signToken } from '../testing/embedding.ts'
import {
  accessOf,
  cookieOf,
  makeWebRoot,
  SCRIPT,
  startTestGateway,
  type TestGateway,
} from '../testing/gateway.ts'
import { cookieName } from '../testing/sign-in.ts'

const BASE = '/mqtt/clients'

describe('below a base path', () => {
  let upstream: FaultyUpstream
  let gateway: TestGateway

  beforeAll(async () => {
    upstream = await startFaultyUpstream()
    gateway = await startTestGateway(upstream.apiUrl, { webRoot: makeWebRoot(), basePath: BASE })
  })
  afterAll(async () => {
    await gateway.close()
    await upstream.close()
  })

  it.each(['', '/', '?x=1', '/clients?zone=a', '/clients/a%2Fb'])(
    'the page is at %s',
    async (path) => {
      const answer = await gateway.ask(BASE + path)
      expect([answer.status, answer.headers['content-type']]).toEqual([
        200,
        'text/html; charset=utf-8',
      ])
      expect(answer.text).toContain(`href="${BASE}/session"`)
      expect(answer.text).not.toMatch(/href="\/(?!mqtt\/clients\/)/)
    },
  )

  it('the files, the session and the calls are served, and calls are sent on unchanged', async () => {
    expect((await gateway.ask(`${BASE}/assets/index-Ab12.js`)).text).toBe(SCRIPT)
    expect((await gateway.ask(`${BASE}/session`)).status).toBe(200)
    expect((await gateway.ask(`${BASE}/api/v4/clients/a%2F%zz`)).status).toBe(200)
    expect((await gateway.kick(`${BASE}/api/v4/clients/a`)).status).toBe(200)
    expect(upstream.requests.map(({ method, url }) => `${method} ${url}`)).toEqual([
      'GET /api/v4/clients/a%2F%zz',
      'DELETE /api/v4/clients/a',
    ])
  })

  it.each([
    '/',
    '/clients',
    '/mqtt',
    '/mqtt/clientsx',
    '/MQTT/clients/session',
    '/session',
    '/api/v4/clients',
    '/assets/index-Ab12.js',
    '/mqtt/../mqtt/clients/session',
    '//mqtt/clients/session',
    '/mqtt%2Fclients/session',
    '/none',
    '/page',
  ])('nothing is at %s', async (path) => {
    const before = upstream.requests.length
    const answer = await gateway.ask(path)
    expect([answer.status, JSON.parse(answer.text).code]).toEqual([404, 404])
    expect(upstream.requests).toHaveLength(before)
  })

  it('a page is embedded, and nothing is at the root', async () => {
    const access = accessOf({ ROSTER_AUTH: 'sign-in', ROSTER_EMBED_KEYS: KEY_SET })
    const embedding = await startTestGateway(upstream.apiUrl, { access, basePath: BASE })
    const body = { token: await signToken() }
    expect((await embedding.post('/session/embed', body)).status).toBe(404)
    expect((await embedding.post(`${BASE}/session/embed`, body)).status).toBe(200)
    await embedding.close()
  })

  it('a sign-in has its own cookie, also if another Roster is on the same host', async () => {
    const access = accessOf({ ROSTER_AUTH: 'sign-in' })
    const start = (basePath: string) => startTestGateway(upstream.apiUrl, { access, basePath })
    const [here, there] = [await start(BASE), await start('/mqtt')]
    const boss = { appId: 'boss', appSecret: 's-boss' }
    const cookies = [
      cookieOf(await here.post(`${BASE}/session`, boss)),
      cookieOf(await there.post('/mqtt/session', boss)),
    ]
    expect(cookies.map((cookie) => cookie.split('=')[0])).toEqual([
      `${cookieName(here.origin)}+mqtt+clients`,
      `${cookieName(there.origin)}+mqtt`,
    ])
    const userOf = async (roster: TestGateway, path: string, cookie: string) =>
      JSON.parse((await roster.ask(`${path}/session`, { headers: { cookie } })).text).data.user
    expect(await userOf(here, BASE, cookies.join('; '))).toBe('boss')
    expect(await userOf(there, '/mqtt', cookies.join('; '))).toBe('boss')
    expect(await userOf(there, '/mqtt', cookies[0] ?? '')).toBeNull()
    await Promise.all([here.close(), there.close()])
  })

  it('a kick is guarded like at the root', async () => {
    const refused = await gateway.kick(`${BASE}/api/v4/clients/a`, { 'x-roster': '' })
    const foreign = { headers: { 'sec-fetch-site': 'cross-site' } }
    const read = await gateway.ask(`${BASE}/api/v4/clients`, foreign)
    expect([refused.status, read.status]).toEqual([403, 403])
  })

  it('a kick is in the audit by its id, and requests for other addresses are not', async () => {
    gateway.audit.length = 0
    await gateway.kick('/api/v4/clients/b')
    await gateway.kick(`${BASE}/api/v4/clients/a%2Fb`)
    await expect.poll(() => gateway.audit).toHaveLength(1)
    expect(JSON.parse(gateway.audit[0] ?? '')).toMatchObject({ clientid: 'a/b', outcome: 'ok' })
  })

  it('health is served at the root too', async () => {
    for (const path of ['/healthz', `${BASE}/healthz`, '/readyz?x']) {
      expect((await gateway.ask(path)).status).toBe(200)
    }
  })
})

it.each([
  ['/mqtt', '/mqtt', '/'],
  ['/mqtt?x', '/mqtt', '/?x'],
  ['/mqtt/', '/mqtt', '/'],
  ['/mqtt//x', '/mqtt', '//x'],
  ['/mqttx', '/mqtt', null],
  ['/x', '', '/x'],
  ['http://h/mqtt', '/mqtt', null],
])('%s is, below %s, %s', (url, base, expected) => {
  expect(belowBase(url, base)).toBe(expected)
})

it('a page with a base path loads its files from there, and knows the path', () => {
  const html = '<html lang="en" data-base=""><script src="./assets/a.js"></script>'
  expect(writeBasePath(html, '/a/b')).toBe(
    '<html lang="en" data-base="/a/b"><script src="/a/b/assets/a.js"></script>',
  )
  expect(writeBasePath(html, '')).toContain('src="/assets/a.js"')
})

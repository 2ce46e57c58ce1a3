import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { startFaultyUpstream, type FaultyUpstream } from '../testing/faulty-upstream.ts'
import { accessOf, makeWebRoot, startTestGateway, type TestGateway } from '../testing/gateway.ts'

let upstream: FaultyUpstream
let gateway: TestGateway
const named = { ROSTER_OPEN_TO_NETWORK: 'everyone-may-kick', ROSTER_HOSTS: 'roster.example' }
/** Believes that it listens on every address. */
let open: TestGateway

beforeAll(async () => {
  upstream = await startFaultyUpstream()
  gateway = await startTestGateway(upstream.apiUrl, { webRoot: makeWebRoot() })
  open = await startTestGateway(upstream.apiUrl, { host: '0.0.0.0', access: accessOf(named) })
})
beforeEach(() => {
  upstream.requests.length = 0
})
afterAll(async () => {
  await gateway.close()
  await open.close()
  await upstream.close()
})

describe('a kick', () => {
  const evil = 'http://evil.example'

  it.each([
    ['as the page sends it', {}],
    ['without Origin', { origin: '' }],
    ['without Sec-Fetch-Site', { 'sec-fetch-site': '' }],
  ])('%s is passed on', async (_, headers) => {
    expect((await gateway.kick('/api/v4/clients/a', headers)).status).toBe(200)
    expect(upstream.requests).toHaveLength(1)
  })

  it.each([
    ['without its header', { 'x-roster': '' }, /x-roster/],
    ['with another value in it', { 'x-roster': 'yes' }, /x-roster/],
    ['from another site', { 'sec-fetch-site': 'cross-site' }, /Sec-Fetch-Site/],
    ['from another port of this host', { 'sec-fetch-site': 'same-site' }, /Sec-Fetch-Site/],
    ['typed by hand', { 'sec-fetch-site': 'none' }, /Sec-Fetch-Site/],
    ['with another origin', { origin: evil }, /Origin/],
    ['with another origin alone', { origin: evil, 'sec-fetch-site': '' }, /Origin/],
    ['with the origin of another port', { origin: 'http://127.0.0.1:1' }, /Origin/],
    ['with an opaque origin', { origin: 'null' }, /Origin/],
    ['from nowhere', { origin: '', 'sec-fetch-site': '' }, /neither/],
  ])('%s is refused', async (_, headers, message) => {
    const answer = await gateway.kick('/api/v4/clients/a', headers)
    expect(answer.status).toBe(403)
    expect(JSON.parse(answer.text)).toEqual({ code: 403, message: expect.stringMatching(message) })
    expect(upstream.requests).toEqual([])
  })

  it('behind a proxy that ends TLS is passed on', async () => {
    const headers = { host: 'roster.example', origin: 'https://roster.example' }
    expect((await open.kick('/api/v4/clients/a', headers)).status).toBe(200)
  })
})

describe('a read', () => {
  it.each(['/api/v4/clients', '/session'])('of %s by another site is refused', async (path) => {
    const answer = await gateway.ask(path, { headers: { 'sec-fetch-site': 'cross-site' } })
    expect([answer.status, JSON.parse(answer.text).code]).toEqual([403, 403])
    expect(upstream.requests).toEqual([])
  })

  it.each(['same-origin', 'same-site', 'none'])(
    'with Sec-Fetch-Site %s is answered',
    async (site) => {
      const headers = { 'sec-fetch-site': site }
      expect((await gateway.ask('/api/v4/clients', { headers })).status).toBe(200)
    },
  )

  it('of a page, by a link on another site, is answered', async () => {
    const headers = { 'sec-fetch-site': 'cross-site', accept: 'text/html' }
    expect((await gateway.ask('/clients/a', { headers })).status).toBe(200)
  })
})

describe('the Host header, on loopback,', () => {
  it.each([
    'localhost',
    'localhost:5173',
    'LOCALHOST:1',
    '127.0.0.1',
    '127.8.9.1:80',
    '[::1]:4180',
  ])('may be %s', async (host) => {
    expect((await gateway.ask('/session', { headers: { host } })).status).toBe(200)
  })

  it.each([
    'evil.example',
    'localhost.evil.example',
    '127.0.0.1.evil.example:4180',
    '10.0.0.1',
    '127.0.0.1@evil.example',
  ])('may not be %j', async (host) => {
    for (const path of ['/session', '/api/v4/clients', '/clients', '/healthz', '/nowhere']) {
      const answer = await gateway.ask(path, { headers: { host, accept: 'text/html' } })
      expect([answer.status, JSON.parse(answer.text).code]).toEqual([421, 421])
    }
    expect(upstream.requests).toEqual([])
  })

  it('may be any name where the gateway listens on more than that, and people sign in', async () => {
    const access = accessOf({ ROSTER_AUTH: 'sign-in' }, '0.0.0.0')
    const signIn = await startTestGateway(upstream.apiUrl, { host: '0.0.0.0', access })
    const headers = { host: 'roster.example' }
    expect((await signIn.ask('/session', { headers })).status).toBe(200)
    await signIn.close()
  })
})

describe('the Host header, open to the network,', () => {
  it.each([
    '192.0.2.7',
    '192.0.2.7:4180',
    '[2001:db8::7]:4180',
    '[::]',
    'localhost:4180',
    'roster.example',
    'Roster.example:4180',
  ])('may be %s', async (host) => {
    expect((await open.ask('/session', { headers: { host } })).status).toBe(200)
  })

  it.each([
    'evil.example',
    '192.0.2.7.evil.example',
    '192.0.2',
    '3221225991',
    '0xc0000207',
    '2001:db8::7',
    '[evil.example]',
    '[2001:db8::7',
    '192.0.2.7@evil.example',
    'roster.example.evil.example',
  ])('may not be %j', async (host) => {
    for (const path of ['/session', '/api/v4/clients', '/clients']) {
      expect((await open.ask(path, { headers: { host } })).status).toBe(421)
    }
    const origin = `http://${host}`
    expect((await open.kick('/api/v4/clients/a', { host, origin })).status).toBe(421)
    expect(upstream.requests).toEqual([])
  })

  it('may not be another name for the demo either, where none is named', async () => {
    const demo = await startTestGateway(upstream.apiUrl, { host: '0.0.0.0' })
    const status = async (host: string) =>
      (await demo.ask('/session', { headers: { host } })).status
    expect(await status('evil.example')).toBe(421)
    expect(await status('192.0.2.7:4180')).toBe(200)
    await demo.close()
  })

  it('may not be another name beside a good one that a trusted address says', async () => {
    const access = accessOf({ ...named, ROSTER_TRUSTED_PROXIES: '127.0.0.1' })
    const gatewayBehind = await startTestGateway(upstream.apiUrl, { host: '0.0.0.0', access })
    const headers = { host: 'evil.example', 'x-forwarded-host': 'roster.example' }
    expect((await gatewayBehind.ask('/session', { headers })).status).toBe(421)
    await gatewayBehind.close()
  })
})

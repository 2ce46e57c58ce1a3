import { once } from 'node:events'
import { createServer, get, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text as textOf } from 'node:stream/consumers'
import zlib from 'node:zlib'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { startFaultyUpstream, type Fault, type FaultyUpstream } from '../../e2e/faulty-upstream.ts'
import type { AheadPage } from '../contract/ahead.ts'
import { EMBED_HEADER } from '../contract/session.ts'
import type { GatewayOptions } from './app.ts'
import type { RequestOutcome } from './request-outcome.ts'
import { startApplications } from './test-applications.ts'
import {
  accessOf,
  ask,
  makeWebRoot,
  startTestGateway,
  TEST_ACCESS,
  type TestGateway,
} from './test-gateway.ts'
import { sealedAgo } from './test-sign-in.ts'

/** As a browser opens an address in a window. */
const opened = { accept: 'text/html,*/*;q=0.8', 'sec-fetch-dest': 'document' }
const LIST = '/api/v4/clients?_page=1&_limit=50'

/** Longer than any test: what is drawn must not owe it to a quick machine. */
const patienceMs = 120_000

/** What was to be drawn. */
const drawn: AheadPage[] = []
const webRoot = makeWebRoot()
const started: { close(): Promise<unknown> }[] = []

let upstream: FaultyUpstream
let gateway: TestGateway

beforeAll(async () => {
  upstream = await startFaultyUpstream()
  gateway = await start(upstream.apiUrl)
})
beforeEach(() => {
  drawn.length = 0
  upstream.requests.length = 0
  upstream.setFault('none')
})
afterAll(async () => {
  for (const server of started) await server.close()
  await upstream.close()
})

async function start(apiUrl: string, options: Partial<GatewayOptions> = {}): Promise<TestGateway> {
  const drawAhead = async (page: AheadPage) => {
    drawn.push(page)
    return '<p>drawn</p>'
  }
  const result = await startTestGateway(apiUrl, {
    webRoot,
    drawAhead,
    aheadPatienceMs: patienceMs,
    ...options,
  })
  started.push(result)
  return result
}

const open = (path: string, headers: Record<string, string> = {}, at = gateway) =>
  at.ask(path, { headers: { ...opened, ...headers } })

/** The text of an element with JSON; undefined where there is none. */
function embedded(html: string, id: string): string | undefined {
  return new RegExp(`<script type="application/json" id="${id}"[^>]*>([^<]*)</script>`).exec(
    html,
  )?.[1]
}

describe('a list that a browser opens', () => {
  it('comes with its first picture, and with the answers in it', async () => {
    const { status, text, headers } = await open('/clients')
    expect(status).toBe(200)
    expect(text).toContain('<div id="root"><p>drawn</p><script type="application/json"')
    expect(JSON.parse(embedded(text, 'ahead-list') ?? '')).toMatchObject({ code: 0, data: [] })
    expect(JSON.parse(embedded(text, 'ahead-session') ?? '').data.role).toBe('maintainer')
    expect(text).not.toContain('rel="preload"')
    expect(headers['cache-control']).toBe('no-store')
    expect(upstream.requests.map(({ url }) => url)).toEqual([LIST])
  })

  it('lets in the picture’s styles, and nothing else that was not let in before', async () => {
    const policy = async () => {
      const { headers } = await open('/clients')
      return String(headers['content-security-policy'])
    }
    const before = String((await open('/')).headers['content-security-policy'])
    const policies = [await policy(), await policy()]
    const nonces = drawn.map(({ nonce }) => `'nonce-${nonce}'`)
    expect(new Set(nonces).size).toBe(2)
    expect(policies).toEqual(
      nonces.map((nonce) => before.replace("style-src 'self'", `style-src 'self' ${nonce}`)),
    )
  })

  it('is drawn as its reader wants it', async () => {
    const cookie = 'roster.density=compact; roster.columns=clientid%2Cnode'
    const { text } = await open('/clients?lang=zh-CN&theme=dark&_limit=100', { cookie })
    expect(text).toContain('<html lang="zh-CN" data-theme="dark" data-base="">')
    expect(drawn).toMatchObject([
      {
        url: '/clients?lang=zh-CN&theme=dark&_limit=100',
        basePath: '',
        look: { language: 'zh-CN', theme: 'dark', density: 'compact', columns: 'clientid,node' },
      },
    ])
  })

  it.each([
    ['br', zlib.createBrotliDecompress()],
    ['gzip', zlib.createGunzip()],
  ])('begins before the broker has answered (%s)', async (encoding, decoder) => {
    upstream.setFault('slow')
    const headers = { ...opened, 'accept-encoding': encoding }
    const outgoing = get(`${gateway.origin}/clients?zone=${encoding}`, { headers })
    const [answer] = (await once(outgoing, 'response')) as [IncomingMessage]
    const parts = answer.pipe(decoder)
    const [first] = (await once(parts, 'data')) as [Buffer]
    expect(first.toString()).toMatch(/<div id="root">$/)
    upstream.release()
    expect(await textOf(parts)).toContain('ahead-list')
  })

  it('counts, and is logged, as the page’s own calls are', async () => {
    const outcomes: RequestOutcome[] = []
    const accessLog = (outcome: RequestOutcome) => void outcomes.push(outcome)
    const access = accessOf({})
    access.perMinute.requests = 4
    const strict = await start(upstream.apiUrl, { access, accessLog })
    expect((await open('/clients', {}, strict)).text).toContain('drawn')
    expect(outcomes.map(({ url, from, status }) => [url, from, status])).toEqual([
      ['/session', '127.0.0.1', 200],
      [LIST, '127.0.0.1', 200],
      ['/clients', '127.0.0.1', 200],
    ])
    const second = await open('/clients', {}, strict)
    expect(second.text).not.toContain('drawn')
    expect((await open('/clients', {}, strict)).status).toBe(429)
  })
})

describe('no picture', () => {
  it.each<[string, string, Record<string, string>?]>([
    ['another page', '/'],
    ['a client', '/clients/a'],
    ['a list of more than 100 rows', '/clients?_limit=101'],
    ['the list of one client', '/clients?clientid=a'],
    ['a page without anything around it', '/clients?embed=1'],
    ['a frame', '/clients', { 'sec-fetch-dest': 'iframe' }],
    ['what does not say that it is opened', '/clients', { 'sec-fetch-dest': '' }],
    ['an embedded session', '/clients', { [EMBED_HEADER]: 'x' }],
  ])('is made of %s, nor is the broker asked', async (_, path, headers) => {
    const answer = await open(path, headers)
    expect(answer.status).toBe(200)
    expect(answer.text).not.toMatch(/drawn|ahead-/)
    expect(upstream.requests).toEqual([])
  })

  it('is made for HEAD', async () => {
    expect((await gateway.ask('/clients', { method: 'HEAD', headers: opened })).status).toBe(200)
    expect(upstream.requests).toEqual([])
  })

  it.each<Fault>([
    'status-500',
    'unauthorized',
    'html',
    'cut-json',
    'half-json',
    'refuse',
    'code-108',
  ])('is made of what is no list (%s): the page finds out by itself', async (fault) => {
    upstream.setFault(fault)
    const { status, text } = await open('/clients')
    expect(status).toBe(200)
    expect(text).toContain('<div id="root"><script type="application/json"')
    expect(embedded(text, 'ahead-list')).toBe('')
    expect(embedded(text, 'ahead-session')).toContain('"code":0')
  })

  it('is waited for long where the broker is slow, and what comes then is for the page', async () => {
    upstream.setFault('slow')
    const impatient = await start(upstream.apiUrl, { aheadPatienceMs: 1 })
    const { text } = await open('/clients', {}, impatient)
    expect(embedded(text, 'ahead-list')).toBe('')
    upstream.setFault('none')
    upstream.release()
    const list = await impatient.ask(LIST, { headers: { 'cache-control': 'max-age=5' } })
    expect(JSON.parse(list.text).code).toBe(0)
    expect(upstream.requests.map(({ url }) => url)).toEqual([LIST])
  })

  it('stands where drawing fails, which is logged; the answers are there all the same', async () => {
    const failing = await start(upstream.apiUrl, {
      drawAhead: () => Promise.reject(new Error('no paint')),
    })
    const { text } = await open('/clients', {}, failing)
    expect(text).toContain('<div id="root"><script type="application/json"')
    expect(embedded(text, 'ahead-list')).toContain('"code":0')
    expect(failing.log.join('')).toContain('no paint')
  })
})

describe('who', () => {
  const apps = {
    eyes: 's-eyes',
    stranger: 's-stranger',
    [TEST_ACCESS.appId]: TEST_ACCESS.appSecret,
  }

  it('has not signed in, or has no role, gets no picture', async () => {
    const broker = await startApplications(apps)
    started.push(broker)
    const access = accessOf({ ROSTER_AUTH: 'sign-in', ROSTER_ROLES: 'eyes=viewer' })
    const own = await start(broker.apiUrl, { access, broker: { apiUrls: [broker.apiUrl] } })
    expect((await open('/clients', {}, own)).text).not.toMatch(/drawn|ahead-/)
    expect((await open('/clients', { cookie: 'roster=forged' }, own)).text).not.toContain('drawn')
    expect(broker.requests).toEqual([])

    const credential = { appId: 'eyes', appSecret: 's-eyes' }
    const cookie = `roster=${await sealedAgo(access.sessionKeys()[0], credential)}`
    const answer = await open('/clients', { cookie, 'sec-fetch-site': 'cross-site' }, own)
    expect(answer.text).toContain('drawn')
    const asked = broker.requests.map(({ url, user }) => [url, user])
    expect(asked).toContainEqual([LIST, 'eyes'])
    expect(drawn[0]?.session).toMatchObject({ user: 'eyes', role: 'viewer' })
    // The sign-in is prolonged, as it is where the page asks.
    expect(String(answer.headers['set-cookie'])).toMatch(/\broster=./)
    broker.secrets.delete('eyes')
    expect((await open('/clients', { cookie }, own)).text).not.toContain('drawn')
  })

  it('comes through a proxy is who the proxy says, once', async () => {
    const env = {
      ROSTER_AUTH: 'proxy',
      ROSTER_TRUSTED_PROXIES: '127.0.0.1',
      ROSTER_ROLES: 'see=viewer',
    }
    const behind = await start(upstream.apiUrl, { access: accessOf(env) })
    const as = (user: string, groups: string) =>
      open('/clients', { 'remote-user': user, 'remote-groups': groups }, behind)
    expect((await as('ann', 'none')).text).not.toContain('drawn')
    expect((await as('ann', 'see')).text).toContain('drawn')
    expect(drawn[0]?.session).toMatchObject({ user: 'ann', role: 'viewer' })
    const doubled = { 'remote-user': ['ann', 'bob'], 'remote-groups': 'see' }
    const twice = await ask(behind.origin, '/clients', {
      headers: { ...opened, ...doubled } as unknown as Record<string, string>,
    })
    expect(twice.text).not.toContain('drawn')
    const apart = await start(upstream.apiUrl, {
      access: accessOf({ ...env, ROSTER_TRUSTED_PROXIES: '10.0.0.1' }),
    })
    const past = await open('/clients', { 'remote-user': 'ann', 'remote-groups': 'see' }, apart)
    expect(past.status).toBe(403)
  })
})

it('takes any id for what it is: text that ends no element and begins none', async () => {
  const ids = [
    '</script><img src=x onerror=alert(1)>',
    '<!--<script>',
    '\u2028\u202e',
    '$&$`',
    '&lt;',
  ]
  const row = { node: 'n@h', connected: true }
  const list = {
    code: 0,
    data: ids.map((clientid) => ({ ...row, clientid })),
    meta: { page: 1, limit: 50, count: 5 },
  }
  const broker = createServer((_request, response) => {
    response.setHeader('content-type', 'application/json').end(JSON.stringify(list))
  })
  await new Promise<void>((resolve) => broker.listen(0, '127.0.0.1', resolve))
  const { port } = broker.address() as AddressInfo
  const odd = await start(`http://127.0.0.1:${port}/api/v4`)
  const { text } = await open('/clients', {}, odd)
  expect(JSON.parse(embedded(text, 'ahead-list') ?? '')).toEqual(list)
  expect(text).not.toMatch(/<img|<!--/)
  broker.closeAllConnections()
  broker.close()
})

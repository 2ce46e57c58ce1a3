import { rmSync } from 'node:fs'
import zlib from 'node:zlib'
import * as v from 'valibot'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startFaultyUpstream, type FaultyUpstream } from '../testing/faulty-upstream.ts'
import { sessionSchema } from '../../contract/session.ts'
import {
  makeWebRoot,
  PAGE,
  SCRIPT,
  startTestGateway,
  type TestGateway,
} from '../testing/gateway.ts'

const session = { demo: { mqttUrl: 'mqtt://127.0.0.1:1883' }, brokerTimeZone: 'Asia/Shanghai' }
const browser = { accept: 'text/html,application/xhtml+xml,*/*;q=0.8' }

/** The page without its preload links, which depend on the address. */
const withoutLinks = (html: string) => html.replaceAll(/<link [^>]*>/g, '')

let upstream: FaultyUpstream
let gateway: TestGateway

beforeAll(async () => {
  upstream = await startFaultyUpstream()
  gateway = await startTestGateway(upstream.apiUrl, { webRoot: makeWebRoot(), session })
})
afterAll(async () => {
  await gateway.close()
  await upstream.close()
})

describe('the page', () => {
  it.each([
    '/',
    '/?x=%zz',
    '/index.html',
    '/clients',
    '/clients?_page=2&_like_clientid=%2B',
    '/clients/a%2Fb',
    '/clients/%zz',
    '/clients/%',
    '/clients/%FF',
    '/clients/..',
    '/client?clientid=..',
    '/a/b/c',
    '//x',
    '/page',
    `/clients/${'x'.repeat(8192)}`,
    `/clients/${'%F0%9F%98%80'.repeat(2048)}`,
  ])('is served at %.40s, and never cached', async (path) => {
    const answer = await gateway.ask(path, { headers: browser })
    expect(answer.status).toBe(200)
    expect(withoutLinks(answer.text)).toBe(PAGE)
    expect(answer.headers['content-type']).toBe('text/html; charset=utf-8')
    expect(answer.headers['cache-control']).toBe('no-store')
    expect(answer.headers).not.toHaveProperty('etag')
  })

  it('lets the browser fetch early what it will ask for', async () => {
    const answer = await gateway.ask('/clients?zone=a&_limit=20', { headers: browser })
    const head = answer.text.split('</head>')[0]
    for (const href of ['/session', '/api/v4/clients?_page=1&amp;_limit=20&amp;zone=a']) {
      const link = `<link rel="preload" as="fetch" crossorigin="anonymous" href="${href}">`
      expect(head).toContain(link)
    }
  })

  it('answers curl, and HEAD', async () => {
    expect(withoutLinks((await gateway.ask('/clients')).text)).toBe(PAGE)
    const head = await gateway.ask('/clients', { method: 'HEAD', headers: browser })
    expect([head.status, head.text]).toEqual([200, ''])
  })

  it.each([
    ['a script', '/missing.js', { accept: '*/*', 'sec-fetch-dest': 'script' }],
    ['an image', '/favicon.ico', { accept: 'image/avif,image/webp,*/*;q=0.8' }],
    ['a call', '/clients', { accept: 'application/json' }],
    ['an asset', '/assets/missing-Ab12.js', browser],
    ['an asset', '/assets/../index.html', browser],
    ['an asset', '/assets/%zz', browser],
  ])('is not given to %s that is missing (%s)', async (_, path, headers) => {
    const answer = await gateway.ask(path, { headers })
    expect([answer.status, JSON.parse(answer.text).code]).toEqual([404, 404])
  })

  it('is not given to POST', async () => {
    const own = { 'x-roster': '1', 'sec-fetch-site': 'same-origin' }
    const post = (headers: Record<string, string>) =>
      gateway.ask('/clients', { method: 'POST', headers, body: 'a=b' })
    expect((await post({ ...browser, ...own })).status).toBe(404)
    expect((await post(browser)).status).toBe(403)
  })
})

describe('a file', () => {
  it('with a hash in its name is cached for a year', async () => {
    const answer = await gateway.ask('/assets/index-Ab12.js')
    expect(answer.text).toBe(SCRIPT)
    expect(answer.headers['cache-control']).toBe('public, max-age=31536000, immutable')
    expect(answer.headers['content-type']).toMatch(/javascript/)
  })

  it('without a hash is cached for an hour', async () => {
    const answer = await gateway.ask('/favicon.svg')
    expect(answer.headers['cache-control']).toBe('public, max-age=3600')
  })

  it.each([
    ['br', zlib.brotliDecompressSync],
    ['gzip', zlib.gunzipSync],
  ])('is compressed with %s', async (encoding, decode) => {
    const headers = { 'accept-encoding': encoding }
    for (const path of ['/assets/index-Ab12.js', '/']) {
      const answer = await gateway.ask(path, { headers })
      expect(answer.headers['content-encoding']).toBe(encoding)
      expect(answer.headers.vary).toMatch(/accept-encoding/i)
      expect(withoutLinks(decode(answer.body).toString())).toBe(path === '/' ? PAGE : SCRIPT)
    }
  })
})

describe('a file that the browser has', () => {
  it.each(['/assets/packed-Ab12.js', '/favicon.svg'])('is not sent again: %s', async (path) => {
    const { etag = '' } = (await gateway.ask(path)).headers
    const again = await gateway.ask(path, { headers: { 'if-none-match': etag } })
    expect([again.status, again.text, again.headers.etag]).toEqual([304, '', etag])
    const other = await gateway.ask(path, { headers: { 'if-none-match': 'W/"other"' } })
    expect(other.status).toBe(200)
  })
})

describe('a file that the build compressed', () => {
  it.each([
    ['br', 'packed with brotli'],
    ['gzip', 'packed with gzip'],
    ['identity', 'as it is'],
  ])('is sent from its compressed copy (%s)', async (encoding, content) => {
    const headers = { 'accept-encoding': encoding }
    const answer = await gateway.ask('/assets/packed-Ab12.js', { headers })
    expect(answer.text).toBe(content)
    expect(answer.headers['content-encoding']).toBe(encoding === 'identity' ? undefined : encoding)
    expect(answer.headers['content-type']).toMatch(/javascript/)
    expect(answer.headers.vary).toMatch(/accept-encoding/i)
  })

  it('has no second address', async () => {
    expect((await gateway.ask('/assets/packed-Ab12.js.br')).status).toBe(404)
  })
})

describe('the session', () => {
  it('tells the page which broker the gateway has', async () => {
    const answer = await gateway.ask('/session?x=1')
    expect(v.parse(sessionSchema, JSON.parse(answer.text)).data).toMatchObject(session)
    expect(answer.headers['cache-control']).toBe('no-store')
  })
})

describe('the security headers', () => {
  it.each([
    ['/', 200],
    ['/assets/index-Ab12.js', 200],
    ['/assets/missing.js', 404],
    ['/session', 200],
    ['/healthz', 200],
    ['/api/v4/clients', 200],
    ['/api/v4/apps', 404],
    ['/api/v4/clients/%2e%2e', 404],
  ])('are on %s (%i)', async (path, status) => {
    const answer = await gateway.ask(path)
    expect(answer.status).toBe(status)
    expect(answer.headers['content-security-policy']).toBe(
      "default-src 'none';script-src 'self';style-src 'self';img-src 'self' data:;" +
        "font-src 'self';connect-src 'self';manifest-src 'self';worker-src 'self';" +
        "form-action 'none';base-uri 'none';frame-ancestors 'self';" +
        "require-trusted-types-for 'script';trusted-types 'none'",
    )
    expect(answer.headers).toMatchObject({
      'x-content-type-options': 'nosniff',
      'x-frame-options': 'SAMEORIGIN',
      'referrer-policy': 'no-referrer',
      'cross-origin-opener-policy': 'same-origin',
      'cross-origin-resource-policy': 'same-origin',
      'permissions-policy': expect.stringContaining('camera=()'),
    })
    expect(answer.headers).not.toHaveProperty('strict-transport-security')
    expect(answer.headers).not.toHaveProperty('x-powered-by')
  })

  it('are set on refusals too', async () => {
    for (const headers of [{ host: 'evil.example' }, { 'sec-fetch-site': 'cross-site' }]) {
      const answer = await gateway.ask('/session', { headers })
      expect(answer.headers).toHaveProperty('content-security-policy')
    }
  })
})

describe('a build that is replaced while the gateway runs', () => {
  it('goes on to be served, to the last file', async () => {
    const webRoot = makeWebRoot()
    const running = await startTestGateway(upstream.apiUrl, { webRoot })
    rmSync(webRoot, { recursive: true })
    expect((await running.ask('/assets/index-Ab12.js')).text).toBe(SCRIPT)
    const headers = { 'accept-encoding': 'br' }
    const packed = await running.ask('/assets/packed-Ab12.js', { headers })
    expect(packed.text).toBe('packed with brotli')
    expect((await running.ask('/favicon.svg')).headers['content-type']).toBe('image/svg+xml')
    expect(withoutLinks((await running.ask('/clients', { headers: browser })).text)).toBe(PAGE)
    await running.close()
  })
})

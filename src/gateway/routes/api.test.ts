import { once } from 'node:events'
import { Agent, get } from 'node:http'
import type { IncomingMessage, RequestListener } from 'node:http'
import { connect, type Socket } from 'node:net'
import { text } from 'node:stream/consumers'
import zlib from 'node:zlib'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { startFaultyUpstream, type FaultyUpstream } from '../testing/faulty-upstream.ts'
import { clientListSchema, kickSchema, readAnswer } from '../../contract/answer.ts'
import { clientPath, subscriptionsPath } from '../../contract/paths.ts'
import { EMBED_HEADER } from '../../contract/session.ts'
import { serve } from '../../testing/serve.ts'
import type { GatewayOptions } from '../app.ts'
import { createMetrics } from '../metrics/gateway-metrics.ts'
import { KEY_SET, signToken } from '../testing/embedding.ts'
import { accessOf, startTestGateway, TEST_ACCESS, type TestGateway } from '../testing/gateway.ts'

const closing: (() => Promise<unknown>)[] = []

afterEach(async () => {
  for (const close of closing.splice(0).toReversed()) await close()
})

/** A gateway in front of a broker whose answers the test chooses. */
async function startBefore(
  listener: RequestListener,
  options: Partial<GatewayOptions> = {},
): Promise<TestGateway> {
  const { origin, close } = await serve(listener)
  closing.push(close)
  const gateway = await startTestGateway(`${origin}/api/v4`, options)
  closing.push(() => gateway.close())
  return gateway
}

describe('what reaches the broker', () => {
  let upstream: FaultyUpstream
  let gateway: TestGateway

  beforeAll(async () => {
    upstream = await startFaultyUpstream()
    gateway = await startTestGateway(upstream.apiUrl)
  })
  afterAll(async () => {
    await gateway.close()
    await upstream.close()
  })
  afterEach(() => {
    upstream.requests.length = 0
  })

  it.each(['a/b c', '%2F', '%zz', '..', '.', 'é中😀', '<b>', 'x'.repeat(8000), '中'.repeat(2600)])(
    'is the path of the id %.20s, encoded once',
    async (id) => {
      await gateway.ask(`/api/v4${clientPath(id)}`)
      await gateway.ask(`/api/v4${subscriptionsPath(id)}`)
      const kick = await gateway.kick(`/api/v4${clientPath(id)}`)
      expect(readAnswer(kickSchema, kick.status, kick.text)).toBeTruthy()
      expect(upstream.requests.map(({ method, url }) => ({ method, url }))).toEqual([
        { method: 'GET', url: `/api/v4${clientPath(id)}` },
        { method: 'GET', url: `/api/v4/subscriptions/${encodeURIComponent(id)}` },
        { method: 'DELETE', url: `/api/v4/clients/${encodeURIComponent(id)}` },
      ])
    },
  )

  it('is a path that cannot be decoded, unchanged', async () => {
    expect((await gateway.ask('/api/v4/clients/%zz')).status).toBe(200)
    expect(upstream.requests[0]?.url).toBe('/api/v4/clients/%zz')
  })

  it('has the gateway’s own headers only', async () => {
    const headers = {
      accept: 'text/html',
      authorization: 'Basic eDp5',
      cookie: 'a=b',
      'x-forwarded-for': '1.2.3.4',
      'accept-language': 'de',
      referer: 'http://127.0.0.1/clients/x',
    }
    await gateway.ask('/api/v4/nodes', { headers })
    const credential = Buffer.from(`${TEST_ACCESS.appId}:${TEST_ACCESS.appSecret}`)
    expect(upstream.requests[0]?.headers).toEqual({
      host: new URL(upstream.apiUrl).host,
      connection: 'keep-alive',
      authorization: `Basic ${credential.toString('base64')}`,
      accept: 'application/json',
      'accept-encoding': 'identity',
      'user-agent': 'roster',
    })
  })

  it('has no body, even if the browser’s kick has one', async () => {
    const headers = { 'x-roster': '1', origin: gateway.origin, 'content-type': 'text/x' }
    const body = 'x'.repeat(500)
    const request = { method: 'DELETE', headers, body }
    expect((await gateway.ask('/api/v4/clients/a', request)).status).toBe(200)
    expect(upstream.requests[0]?.headers).not.toHaveProperty('content-length')
    expect(upstream.requests[0]?.headers).not.toHaveProperty('transfer-encoding')
  })

  it.each([
    '/api/v4/clients/..',
    '/api/v4/clients/%2e%2e',
    '/api/v4/../../status',
    '//api/v4/clients',
    '/api//v4/clients',
    '/api/v4//clients',
    '/api/v4/clients/a/b',
    '/api/v4/clients/x/acl_cache',
    '/api/v4/apps',
    '/api',
    '/API/v4/clients',
    'http://127.0.0.1/api/v4/clients',
  ])('is nothing for %s', async (path) => {
    const answer = await gateway.ask(path)
    expect(answer.status).toBe(404)
    expect(JSON.parse(answer.text)).toMatchObject({ code: 404 })
    expect(upstream.requests).toEqual([])
  })

  it.each(['POST', 'PUT', 'PATCH', 'OPTIONS', 'TRACE', 'HEAD', 'PROPFIND'])(
    'is nothing for %s',
    async (method) => {
      const headers = { 'x-roster': '1', 'sec-fetch-site': 'same-origin' }
      const answer = await gateway.ask('/api/v4/clients/a', { method, headers })
      expect(answer.status).toBe(404)
      expect(answer.text).toMatch(method === 'HEAD' ? /^$/ : /^{"code":404/)
      expect(upstream.requests).toEqual([])
    },
  )

  it.each([
    '/api/v4/clients?zone=000&zone=001',
    '/api/v4/clients?_limit=1000000000&_page=-5',
    '/api/v4/clients?conn_state=x1',
    '/api/v4/clients?clean_start=x1',
    '/api/v4/clients?x=1',
    '/api/v4/clients/a?x=1',
    '/api/v4/nodes?x=1',
  ])('is nothing for %s', async (path) => {
    const answer = await gateway.ask(path)
    expect([answer.status, JSON.parse(answer.text).code]).toEqual([400, 400])
    expect(upstream.requests).toEqual([])
  })

  it('is nothing for a kick of the empty id', async () => {
    const answer = await gateway.kick(`/api/v4${clientPath('')}`)
    expect([answer.status, JSON.parse(answer.text).code]).toEqual([400, 400])
    expect(upstream.requests).toEqual([])
  })
})

describe('what comes back', () => {
  const rows = Array.from({ length: 9500 }, (_, i) => ({
    clientid: `client-${i}`,
    node: 'emqx@127.0.0.1',
    connected: true,
    zone: `${'external'.repeat(100)}${i * 7919}`,
  }))
  const meta = { page: 1, limit: 10_000, hasnext: false, count: rows.length }
  const list = Buffer.from(JSON.stringify({ code: 0, data: rows, meta }))

  it.each([
    ['br', 20, (body: Buffer) => zlib.brotliDecompressSync(body)],
    ['gzip', 20, (body: Buffer) => zlib.gunzipSync(body)],
    ['identity', 1, (body: Buffer) => body],
  ])('is a list of 9 MB, whole, as %s', async (encoding, smaller, decode) => {
    const gateway = await startBefore((_, response) => {
      response.writeHead(200, { 'content-type': 'application/json' }).end(list)
    })
    const headers = { 'accept-encoding': encoding }
    const answer = await gateway.ask('/api/v4/clients', { headers })
    expect(list.length).toBeGreaterThan(8_000_000)
    expect(answer.headers['content-encoding'] ?? 'identity').toBe(encoding)
    expect(decode(answer.body).equals(list)).toBe(true)
    expect(answer.body.length).toBeLessThanOrEqual(list.length / smaller)
    expect(readAnswer(clientListSchema, 200, decode(answer.body).toString()).data).toHaveLength(
      9500,
    )
  })

  it('is never cached, and has no header of the broker but the type', async () => {
    const gateway = await startBefore((_, response) => {
      response
        .writeHead(200, {
          'content-type': 'application/json',
          'set-cookie': 'a=b',
          'www-authenticate': 'Basic realm="x"',
          server: 'Cowboy',
          'x-other': 'y',
          'cache-control': 'public, max-age=60',
          'access-control-allow-origin': '*',
        })
        .end('{"code":0}')
    })
    const { headers } = await gateway.ask('/api/v4/nodes')
    expect(headers['content-type']).toBe('application/json')
    expect(headers['cache-control']).toBe('no-store')
    for (const name of ['set-cookie', 'www-authenticate', 'server', 'x-other']) {
      expect(headers).not.toHaveProperty(name)
    }
    expect(headers).not.toHaveProperty('access-control-allow-origin')
  })

  it.each(['application/json; charset=x', 'application/json, text/html', 'text/html', ''])(
    'is text if the broker says %j',
    async (type) => {
      const gateway = await startBefore((_, response) => {
        response.writeHead(200, { 'content-type': type }).end('<script>')
      })
      const { headers } = await gateway.ask('/api/v4/nodes')
      expect(headers['content-type']).toBe('text/plain; charset=utf-8')
    },
  )

  it('is not a redirect', async () => {
    const gateway = await startBefore((_, response) => {
      response.writeHead(302, { location: 'http://example.com/' }).end()
    })
    const answer = await gateway.ask('/api/v4/nodes')
    expect(answer.status).toBe(502)
    expect(answer.headers).not.toHaveProperty('location')
  })
})

describe('a request with a body', () => {
  it.each([
    ['DELETE', 'content-length: 1000000'],
    ['GET', 'content-length: 1000000'],
    ['POST', 'transfer-encoding: chunked'],
  ])('%s, %s is answered, and its body is not read', async (method, header) => {
    const gateway = await startBefore((_, response) => response.end('{"code":0}'))
    const { port, host } = new URL(gateway.origin)
    const socket = connect(Number(port), '127.0.0.1')
    const own = 'x-roster: 1\r\nsec-fetch-site: same-origin'
    socket.write(
      `${method} /api/v4/clients/a HTTP/1.1\r\nhost: ${host}\r\n${own}\r\n${header}\r\n\r\n`,
    )
    // Only the gateway can end this connection: the body never comes.
    expect(await text(socket)).toMatch(/^HTTP\/1.1 (200|404) [^]*\r\nconnection: close\r\n/i)
  })
})

describe('a list that several ask for', () => {
  let asked = 0
  const start = () => {
    asked = 0
    return startBefore((_, response) => {
      asked++
      response.writeHead(200, { 'content-type': 'application/json' }).end(`{"code":0,"n":${asked}}`)
    })
  }
  const takingOld = { headers: { 'cache-control': 'max-age=10' } }

  it('is answered again only to questions that allow it, and not after a kick', async () => {
    const gateway = await start()
    const textOf = async (options = {}) => (await gateway.ask('/api/v4/clients', options)).text
    expect(await textOf()).toBe('{"code":0,"n":1}')
    expect(await textOf(takingOld)).toBe('{"code":0,"n":1}')
    expect(await textOf()).toBe('{"code":0,"n":2}')
    expect(await textOf({ headers: { 'cache-control': 'max-age=0' } })).not.toBe('')
    await gateway.kick('/api/v4/clients/a')
    const before = asked
    await textOf(takingOld)
    expect(asked).toBe(before + 1)
  })
})

describe('lists that never end', () => {
  let asked = 0
  /** Answers lists byte by byte, and all other calls at once. */
  const trickle: RequestListener = ({ url }, response) => {
    if (!url?.startsWith('/api/v4/clients?')) return response.end('{"code":0}')
    asked++
    const timer = setInterval(() => response.write(' '), 20)
    response.on('close', () => clearInterval(timer))
  }

  it('delay no other question of the same person', async () => {
    const gateway = await startBefore(trickle)
    const lists = Array.from({ length: 32 }, (_, i) => {
      return get(`${gateway.origin}/api/v4/clients?_page=${i + 1}`).on('error', () => {})
    })
    await expect.poll(() => asked).toBe(3)
    expect((await gateway.ask('/readyz')).status).toBe(200)
    expect((await gateway.ask('/api/v4/nodes')).status).toBe(200)
    expect((await gateway.ask('/api/v4/clients/a')).status).toBe(200)
    expect((await gateway.kick('/api/v4/clients/a')).status).toBe(200)
    expect(asked).toBe(3)
    for (const list of lists) list.destroy()
  })
})

describe('a connection', () => {
  it('that the broker closed after its last answer is replaced for reads', async () => {
    const served = new Map<Socket, number>()
    const gateway = await startBefore((request, response) => {
      const count = (served.get(request.socket) ?? 0) + 1
      served.set(request.socket, count)
      if (count > 1) request.socket.destroy()
      else response.end('{"code":0}')
    })
    for (let i = 0; i < 3; i++) expect((await gateway.ask('/api/v4/nodes')).status).toBe(200)
    expect([...served.values()]).toEqual([2, 1, 1])
  })

  it('that breaks during a kick does not send the kick twice', async () => {
    const methods: string[] = []
    const gateway = await startBefore((request) => {
      methods.push(request.method ?? '')
      request.socket.destroy()
    })
    expect((await gateway.kick('/api/v4/clients/a')).status).toBe(502)
    expect(methods).toEqual(['DELETE'])
  })

  it.each([
    ['before the headers', undefined],
    ['amid the body', undefined],
    ['amid the body', { username: 'a' }],
    ['amid the body', { _like_clientid: 'a' }],
  ])('to the broker ends when the browser goes away %s (%j)', async (when, locks) => {
    const counts = createMetrics()
    let onAsked = () => {}
    let onGone = () => {}
    const asked = new Promise<void>((resolve) => (onAsked = resolve))
    const gone = new Promise<void>((resolve) => (onGone = resolve))
    const gateway = await startBefore(
      (_, response) => {
        response.on('close', onGone)
        if (when === 'amid the body') response.write('{"code":0,"data":[')
        onAsked()
      },
      {
        access: accessOf({ ROSTER_AUTH: 'sign-in', ROSTER_EMBED_KEYS: KEY_SET }),
        metrics: { counts, isPublic: false },
      },
    )
    const token = await signToken(locks && { locks })
    const { text: session } = await gateway.post('/session/embed', { token })
    const { data } = JSON.parse(session) as { data: { bearer: string } }
    const headers = { [EMBED_HEADER]: data.bearer }
    const request = get(`${gateway.origin}/api/v4/clients`, { headers }).on('error', () => {})
    await asked
    const bytes = when === 'amid the body' ? '[1-9]' : '0'
    await expect
      .poll(() => counts.render())
      .toMatch(new RegExp(`^roster_answer_bytes ${bytes}`, 'm'))
    request.destroy()
    await gone
    expect(gateway.log).toEqual([])
  })

  it('to a browser that stops reading ends, and its answer is freed', async () => {
    const counts = createMetrics()
    const gateway = await startBefore((_, response) => response.end(Buffer.alloc(20_000_000)), {
      timeoutMs: 1500,
      metrics: { counts, isPublic: false },
    })
    const { port, host } = new URL(gateway.origin)
    const socket = connect(Number(port), '127.0.0.1')
    closing.push(async () => socket.destroy())
    socket.write(`GET /api/v4/clients HTTP/1.1\r\nhost: ${host}\r\n\r\n`)
    await expect.poll(() => counts.render()).toContain('roster_answer_bytes 20000000\n')
    await expect
      .poll(() => counts.render(), { timeout: 20_000 })
      .toContain('roster_answer_bytes 0\n')
    expect(counts.render()).toContain('method="GET",status="499"} 1\n')
  })

  it('to a browser that reads late brings the whole answer, also if the broker has hung up', async () => {
    const body = Buffer.alloc(20_000_000, ' ')
    let hungUp: Promise<unknown> = Promise.resolve()
    const gateway = await startBefore((_, response) => {
      hungUp = once(response, 'close')
      response.writeHead(200, { 'content-length': body.length, connection: 'close' }).end(body)
    })
    const request = get(`${gateway.origin}/api/v4/clients`)
    const [answer] = (await once(request, 'response')) as [IncomingMessage]
    await hungUp
    expect((await text(answer)).length).toBe(body.length)
    expect(gateway.log).toEqual([])
  })

  it('that a browser keeps alive does not delay the close', async () => {
    const upstream = await startFaultyUpstream()
    const gateway = await startTestGateway(upstream.apiUrl)
    const agent = new Agent({ keepAlive: true })
    closing.push(async () => agent.destroy())
    upstream.setFault('slow')
    const request = get(`${gateway.origin}/api/v4/clients`, { agent })
    await expect.poll(() => upstream.requests.length).toBe(1)
    const closed = gateway.close()
    upstream.release()
    const [answer] = (await once(request, 'response')) as [IncomingMessage]
    expect(answer.statusCode).toBe(200)
    answer.resume()
    await closed
    await upstream.close()
  })
})

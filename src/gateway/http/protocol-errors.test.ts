import { once } from 'node:events'
import { connect, createServer, type AddressInfo, type Socket } from 'node:net'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { startFaultyUpstream, type FaultyUpstream } from '../testing/faulty-upstream.ts'
import { listen } from '../../testing/serve.ts'
import { buildGateway } from '../app.ts'
import { accessOf, startTestGateway, type TestGateway } from '../testing/gateway.ts'

let upstream: FaultyUpstream
let gateway: TestGateway

beforeAll(async () => {
  upstream = await startFaultyUpstream()
  gateway = await startTestGateway(upstream.apiUrl, {
    access: accessOf({ ROSTER_AUTH: 'sign-in' }),
  })
})
beforeEach(() => void (gateway.log.length = 0))
afterAll(async () => {
  await gateway.close()
  await upstream.close()
})

/** All bytes that come back over one connection until it ends. */
async function send(origin: string, ...parts: string[]): Promise<string> {
  const { hostname, port } = new URL(origin)
  const socket = connect(Number(port), hostname)
  for (const part of parts) socket.write(part, 'latin1')
  return allOf(socket)
}

async function allOf(socket: Socket): Promise<string> {
  let text = ''
  socket.on('data', (chunk) => (text += String(chunk)))
  await once(socket, 'close')
  return text
}

/** Status, content type and body of a single answer. */
function readAnswer(text: string) {
  const [head = '', body = ''] = text.split('\r\n\r\n')
  const [status] = /(?<=^HTTP\/1\.1 )\d+/.exec(head) ?? []
  return { status: Number(status), head: head.toLowerCase(), body: JSON.parse(body) as unknown }
}

const closing = 'host: localhost\r\nconnection: close\r\n'
const posting = `POST /session HTTP/1.1\r\n${closing}x-roster: 1\r\nsec-fetch-site: same-origin\r\n`
const json = 'content-type: application/json\r\n'
const unreadable = [400, 'the request cannot be read'] as const

describe('a request that is not HTTP is refused in Roster’s words', () => {
  it.each([
    ['a malformed request line', 'GET\r\n\r\n', ...unreadable],
    ['no HTTP at all', '\x16\x03\x01\x02\x00\x01\r\n\r\n', ...unreadable],
    ['the preface of HTTP/2', 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n', ...unreadable],
    ['a header without a colon', 'GET / HTTP/1.1\r\nhost localhost\r\n\r\n', ...unreadable],
    ['two lengths', `${posting}content-length: 1\r\ncontent-length: 2\r\n\r\nab`, ...unreadable],
    ['a broken chunk', `${posting}${json}transfer-encoding: chunked\r\n\r\nzz\r\n`, ...unreadable],
    [
      'headers of more than 64 KB',
      `GET / HTTP/1.1\r\n${closing}x: ${'x'.repeat(70_000)}\r\n\r\n`,
      431,
      'the headers are too long',
    ],
    [
      'an address of more than 64 KB',
      `GET /${'x'.repeat(70_000)} HTTP/1.1\r\n${closing}\r\n`,
      431,
      'the headers are too long',
    ],
    [
      'no Host',
      'GET / HTTP/1.1\r\nconnection: close\r\n\r\n',
      400,
      'the request has no Host header',
    ],
    [
      'an expectation',
      `GET /session HTTP/1.1\r\n${closing}expect: x\r\n\r\n`,
      417,
      'the Expect header of the request is not supported',
    ],
    [
      'a body that is too long',
      `${posting}${json}content-length: 9000\r\n\r\n${'x'.repeat(9000)}`,
      413,
      'the body is too long',
    ],
    [
      'a body in an unknown coding',
      `${posting}${json}content-encoding: x\r\ncontent-length: 2\r\n\r\n{}`,
      415,
      'a body of this type is not accepted here',
    ],
    ['a malformed address', `GET /session/%zz HTTP/1.1\r\n${closing}\r\n`, 404, 'not found'],
    [
      'a method that no route has',
      `PROPFIND / HTTP/1.1\r\n${closing}\r\n`,
      403,
      expect.any(String),
    ],
  ])('%s', async (_, request, code, message) => {
    const { status, head, body } = readAnswer(await send(gateway.origin, request))
    expect([status, body]).toEqual([code, { code, message }])
    expect(head).toContain('content-type: application/json; charset=utf-8')
    expect(head).toContain('content-security-policy:')
    expect(head).toContain('x-content-type-options: nosniff')
    expect(head).toContain('cache-control: no-store')
    expect(head).toContain('connection: close')
    expect(gateway.log).toEqual([])
  })

  it('a request that is too slow', async () => {
    const app = await buildGateway({
      broker: { apiUrls: [upstream.apiUrl] },
      webRoot: null,
      host: '127.0.0.1',
      session: { demo: null, brokerTimeZone: null },
      timeoutMs: 1000,
      log: { write: () => {} },
    })
    await app.listen({ host: '127.0.0.1', port: 0 })
    // If the headers may take longer than the request, Node swaps the two, and a body has a minute.
    expect([app.server.headersTimeout, app.server.requestTimeout]).toEqual([30_000, 30_000])
    const accepted = once(app.server, 'connection')
    const socket = connect((app.server.address() as AddressInfo).port, '127.0.0.1')
    const answer = allOf(socket)
    const [server] = (await accepted) as [Socket]
    // Node does this after 30 s.
    const error = Object.assign(new Error('late'), { code: 'ERR_HTTP_REQUEST_TIMEOUT' })
    app.server.emit('clientError', error, server)
    const message = 'the request took too long to arrive'
    expect(readAnswer(await answer)).toMatchObject({ status: 408, body: { code: 408, message } })
    await app.close()
  })

  it('but never instead of an answer to the request before it', async () => {
    const open = await startTestGateway(upstream.apiUrl)
    upstream.setFault('hang')
    const read = 'GET /api/v4/clients HTTP/1.1\r\nhost: localhost\r\n\r\n'
    const answer = send(open.origin, read, 'garbage\r\n\r\n')
    expect(await answer).toBe('')
    upstream.setFault('none')
    await open.close()
  })
})

it.each([
  ['no status of HTTP', 'HTTP/1.1 799 X\r\ncontent-length: 2\r\n\r\n{}'],
  ['a low one', 'HTTP/1.1 099 X\r\ncontent-length: 2\r\n\r\n{}'],
])('a broker that answers with %s causes a 502', async (_, text) => {
  const server = createServer((socket) => {
    socket.on('error', () => {}).once('data', () => void socket.end(text))
  })
  const { origin, close } = await listen(server)
  const odd = await startTestGateway(`${origin}/api/v4`)
  const answer = await odd.ask('/api/v4/clients')
  expect([answer.status, JSON.parse(answer.text).code]).toEqual([502, 502])
  expect(answer.text).not.toMatch(/FST_|status code/i)
  await odd.close()
  await close()
})

it('says in Roster’s words that it is stopping', async () => {
  const stopping = await startTestGateway(upstream.apiUrl)
  upstream.setFault('slow')
  const { hostname, port } = new URL(stopping.origin)
  const socket = connect(Number(port), hostname)
  const all = allOf(socket)
  const seen = upstream.requests.length
  socket.write('GET /api/v4/clients HTTP/1.1\r\nhost: localhost\r\n\r\n')
  await expect.poll(() => upstream.requests.length).toBe(seen + 1)
  const closed = stopping.close()
  socket.write('GET /session HTTP/1.1\r\nhost: localhost\r\n\r\n')
  upstream.release()
  upstream.setFault('none')
  const text = await all
  await closed
  expect(text).not.toContain('Service Unavailable"')
  expect(text).toContain('HTTP/1.1 200 OK')
})

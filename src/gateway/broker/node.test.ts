import { getEventListeners, once } from 'node:events'
import { createServer as createHttpServer, type RequestListener } from 'node:http'
import { createServer, type Server, type Socket } from 'node:net'
import { afterEach, describe, expect, it } from 'vitest'
import { listen } from '../../testing/serve.ts'
import { openNode, type BrokerNode, type NodeOptions, type SendOptions } from './node.ts'
import { clientCall, type Call } from './call.ts'

const list: Call = { kind: 'list', node: null, params: new URLSearchParams(), cursor: null }
const kick = clientCall('kick', 'a')
const stays = new AbortController().signal

const closing: (() => unknown)[] = []
afterEach(async () => {
  for (const close of closing.splice(0).toReversed()) await close()
})

async function apiOf(server: Server): Promise<string> {
  const { origin, close } = await listen(server)
  closing.push(close)
  return `${origin}/api/v4`
}

function open(apiUrl: string, options: Partial<NodeOptions> = {}): BrokerNode {
  const node = openNode(apiUrl, { tls: undefined, connectMs: 60_000, ...options })
  closing.push(() => node.close())
  return node
}

/** A node that is an HTTP server of Node. */
async function openServed(listener: RequestListener, options?: Partial<NodeOptions>) {
  return open(await apiOf(createHttpServer({ keepAliveTimeout: 60_000 }, listener)), options)
}

/** A node whose behaviour the test chooses. It gets the first line of each request. */
async function openRaw(
  onRequest: (socket: Socket, line: string, nth: number) => void,
  options?: Partial<NodeOptions>,
) {
  const lines: string[] = []
  const server = createServer((socket) => {
    socket.on('data', (data) => {
      const [line = ''] = String(data).split('\r\n', 1)
      lines.push(line)
      onRequest(socket, line, lines.length)
    })
  })
  return { node: open(await apiOf(server), options), lines, server }
}

function ask(
  node: BrokerNode,
  call = list,
  { signal = stays, ...options }: Partial<SendOptions> & { signal?: AbortSignal } = {},
) {
  const all = { maxBytes: 128_000_000, onBegin: () => {}, onBytes: () => {}, ...options }
  return node.send(call, { accept: 'application/json' }, signal, all)
}

/** Not `once` of Node, which rejects if an error comes first. */
function closeOf(socket: Socket): Promise<void> {
  return new Promise((resolve) => {
    if (socket.closed) resolve()
    socket.once('close', () => resolve())
  })
}

const textOf = async (node: BrokerNode, call?: Call) => String((await ask(node, call)).body)

const MB = 1_000_000
const longest = Buffer.alloc(
  100 * MB,
  Buffer.from(Array.from({ length: 65_521 }, (_, i) => i % 251)),
)
const bodyOf = (length: number) => longest.subarray(0, length)

describe('an answer comes whole', () => {
  const sizes = [0, 1, MB, 10 * MB, 84 * MB, 92 * MB, 100 * MB]
  const ways = [
    ['a length, kept alive', false, 'keep-alive'],
    ['a length, then closed', false, 'close'],
    ['chunks, kept alive', true, 'keep-alive'],
    ['chunks, then closed', true, 'close'],
  ] as const

  it.each(ways)('of any size, with %s', async (_, isChunked, connection) => {
    let body = bodyOf(0)
    const node = await openServed((_request, response) => {
      const length = isChunked ? {} : { 'content-length': body.length }
      response.writeHead(200, { ...length, connection })
      if (isChunked) response.write(body.subarray(0, body.length >> 1))
      response.end(isChunked ? body.subarray(body.length >> 1) : body)
    })
    for (const size of sizes) {
      body = bodyOf(size)
      const answer = await ask(node)
      expect([answer.status, answer.body.equals(body)]).toEqual([200, true])
    }
  })

  it('until the connection ends, if it has no length', async () => {
    const { node } = await openRaw((socket) => {
      socket.end(`HTTP/1.0 200 OK\r\n\r\n${'x'.repeat(100_000)}`)
    })
    expect((await ask(node)).body).toHaveLength(100_000)
  })

  it('3,500 times from a broker that closes each 100th connection, with an answer of 84 MB among them', async () => {
    const served = new WeakMap<Socket, number>()
    const large = bodyOf(84 * MB)
    let isLarge = false
    const node = await openServed((request, response) => {
      const count = (served.get(request.socket) ?? 0) + 1
      served.set(request.socket, count)
      if (count % 100 === 0) response.setHeader('connection', 'close')
      response.end(isLarge ? large : 'small')
    })
    for (let i = 1; i <= 3500; i += 7) {
      const answers = await Promise.all(Array.from({ length: 7 }, () => textOf(node)))
      expect(new Set(answers)).toEqual(new Set(['small']))
    }
    const alone = await openServed((request, response) => {
      const count = (served.get(request.socket) ?? 0) + 1
      served.set(request.socket, count)
      isLarge = count === 100
      if (isLarge) response.setHeader('connection', 'close')
      response.end(isLarge ? large : 'small')
    })
    for (let i = 1; i < 100; i++) await ask(alone)
    expect((await ask(alone)).body).toHaveLength(large.length)
  })

  it('with its type and the time of its beginning', async () => {
    const node = await openServed(({ url = '' }, response) => {
      if (url.endsWith('nodes')) response.setHeader('content-type', 'application/json; x')
      response.writeHead(503).end()
    })
    const before = performance.now()
    const answer = await ask(node, { kind: 'nodes' })
    expect(answer).toMatchObject({ status: 503, type: 'application/json; x' })
    expect(answer.begunAt).toBeGreaterThanOrEqual(before)
    expect(answer.begunAt).toBeLessThanOrEqual(performance.now())
    expect((await ask(node)).type).toBe('')
  })
})

describe('what goes out', () => {
  it.each(['..', '.', '%2E%2E', '%zz', 'a%2Fb', 'é'])(
    'is the segment %s, not changed',
    async (segment) => {
      const { node, lines } = await openRaw((socket) => {
        socket.write('HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n')
      })
      const encoded = segment === 'é' ? encodeURIComponent(segment) : segment
      await ask(node, { kind: 'client', segment: encoded, id: null })
      await ask(node, { kind: 'kick', segment: encoded, id: null })
      expect(lines).toEqual([
        `GET /api/v4/clients/${encoded} HTTP/1.1`,
        `DELETE /api/v4/clients/${encoded} HTTP/1.1`,
      ])
    },
  )

  it('is a kick on a connection of its own', async () => {
    const sockets: Socket[] = []
    const node = await openServed((request, response) => {
      sockets.push(request.socket)
      response.end()
    })
    for (const call of [list, list, kick, list, kick]) await ask(node, call)
    const [first, second, third, fourth, fifth] = sockets
    expect([second, fourth]).toEqual([first, first])
    expect(new Set([first, third, fifth]).size).toBe(3)
  })
})

const head = 'HTTP/1.1 200 OK\r\n'
const good = `${head}content-length: 4\r\n\r\ngood`
const fin = (socket: Socket) => socket.end()
const rst = (socket: Socket) => socket.resetAndDestroy()

describe('a connection that the broker closes', () => {
  const places = [
    ['before the headers', ''],
    ['in the middle of the headers', `${head}content-`],
    ['in the middle of a body of known length', `${head}content-length: 10\r\n\r\nhalf`],
    ['in the middle of a chunk', `${head}transfer-encoding: chunked\r\n\r\na\r\nhalf`],
    ['between chunks', `${head}transfer-encoding: chunked\r\n\r\n4\r\nhalf\r\n`],
  ]
  const ends = [
    ['FIN', fin],
    ['RST', rst],
  ] as const
  const cases = places.flatMap(([place = '', sent = '']) =>
    ends.map(([name, end]) => [name, place, sent, end] as const),
  )
  /** Ends the connection after the client has the beginning of the answer. */
  const breakOff = (socket: Socket, sent: string, end: (socket: Socket) => void) => {
    if (sent === '') end(socket)
    else socket.write(sent, () => setImmediate(end, socket))
  }

  it.each(cases)('by %s %s is replaced once for a read', async (_name, _place, sent, end) => {
    const { node, lines } = await openRaw((socket, _line, nth) => {
      if (nth === 2) breakOff(socket, sent, end)
      else socket.write(good)
    })
    expect(await textOf(node)).toBe('good')
    expect(await textOf(node)).toBe('good')
    expect(lines).toHaveLength(3)
  })

  it.each(cases)('by %s %s is an error if it happens twice', async (_name, _place, sent, end) => {
    const { node, lines } = await openRaw((socket) => breakOff(socket, sent, end))
    await expect(ask(node)).rejects.toMatchObject({ code: 'ECONNRESET' })
    expect(lines).toHaveLength(2)
  })

  it.each(cases)('by %s %s is an error at once for a kick', async (_name, _place, sent, end) => {
    const { node, lines } = await openRaw((socket) => breakOff(socket, sent, end))
    await expect(ask(node, kick)).rejects.toMatchObject({ code: 'ECONNRESET' })
    expect(lines).toEqual(['DELETE /api/v4/clients/a HTTP/1.1'])
  })

  it('is replaced by a new one, not by an idle one, which may be closing too', async () => {
    const held: Socket[] = []
    const { node, lines } = await openRaw((socket, _line, nth) => {
      if (held.includes(socket)) return rst(socket)
      held.push(socket)
      if (nth === 3) for (const each of held) each.write(good)
      if (nth > 3) socket.write(good)
    })
    await Promise.all([ask(node), ask(node), ask(node)])
    expect(await textOf(node)).toBe('good')
    expect(lines).toHaveLength(5)
  })

  it.each(ends)(
    'by %s after an answer, while it is used again, causes no error',
    async (_, end) => {
      const later = (turns: number, act: () => void) =>
        void setImmediate(() => (turns === 0 ? act() : later(turns - 1, act)))
      const { node, lines } = await openRaw((socket, _line, nth) => {
        socket.write(good, () => later(nth % 8, () => end(socket)))
      })
      for (let i = 0; i < 300; i++) expect(await textOf(node)).toBe('good')
      expect(lines.length).toBeGreaterThanOrEqual(300)
    },
  )

  it('is closed by the gateway first if it is idle', async () => {
    const { node, server } = await openRaw((socket) => socket.write(good), { idleMs: 20 })
    const connected = once(server, 'connection')
    await ask(node)
    const [socket] = (await connected) as [Socket]
    await closeOf(socket)
    expect(await textOf(node)).toBe('good')
  })

  it('is not kept beyond 32', async () => {
    const held: (() => void)[] = []
    const sockets = new Set<Socket>()
    const node = await openServed((request, response) => {
      sockets.add(request.socket)
      request.socket.on('close', () => sockets.delete(request.socket))
      held.push(() => response.end())
      if (held.length === 40) for (const go of held) go()
    })
    await Promise.all(Array.from({ length: 40 }, () => ask(node)))
    await expect.poll(() => sockets.size).toBe(32)
  })
})

describe('an answer that is wrong', () => {
  const notHttp = { code: expect.stringMatching(/^HPE_/) }
  const wrong: [string, string, object][] = [
    ['is not HTTP', 'SSH-2.0-OpenSSH_9.9\r\n', notHttp],
    ['has a bad status line', 'HTTP/1.1 abc\r\n\r\n', notHttp],
    ['has a status of two digits', 'HTTP/1.1 20 OK\r\n\r\n', notHttp],
    ['has the status 099', 'HTTP/1.1 099 x\r\ncontent-length: 0\r\n\r\n', { reason: 'BAD_STATUS' }],
    ['has the status 999', 'HTTP/1.1 999 x\r\ncontent-length: 0\r\n\r\n', { reason: 'BAD_STATUS' }],
    ['has the status 600', 'HTTP/1.1 600 x\r\ncontent-length: 0\r\n\r\n', { reason: 'BAD_STATUS' }],
    ['has the status 101', 'HTTP/1.1 101 x\r\n\r\n', { reason: 'BAD_STATUS' }],
    [
      'switches to another protocol',
      'HTTP/1.1 101 x\r\nconnection: upgrade\r\nupgrade: websocket\r\n\r\n\x81\x05hello',
      { reason: 'BAD_STATUS' },
    ],
    ['is a redirect', 'HTTP/1.1 302 x\r\nlocation: /\r\n\r\n', { reason: 'REDIRECT' }],
    ['is encoded', `${head}content-encoding: gzip\r\n\r\nx`, { reason: 'ENCODED' }],
    ['has two lengths', `${head}content-length: 1\r\ncontent-length: 2\r\n\r\nx`, notHttp],
    ['has no such length', `${head}content-length: -1\r\n\r\n`, notHttp],
    ['has a broken chunk', `${head}transfer-encoding: chunked\r\n\r\nzz\r\n`, notHttp],
    ['has a head over 64 KB', `${head}x: ${'x'.repeat(70_000)}\r\n\r\n`, notHttp],
    [
      'announces more than it may',
      `${head}content-length: 128000001\r\n\r\n`,
      { reason: 'TOO_LARGE' },
    ],
    [
      'announces more than there is',
      `${head}content-length: 99999999999\r\n\r\n`,
      { reason: 'TOO_LARGE' },
    ],
  ]

  it.each(wrong)(
    'because it %s is an error, and ends the connection',
    async (_, answer, failure) => {
      const { node, lines, server } = await openRaw((socket) => socket.write(answer))
      const connected = once(server, 'connection')
      await expect(ask(node)).rejects.toMatchObject(failure)
      const [socket] = (await connected) as [Socket]
      await closeOf(socket)
      expect(lines).toHaveLength(1)
    },
  )

  it.each([
    ['100', 'HTTP/1.1 100 Continue\r\n\r\n'],
    ['103', 'HTTP/1.1 103 Early Hints\r\nlink: </x>\r\n\r\n'],
    ['many', 'HTTP/1.1 100 Continue\r\n\r\n'.repeat(1000)],
  ])('only before a good one (%s) is ignored', async (_, interim) => {
    const { node } = await openRaw((socket) => socket.write(interim + good))
    expect(await textOf(node)).toBe('good')
  })

  it.each([
    [
      'trailers',
      `${head}transfer-encoding: chunked\r\ntrailer: x\r\n\r\n4\r\ngood\r\n0\r\nx: y\r\n\r\n`,
    ],
    [
      'an encoding that changes nothing',
      `${head}content-encoding: Identity\r\ncontent-length: 4\r\n\r\ngood`,
    ],
  ])('in no way, with %s, comes whole', async (_, answer) => {
    const { node } = await openRaw((socket) => socket.write(answer))
    expect(await textOf(node)).toBe('good')
  })

  it('by a second one after it is not read as the next answer', async () => {
    const second = `${head}content-length: 5\r\n\r\nwrong`
    const { node, lines } = await openRaw((socket, _line, nth) => {
      socket.write(nth === 1 ? good + second : good)
    })
    expect(await textOf(node)).toBe('good')
    expect(await textOf(node)).toBe('good')
    expect(lines).toHaveLength(2)
  })

  it('by more bytes than its length is not read as the next answer', async () => {
    const { node } = await openRaw((socket, _line, nth) => {
      socket.write(nth === 1 ? `${good} and more` : good)
    })
    const first = await textOf(node).catch(({ code }: { code: string }) => code)
    expect(first).toMatch(/^(good|HPE_\w+)$/)
    expect(await textOf(node)).toBe('good')
  })

  it('because nothing was asked ends the connection', async () => {
    const { node, lines, server } = await openRaw((socket) => socket.write(good))
    const connected = once(server, 'connection')
    await ask(node)
    const [socket] = (await connected) as [Socket]
    socket.write(`${head}content-length: 5\r\n\r\nwrong`)
    await closeOf(socket)
    expect(await textOf(node)).toBe('good')
    expect(lines).toHaveLength(2)
  })

  it('because it comes before the question is read as the answer', async () => {
    const server = createServer((socket) => void socket.write(good))
    expect(await textOf(open(await apiOf(server)))).toBe('good')
  })
})

describe('the bytes of a body', () => {
  it('are reported before they are kept, and as 0 if the try fails', async () => {
    const told: number[] = []
    const { node } = await openRaw((socket, _line, nth) => {
      if (nth === 2)
        return socket.write(`${head}transfer-encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n`)
      return socket.write(`${head}content-length: 10\r\n\r\nhalf`, () => setImmediate(fin, socket))
    })
    const { body } = await ask(node, list, { onBytes: (total) => told.push(total) })
    expect(String(body)).toBe('abc')
    expect(told).toEqual([10, 10, 0, 0, 3])
  })

  it('are bounded while they come, even without an end', async () => {
    const part = Buffer.alloc(65_536)
    const node = await openServed((_, response) => {
      const more = () => {
        while (response.write(part));
      }
      response.on('drain', more)
      more()
    })
    let most = 0
    const answer = ask(node, list, {
      maxBytes: 3 * MB,
      onBytes: (total) => (most = Math.max(most, total)),
    })
    await expect(answer).rejects.toMatchObject({
      status: 502,
      reason: 'TOO_LARGE',
      message: 'the broker’s answer is longer than 3 MB',
    })
    expect(most).toBeLessThanOrEqual(3 * MB)
  })

  it.each([99_999, 100_000, 100_001])(
    'may be exactly as many as allowed (%i of 100,000)',
    async (length) => {
      for (const isChunked of [true, false]) {
        const node = await openServed((_, response) => {
          if (!isChunked) response.setHeader('content-length', length)
          response.flushHeaders()
          response.end(bodyOf(length))
        })
        const answer = ask(node, list, { maxBytes: 100_000 })
        const outcome = answer
          .then(({ body }) => body.length)
          .catch(({ reason }) => reason as string)
        expect(await outcome).toBe(length > 100_000 ? 'TOO_LARGE' : length)
      }
    },
  )

  it('take no more memory than their length, in parts of one byte each', async () => {
    const parts = 50_000
    const { node } = await openRaw((socket) => {
      socket.write(
        `${head}transfer-encoding: chunked\r\n\r\n${'1\r\nx\r\n'.repeat(parts)}0\r\n\r\n`,
      )
    })
    const { body } = await ask(node)
    expect(body).toHaveLength(parts)
    expect(body.buffer.byteLength).toBeLessThanOrEqual(2 * parts)
  })
})

describe('a request that is aborted', () => {
  /** Aborts when the server reaches the phase, and waits for the socket to close. */
  const phases: [string, string | null][] = [
    ['before the headers', ''],
    ['amid the headers', `${head}content-`],
    ['after an interim answer', 'HTTP/1.1 100 Continue\r\n\r\n'],
    ['amid the body', `${head}content-length: 10\r\n\r\nhalf`],
  ]

  it.each(phases)('%s ends its connection at once, and leaves nothing', async (_, sent) => {
    const gone = new AbortController()
    const { node, lines, server } = await openRaw((socket) => {
      if (sent === '') setImmediate(() => gone.abort(new Error('gone')))
      else socket.write(sent ?? '', () => setImmediate(() => gone.abort(new Error('gone'))))
    })
    const connected = once(server, 'connection')
    await expect(ask(node, list, { signal: gone.signal })).rejects.toThrow('gone')
    const [socket] = (await connected) as [Socket]
    await closeOf(socket)
    expect(lines).toHaveLength(1)
    expect(getEventListeners(gone.signal, 'abort')).toEqual([])
  })

  it.each([
    ['at once', (give: () => void) => give()],
    ['in a moment', (give: () => void) => process.nextTick(give)],
    ['in the next turn', (give: () => void) => queueMicrotask(give)],
  ])('%s, while the connection is made, is not sent', async (_, soon) => {
    const { node, lines } = await openRaw((socket) => socket.write(good))
    const gone = new AbortController()
    for (const call of [list, kick]) {
      const answer = ask(node, call, { signal: gone.signal })
      soon(() => gone.abort(new Error('gone')))
      await expect(answer).rejects.toThrow('gone')
    }
    expect(getEventListeners(gone.signal, 'abort')).toEqual([])
    await ask(node)
    expect(lines).toEqual(['GET /api/v4/clients HTTP/1.1'])
  })

  it.each([list, kick])('during the TLS handshake ends the connection ($kind)', async (call) => {
    const gone = new AbortController()
    const server = createServer((socket) => {
      socket.once('data', () => gone.abort(new Error('gone')))
    })
    const node = open((await apiOf(server)).replace('http:', 'https:'))
    const connected = once(server, 'connection')
    await expect(ask(node, call, { signal: gone.signal })).rejects.toThrow('gone')
    const [socket] = (await connected) as [Socket]
    await closeOf(socket)
  })

  it('before it goes out is not sent', async () => {
    const { node, lines } = await openRaw((socket) => socket.write(good))
    await expect(ask(node, list, { signal: AbortSignal.abort(new Error('gone')) })).rejects.toThrow(
      'gone',
    )
    await ask(node)
    expect(lines).toHaveLength(1)
  })

  it('without a connection fails in time, and is known as never sent', async () => {
    const server = createServer(() => {})
    const node = open((await apiOf(server)).replace('http:', 'https:'), { connectMs: 30 })
    await expect(ask(node, kick)).rejects.toMatchObject({ status: 504, reason: 'CONNECT_TIMEOUT' })
  })

  it('by the close ends, and later ones are refused', async () => {
    const { node, lines } = await openRaw(() => void node.close())
    await expect(ask(node)).rejects.toMatchObject({ reason: 'CLOSED' })
    await expect(ask(node)).rejects.toMatchObject({ reason: 'CLOSED' })
    expect(lines).toHaveLength(1)
  })
})

import { getEventListeners, once } from 'node:events'
import { createServer, type AddressInfo, type Server } from 'node:net'
import { inspect } from 'node:util'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { buildGateway } from '../app.ts'
import { connectToBroker, MOST_BYTES, type BrokerClient } from './client.ts'
import { clientCall, type Call } from './call.ts'
import { closeWithin } from '../close-on-signal.ts'
import { ask, TEST_ACCESS } from '../testing/gateway.ts'
import { listen } from '../../testing/serve.ts'

const LONG = 120_000
const stays = new AbortController().signal
const call: Call = { kind: 'list', node: null, params: new URLSearchParams(), cursor: null }

/** Accepts connections, and never answers the TLS handshake: requests wait for a connection for ever. */
let server: Server
let closeServer: () => Promise<void>
let access: Parameters<typeof connectToBroker>[0]
let broker: BrokerClient

beforeEach(async () => {
  server = createServer()
  const { port, close } = await listen(server)
  closeServer = close
  access = { apiUrls: [`https://127.0.0.1:${port}/api/v4`], ...TEST_ACCESS }
  broker = connectToBroker(access, LONG)
})
afterEach(async () => {
  await broker.close()
  await closeServer()
})

describe('an answer under way', () => {
  /** A broker that begins each answer in the same way, and then sends a byte from time to time. */
  async function serve(begin: string, trickles = false) {
    const closed: string[] = []
    let tellAsked = () => {}
    const asked = new Promise<void>((resolve) => (tellAsked = resolve))
    const plain = createServer((socket) => {
      let timer: NodeJS.Timeout | undefined
      socket.on('error', () => {})
      socket.on('data', (data) => {
        socket.write(begin)
        tellAsked()
        if (trickles) timer = setInterval(() => socket.write('1\r\nx\r\n'), 20)
        socket.once('close', () => {
          clearInterval(timer)
          closed.push(String(data).slice(0, 4).trim())
        })
      })
    }).listen(0, '127.0.0.1')
    await once(plain, 'listening')
    plain.unref()
    const { port } = plain.address() as AddressInfo
    return { apiUrls: [`http://127.0.0.1:${port}/api/v4`], ...TEST_ACCESS, closed, asked }
  }
  const head = 'HTTP/1.1 200 OK\r\n'
  const chunked = `${head}transfer-encoding: chunked\r\n\r\n4\r\nhalf\r\n`
  const brokers: BrokerClient[] = []
  afterEach(async () => {
    for (const each of brokers.splice(0)) await each.close()
  })
  function connect(to: typeof access, timeoutMs: number, watch = {}) {
    const client = connectToBroker(to, timeoutMs, watch)
    brokers.push(client)
    return client
  }

  it.each([
    ['does not begin', '', false, '0.2'],
    ['begins, and stands still', chunked, false, '0.2'],
    ['goes on for ever', chunked, true, '0.4'],
  ])(
    'that %s ends in time with an error, and its connection ends',
    async (_, begin, trickles, seconds) => {
      const to = await serve(begin, trickles)
      const outcomes: unknown[] = []
      const onAnswer = (...told: unknown[]) => void outcomes.push(told)
      await expect(connect(to, 200, { onAnswer }).ask(call, stays)).rejects.toMatchObject({
        status: 504,
        message: `the broker did not answer within ${seconds} s`,
      })
      await expect.poll(() => to.closed).toEqual(['GET'])
      expect(outcomes).toEqual([[call, 'TIMEOUT']])
    },
  )

  it.each([
    ['has not begun', ''],
    ['is under way', chunked],
  ])('that %s ends if the browser goes away', async (_, begin) => {
    const to = await serve(begin)
    const gone = new AbortController()
    const outcomes: unknown[] = []
    const onAnswer = (...told: unknown[]) => void outcomes.push(told)
    const leave = () => gone.abort(new Error('gone'))
    const client = connect(to, LONG, { onAnswer })
    const answer = client.ask(call, gone.signal, {
      onBytes: (total) => void (total > 0 && leave()),
    })
    if (begin === '') void to.asked.then(leave)
    await expect(answer).rejects.toThrow('gone')
    await expect.poll(() => to.closed).toEqual(['GET'])
    expect(outcomes).toEqual([[call, 'GONE']])
    expect(getEventListeners(gone.signal, 'abort')).toEqual([])
  })

  it('ends with the thrown error if there is no room for its bytes', async () => {
    const to = await serve(`${head}content-length: 5000000\r\n\r\n`)
    const full = new Error('no room')
    const told: number[] = []
    const onBytes = (total: number) => {
      told.push(total)
      if (total > 4_000_000) throw full
    }
    const client = connect(to, LONG)
    await expect(client.ask(call, stays, { onBytes })).rejects.toBe(full)
    expect(told).toEqual([5_000_000, 0])
    await expect.poll(() => to.closed).toEqual(['GET'])
  })

  it('ends with an error that is thrown at its beginning, before any of its bytes', async () => {
    const to = await serve(chunked)
    const told: number[] = []
    const unwanted = new Error('unwanted')
    const onBegin = () => {
      throw unwanted
    }
    const options = { onBegin, onBytes: (total: number) => void told.push(total) }
    await expect(connect(to, LONG).ask(call, stays, options)).rejects.toBe(unwanted)
    expect(told).toEqual([])
  })

  it('that is not HTTP causes an error without its bytes', async () => {
    const to = await serve('SSH-2.0-very-secret\r\n')
    const failure: unknown = await connect(to, LONG)
      .ask(call, stays)
      .catch((error) => error)
    expect(failure).toMatchObject({ status: 502, message: 'the broker’s answer is not HTTP' })
    expect(inspect(failure, { depth: 10, showHidden: true })).not.toMatch(/secret|53 53 48/)
  })

  it.each<[Call, number]>([
    [call, MOST_BYTES],
    [{ kind: 'nodes' }, 16_000_000],
    [clientCall('kick', 'a'), 1_000_000],
  ])('may be as long as its call needs, for %o %i bytes', async (asked, most) => {
    const to = await serve(`${head}content-length: ${most + 1}\r\n\r\n`)
    const client = connect(to, LONG)
    await expect(client.ask(asked, stays)).rejects.toMatchObject({ reason: 'TOO_LARGE' })
    const fits = client.ask(asked, stays, { maxBytes: most + 1, onBegin: () => client.close() })
    await expect(fits).rejects.toMatchObject({ reason: 'CLOSED' })
  })
})

describe('a request that waits for a connection', () => {
  it('ends if the browser goes away', async () => {
    const gone = new AbortController()
    const answer = broker.ask(call, gone.signal)
    gone.abort(new Error('gone'))
    await expect(answer).rejects.toThrow('gone')
  })

  it('does not delay the close', async () => {
    const gone = new AbortController()
    const failure = broker.ask(call, gone.signal).catch((error: Error) => error.message)
    await broker.close()
    expect(await failure).toBe('the broker could not be reached')
  })

  it('is cut off when the gateway closes, after its time', async () => {
    const app = await buildGateway({
      broker: access,
      webRoot: null,
      host: '127.0.0.1',
      session: { demo: null, brokerTimeZone: null },
      timeoutMs: LONG,
      log: { write: () => {} },
    })
    await app.listen({ host: '127.0.0.1', port: 0 })
    const asked = once(server, 'connection')
    const { port } = app.server.address() as AddressInfo
    const answer = ask(`http://127.0.0.1:${port}`, '/api/v4/clients').catch(() => 'cut off')
    await asked
    await closeWithin(app, 50)
    expect(await answer).toBe('cut off')
  })
})

import { once, setMaxListeners } from 'node:events'
import { createServer, type AddressInfo, type Server } from 'node:net'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { buildGateway } from './app.ts'
import { connectToBroker, type BrokerClient } from './broker-client.ts'
import { closeWithin } from './close-on-signal.ts'
import { ask, TEST_ACCESS } from './test-gateway.ts'

const LONG = 120_000
const call = { method: 'GET', path: '/clients' } as const

/** Takes connections, and never answers the TLS handshake: no request gets further than waiting. */
let server: Server
let access: Parameters<typeof connectToBroker>[0]
let broker: BrokerClient

beforeEach(async () => {
  server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  access = { apiUrls: [`https://127.0.0.1:${port}/api/v4`], ...TEST_ACCESS }
  broker = connectToBroker(access, LONG)
})
afterEach(async () => {
  await broker.close()
  server.close()
})

describe('a request that waits for a connection', () => {
  it('ends with its browser', async () => {
    const gone = new AbortController()
    const answer = broker.ask(call, gone.signal)
    gone.abort(new Error('gone'))
    await expect(answer).rejects.toThrow('gone')
  })

  it('is refused where there are 200 before it, and a kick is not', async () => {
    const gone = new AbortController()
    setMaxListeners(0, gone.signal)
    const settled: unknown[] = []
    const wait = (method: 'GET' | 'DELETE') =>
      broker.ask({ ...call, method }, gone.signal).catch((error) => settled.push(error))
    const waiting = Array.from({ length: 32 + 200 }, () => wait('GET'))
    waiting.push(wait('DELETE'))
    await expect(broker.ask(call, gone.signal)).rejects.toMatchObject({ status: 503 })
    expect(settled).toEqual([])
    gone.abort()
    await Promise.all(waiting)
  })

  it('does not hold up the close', async () => {
    const gone = new AbortController()
    const failure = broker.ask(call, gone.signal).catch((error: Error) => error.message)
    await broker.close()
    expect(await failure).toBe('the broker could not be reached')
  })

  it('is cut off when the gateway closes, once it had its time', async () => {
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

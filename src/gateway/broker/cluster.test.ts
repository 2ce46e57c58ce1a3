import { createServer, type Server } from 'node:https'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { startFaultyUpstream, type FaultyUpstream } from '../testing/faulty-upstream.ts'
import { connectToBroker, type BrokerClient, type BrokerWatch } from './client.ts'
import type { BrokerTls } from './broker-access.ts'
import { testTls } from '../settings/broker-tls.test-data.ts'
import { clientCall, methodOf, type Call } from './call.ts'
import { TEST_ACCESS } from '../testing/gateway.ts'
import { listen } from '../../testing/serve.ts'

const list: Call = { kind: 'list', node: null, params: new URLSearchParams(), cursor: null }
const kick = clientCall('kick', 'a')
const stays = new AbortController().signal

const closing: (() => Promise<unknown>)[] = []
afterEach(async () => {
  for (const close of closing.splice(0).toReversed()) await close()
})

function connect(
  apiUrls: string[],
  watch: BrokerWatch = {},
  tls: BrokerTls | (() => BrokerTls) = {},
  timeoutMs = 60_000,
) {
  const access = { apiUrls, ...TEST_ACCESS, tls: typeof tls === 'function' ? tls : () => tls }
  const client = connectToBroker(access, timeoutMs, watch)
  closing.push(() => client.close())
  return client
}

async function statusOf(client: BrokerClient, call: Call): Promise<number> {
  return (await client.ask(call, stays)).status
}

describe('of two nodes', () => {
  let first: FaultyUpstream
  let second: FaultyUpstream
  const onNode = vi.fn<(address: string, isUp: boolean) => void>()
  const asked = (node: FaultyUpstream) =>
    node.requests.filter(({ url }) => url !== '/api/v4/brokers').map(({ method }) => method)

  beforeEach(async () => {
    first = await startFaultyUpstream()
    second = await startFaultyUpstream()
    closing.push(
      () => first.close(),
      () => second.close(),
    )
    onNode.mockClear()
  })
  const connectBoth = (timeoutMs?: number) =>
    connect([first.apiUrl, second.apiUrl], { onNode }, {}, timeoutMs)

  it('the first is asked as long as it answers, even with errors', async () => {
    const client = connectBoth()
    first.setFault('status-500')
    for (let i = 0; i < 3; i++) expect(await statusOf(client, list)).toBe(500)
    expect([asked(first), asked(second)]).toEqual([['GET', 'GET', 'GET'], []])
  })

  it.each([list, kick])(
    'the second gets a $kind if there is no connection to the first',
    async (call) => {
      const client = connectBoth()
      await first.goDown()
      expect(await statusOf(client, call)).toBe(200)
      expect(asked(second)).toEqual([methodOf(call)])
      expect(onNode.mock.calls).toEqual([[new URL(first.apiUrl).host, false]])
      await first.comeBack()
    },
  )

  it('the second gets a read that the first breaks off, but no kick', async () => {
    const client = connectBoth()
    first.setFault('refuse')
    await expect(client.ask(kick, stays)).rejects.toMatchObject({ status: 502 })
    expect([asked(first), asked(second)]).toEqual([['DELETE'], []])
    expect(await statusOf(client, list)).toBe(200)
    expect([asked(first), asked(second)]).toEqual([['DELETE', 'GET', 'GET'], ['GET']])
  })

  it('the first is asked again after it comes back', async () => {
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] })
    closing.push(async () => vi.useRealTimers())
    const client = connectBoth()
    await first.goDown()
    await statusOf(client, list)
    await first.comeBack()
    await expect
      .poll(() => {
        vi.advanceTimersByTime(5000)
        return onNode.mock.lastCall
      })
      .toEqual([new URL(first.apiUrl).host, true])
    await statusOf(client, list)
    expect([asked(first), asked(second)]).toEqual([['GET'], ['GET']])
  })

  it('the first costs one answer if it hangs, and the second gives the next', async () => {
    const client = connectBoth(200)
    first.setFault('hang')
    await expect(client.ask(list, stays)).rejects.toMatchObject({ status: 504 })
    expect(await statusOf(client, list)).toBe(200)
    expect(asked(second)).toEqual(['GET'])
  })

  it.each(['/clients', '/nodes'])(
    'the second is not asked for %s if the first’s answer is too long',
    async (path) => {
      const client = connectBoth()
      const call: Call = path === '/nodes' ? { kind: 'nodes' } : list
      await expect(client.ask(call, stays, { maxBytes: 10 })).rejects.toMatchObject({
        reason: 'TOO_LARGE',
      })
      expect([asked(first), asked(second)]).toEqual([['GET'], []])
      expect(onNode).not.toHaveBeenCalled()
    },
  )

  it('neither may answer: the call fails with an error', async () => {
    const client = connectBoth()
    await first.goDown()
    await second.goDown()
    await expect(client.ask(list, stays)).rejects.toMatchObject({ reason: 'ECONNREFUSED' })
    await second.comeBack()
    expect(await statusOf(client, list)).toBe(200)
    await first.comeBack()
  })
})

describe('TLS', () => {
  let server: Server
  let apiUrl: string
  let sockets: Set<object>
  let shown: string[]

  beforeEach(async () => {
    shown = []
    sockets = new Set()
    const options = {
      ...testTls.server,
      ca: testTls.ca,
      requestCert: true,
      rejectUnauthorized: false,
    }
    server = createServer(options, ({ socket }, response) => {
      const { authorized } = socket as unknown as { authorized: boolean }
      shown.push(authorized ? 'a certificate' : 'none')
      response.end('{"code":0}')
    })
    const { port, close } = await listen(server)
    closing.push(close)
    apiUrl = `https://127.0.0.1:${port}/api/v4`
  })

  it('fails if no known authority signed the broker’s certificate', async () => {
    await expect(connect([apiUrl]).ask(list, stays)).rejects.toMatchObject({
      status: 502,
      message: 'the broker’s certificate was not accepted',
    })
    expect(shown).toEqual([])
  })

  it('trusts the CA of the settings', async () => {
    expect(await statusOf(connect([apiUrl], {}, { ca: testTls.ca }), list)).toBe(200)
    expect(shown).toEqual(['none'])
  })

  it('uses the current files for each new connection', async () => {
    const trusted: BrokerTls = { ca: testTls.ca }
    let tls: BrokerTls = {}
    const client = connect([apiUrl], {}, () => tls)
    await expect(client.ask(list, stays)).rejects.toMatchObject({ status: 502 })
    tls = trusted
    expect(await statusOf(client, list)).toBe(200)
  })

  it('replaces idle connections when the files change, and others after their answers', async () => {
    let tls: BrokerTls = { ca: testTls.ca }
    let answerHeld = () => {}
    const client = connect([apiUrl], {}, () => tls)
    const held = new Promise<void>((resolve) => {
      server.prependListener('request', (request, response) => {
        sockets.add(request.socket)
        request.socket.once('close', () => sockets.delete(request.socket))
        if (!request.url?.endsWith('/nodes')) return
        const end = response.end.bind(response)
        response.end = () => response
        answerHeld = () => void end('{"code":0}')
        resolve()
      })
    })
    const inUse = statusOf(client, { kind: 'nodes' })
    await held
    for (let i = 0; i < 2; i++) await statusOf(client, list)
    const [used, idle] = [...sockets]
    expect(sockets.size).toBe(2)
    tls = { ...tls }
    await statusOf(client, list)
    await expect.poll(() => sockets.has(idle!)).toBe(false)
    expect(sockets.has(used!)).toBe(true)
    answerHeld()
    expect(await inUse).toBe(200)
    await expect.poll(() => sockets.has(used!)).toBe(false)
    for (let i = 0; i < 2; i++) await statusOf(client, list)
    expect(sockets.size).toBe(1)
  })

  it('shows the certificate of the settings for reads and kicks', async () => {
    const client = connect([apiUrl], {}, { ca: testTls.ca, ...testTls.client })
    expect([await statusOf(client, list), await statusOf(client, kick)]).toEqual([200, 200])
    expect(shown).toEqual(['a certificate', 'a certificate'])
  })
})

describe('a secret that changes', () => {
  it('is used for the next call', async () => {
    const upstream = await startFaultyUpstream()
    closing.push(() => upstream.close())
    let appSecret = 'one'
    const access = { apiUrls: [upstream.apiUrl], appId: 'app', appSecret: () => appSecret }
    const client = connectToBroker(access, 60_000)
    closing.push(() => client.close())
    await statusOf(client, list)
    appSecret = 'two'
    await statusOf(client, list)
    expect(upstream.requests.map(({ headers }) => headers.authorization)).toEqual([
      `Basic ${Buffer.from('app:one').toString('base64')}`,
      `Basic ${Buffer.from('app:two').toString('base64')}`,
    ])
  })
})

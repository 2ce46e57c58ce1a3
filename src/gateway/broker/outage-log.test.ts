import { createServer as createTlsServer } from 'node:https'
import { createServer as createTcpServer } from 'node:net'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { listen, serve } from '../../testing/serve.ts'
import { testTls } from '../settings/broker-tls.test-data.ts'
import { startFaultyUpstream, type FaultyUpstream } from '../testing/faulty-upstream.ts'
import { startTestGateway, TEST_ACCESS, type TestGateway } from '../testing/gateway.ts'
import { connectToBroker } from './client.ts'
import { logOutages } from './outage-log.ts'

let upstream: FaultyUpstream
let gateway: TestGateway

beforeEach(async () => {
  upstream = await startFaultyUpstream()
  gateway = await startTestGateway(upstream.apiUrl)
})
afterEach(async () => {
  await gateway.close()
  await upstream.close()
})

const messages = ({ log }: TestGateway) =>
  log.map((line) => (JSON.parse(line) as { msg: string }).msg)
const askTwice = async (asked: TestGateway) => [
  await asked.ask('/api/v4/clients'),
  await asked.ask('/api/v4/clients'),
]

it('a broker that goes down and comes back is two lines, however much is asked', async () => {
  await upstream.goDown()
  await askTwice(gateway)
  await gateway.kick('/api/v4/clients/a')
  await gateway.ask('/readyz')
  const down = 'the broker is down: the broker refused the connection'
  expect(messages(gateway)).toEqual([down])
  await upstream.comeBack()
  await askTwice(gateway)
  expect(messages(gateway)).toEqual([down, 'the broker is back'])
})

it('a credential that the broker refuses is said once, and once when it is accepted', async () => {
  upstream.setFault('unauthorized')
  await askTwice(gateway)
  const refused = 'the broker refuses EMQX_APP_ID and EMQX_APP_SECRET'
  expect(messages(gateway)).toEqual([refused])
  upstream.setFault('none')
  await askTwice(gateway)
  const accepted = 'the broker accepts EMQX_APP_ID and EMQX_APP_SECRET'
  expect(messages(gateway)).toEqual([refused, accepted])
})

it('an answer that does not come in time is one line for many requests', async () => {
  upstream.setFault('hang')
  const impatient = await startTestGateway(upstream.apiUrl, { timeoutMs: 100 })
  await askTwice(impatient)
  expect(messages(impatient)).toEqual(['the broker did not answer within 0.1 s'])
  await impatient.close()
})

it('a call that the end of the gateway cuts off is not logged', async () => {
  const lines: string[] = []
  const { onFailure } = logOutages({ warn: (_, message) => lines.push(message) }, 1)
  const client = connectToBroker({ apiUrls: [upstream.apiUrl], ...TEST_ACCESS }, 120_000, {
    onFailure,
  })
  upstream.setFault('hang')
  const answer = client.ask({ kind: 'brokers' }, new AbortController().signal)
  answer.catch(() => {})
  await expect.poll(() => upstream.requests.length).toBe(1)
  await client.close()
  await expect(answer).rejects.toMatchObject({ reason: 'CLOSED' })
  expect(lines).toEqual([])
})

/** Servers that speak the other protocol than `EMQX_API` says. */
const mismatches = {
  'an https server behind http': async () => ({
    server: await listen(createTlsServer(testTls.server)),
    scheme: 'http',
  }),
  'nginx with TLS behind http': async () => ({
    server: await serve((_request, response) => {
      response.writeHead(400, { 'content-type': 'text/html' })
      response.end('<h1>400</h1>The plain HTTP request was sent to HTTPS port')
    }),
    scheme: 'http',
  }),
  'a plain server behind https': async () => ({
    server: await serve((_request, response) => response.end('{}')),
    scheme: 'https',
  }),
}

it.each(Object.entries(mismatches))('%s is named in the log and in the answer', async (_, open) => {
  const { server, scheme } = await open()
  const confused = await startTestGateway(`${scheme}://127.0.0.1:${server.port}/api/v4`)
  const words =
    scheme === 'http'
      ? 'the broker speaks TLS, but EMQX_API says http'
      : 'the broker speaks plain HTTP, but EMQX_API says https'
  for (const { status, text } of await askTwice(confused)) {
    expect([status, JSON.parse(text)]).toEqual([502, { code: 502, message: words }])
  }
  expect(messages(confused)).toEqual([`the broker is down: ${words}`])
  await confused.close()
  await server.close()
})

it('a server that only closes connections is not taken for one with TLS', async () => {
  const server = await listen(createTcpServer((socket) => socket.destroy()))
  const lost = await startTestGateway(`http://127.0.0.1:${server.port}/api/v4`)
  const [answer] = await askTwice(lost)
  expect(answer?.text).toContain('the broker closed the connection')
  await lost.close()
  await server.close()
})

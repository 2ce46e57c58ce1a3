import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { startFaultyUpstream, type Fault, type FaultyUpstream } from '../testing/faulty-upstream.ts'
import { AnswerError, clientListSchema, readAnswer } from '../../contract/answer.ts'
import { startTestGateway, type TestGateway } from '../testing/gateway.ts'

let upstream: FaultyUpstream
let gateway: TestGateway
/** The same broker, to be waited for only briefly. */
let impatient: TestGateway

beforeAll(async () => {
  upstream = await startFaultyUpstream()
  gateway = await startTestGateway(upstream.apiUrl)
  impatient = await startTestGateway(upstream.apiUrl, { timeoutMs: 200 })
})
beforeEach(() => upstream.setFault('none'))
afterAll(async () => {
  await gateway.close()
  await impatient.close()
  await upstream.close()
})

async function askList(from: TestGateway, encoding = 'identity') {
  return from.ask('/api/v4/clients', { headers: { 'accept-encoding': encoding } })
}

/** What the page makes of the answer: `ok`, or the failure's name and the gateway's words. */
async function outcomeOf(from: TestGateway, encoding?: string): Promise<string> {
  const { status, text } = await askList(from, encoding)
  try {
    readAnswer(clientListSchema, status, text)
    return 'ok'
  } catch (error) {
    return error instanceof AnswerError ? `${error.failure}: ${error.detail}` : String(error)
  }
}

describe('a fault of the broker', () => {
  it.each<[Fault, RegExp]>([
    ['none', /^ok$/],
    ['status-500', /^http-status: Internal Error$/],
    ['unauthorized', /^unauthorized: UNAUTHORIZED$/],
    ['html', /^not-json: <!doctype/],
    ['cut-json', /^not-json: {"code":0/],
    ['refuse', /^broker-unreachable: the broker closed the connection$/],
  ])('%s is told as what it is', async (fault, expected) => {
    upstream.setFault(fault)
    expect(await outcomeOf(gateway)).toMatch(expected)
  })

  it('does not make a browser ask for a password', async () => {
    upstream.setFault('unauthorized')
    expect((await askList(gateway)).headers).not.toHaveProperty('www-authenticate')
  })

  it('does not put a page of the broker’s on this origin', async () => {
    upstream.setFault('html')
    expect((await askList(gateway)).headers['content-type']).toBe('text/plain; charset=utf-8')
  })

  it('that keeps it from answering is a timeout', async () => {
    upstream.setFault('hang')
    expect(await outcomeOf(impatient)).toBe(
      'broker-timeout: the broker did not answer within 0.2 s',
    )
  })

  it.each(['identity', 'br'])('amid the body is told in words (%s)', async (encoding) => {
    upstream.setFault('half-json')
    expect(await outcomeOf(gateway, encoding)).toMatch(/^broker-unreachable: the broker closed/)
    expect((await askList(gateway, encoding)).headers).not.toHaveProperty('content-encoding')
    upstream.setFault('stall')
    expect(await outcomeOf(impatient, encoding)).toMatch(/^broker-timeout: /)
  })

  it('shows the broker’s address in the log, and not to the browser', async () => {
    await upstream.goDown()
    const answer = await askList(gateway)
    await upstream.comeBack()
    const { host } = new URL(upstream.apiUrl)
    expect(answer.text).toBe('{"code":502,"message":"the broker refused the connection"}')
    expect(JSON.parse(gateway.log.at(-1) ?? '')).toMatchObject({
      broker: host,
      reason: 'ECONNREFUSED',
    })
  })

  it('heals by itself', async () => {
    await upstream.goDown()
    expect(await outcomeOf(gateway)).toMatch(/^broker-unreachable: /)
    expect((await gateway.ask('/readyz')).status).toBe(503)
    await upstream.comeBack()
    expect(await outcomeOf(gateway)).toBe('ok')
    await expect.poll(async () => (await gateway.ask('/readyz')).status).toBe(200)
  })

  it('of the name is told', async () => {
    const lost = await startTestGateway('http://broker.invalid:8081/api/v4')
    expect(await outcomeOf(lost)).toBe('broker-unreachable: the broker’s name was not found')
    await lost.close()
  })
})

describe('health', () => {
  it('of the process does not depend on the broker', async () => {
    upstream.setFault('refuse')
    const answer = await gateway.ask('/healthz')
    expect([answer.status, answer.text]).toEqual([200, '{"code":0}'])
  })

  it.each<[Fault, string]>([
    ['refuse', 'the broker closed the connection'],
    ['status-500', 'the broker answered 500'],
    ['unauthorized', 'the broker answered 401'],
  ])('of the broker is told with %s', async (fault, message) => {
    upstream.setFault(fault)
    const fresh = await startTestGateway(upstream.apiUrl)
    const answer = await fresh.ask('/readyz')
    expect([answer.status, JSON.parse(answer.text)]).toEqual([503, { code: 503, message }])
    await fresh.close()
  })

  it('of the broker costs it one question, however many ask at once', async () => {
    const fresh = await startTestGateway(upstream.apiUrl)
    upstream.requests.length = 0
    const answers = await Promise.all(Array.from({ length: 50 }, () => fresh.ask('/readyz')))
    expect(answers.every(({ status }) => status === 200)).toBe(true)
    expect(upstream.requests).toHaveLength(1)
    await fresh.close()
  })

  it('of a broker that hangs is told in time', async () => {
    upstream.setFault('hang')
    expect((await impatient.ask('/readyz')).status).toBe(503)
  })
})

import { once } from 'node:events'
import type { ServerResponse } from 'node:http'
import { connect, type Socket } from 'node:net'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { serve } from '../../testing/serve.ts'
import { createMetrics } from '../metrics/gateway-metrics.ts'
import { accessOf, startTestGateway, type TestGateway } from '../testing/gateway.ts'

const LIST = Buffer.from(`{"code":0,"data":[],"x":"${'x'.repeat(6_000_000)}"}`)

const SMALL = Buffer.from('{"code":0,"data":[]}')

let gateway: TestGateway
let closing: (() => Promise<unknown>)[]
/** Lists that the broker was asked for, and holds back while `isHolding`. */
let held: ServerResponse[]
let isHolding: boolean
let list: Buffer

beforeEach(async () => {
  closing = []
  held = []
  isHolding = false
  list = LIST
  const { origin, close } = await serve((request, response) => {
    response.setHeader('content-type', 'application/json')
    if (!request.url?.startsWith('/api/v4/clients?')) response.end('{"code":0,"data":[]}')
    else if (isHolding) held.push(response)
    else response.end(list)
  })
  closing.push(close)
  gateway = await startTestGateway(`${origin}/api/v4`, {
    // Each request may choose its address.
    access: accessOf({ ROSTER_TRUSTED_PROXIES: '127.0.0.1' }),
    memoryBytes: 64_000_000,
    metrics: { counts: createMetrics(), isPublic: true },
  })
  closing.push(() => gateway.close())
})
afterEach(async () => {
  for (const close of closing.toReversed()) await close()
})

/** A connection with so many lists asked for ahead. */
function pipeline(count: number, from: string, path = '/api/v4/clients?_page='): Socket {
  const { port, host } = new URL(gateway.origin)
  const socket = connect(Number(port), '127.0.0.1').on('error', () => {})
  closing.push(async () => socket.destroy())
  const requests = Array.from({ length: count }, (_, i) => {
    return `GET ${path}${i + 1} HTTP/1.1\r\nhost: ${host}\r\nx-forwarded-for: ${from}\r\n\r\n`
  })
  socket.write(requests.join(''))
  return socket
}

const askAs = (from: string, path: string) =>
  gateway.ask(path, { headers: { 'x-forwarded-for': from } })

async function metric(name: string): Promise<number> {
  const { text } = await askAs('10.9.9.9', '/metrics')
  const line = text.split('\n').find((row) => row.startsWith(`${name} `))
  return Number(line?.slice(name.length))
}

/** Reads a connection to its end. @returns the status of each answer */
async function statuses(socket: Socket): Promise<string[]> {
  const chunks: Buffer[] = []
  socket.on('data', (chunk: Buffer) => chunks.push(chunk))
  await once(socket, 'close')
  return (
    Buffer.concat(chunks)
      .toString()
      .match(/HTTP\/1\.1 \d+/g) ?? []
  )
}

describe('requests that are sent ahead over one connection', () => {
  it('are answered up to the sixth, and refused from the seventh on', async () => {
    isHolding = true
    const socket = pipeline(40, '10.0.0.1')
    const all = statuses(socket)
    await expect.poll(() => held.length).toBe(3)
    isHolding = false
    list = SMALL
    for (const response of held) response.end(SMALL)
    const ok = Array<string>(6).fill('HTTP/1.1 200')
    expect(await all).toEqual([...ok, 'HTTP/1.1 429'])
  })

  it('end the connection if they are hundreds, and do not reach the broker', async () => {
    isHolding = true
    const socket = pipeline(232, '10.0.0.1')
    expect(await statuses(socket)).toEqual([])
    await expect.poll(() => metric('roster_questions_waiting')).toBe(0)
    expect(held.length).toBeLessThanOrEqual(3)
  })

  it('are all answered if each waits for the one before', async () => {
    const { port, host } = new URL(gateway.origin)
    const socket = connect(Number(port), '127.0.0.1')
    closing.push(async () => socket.destroy())
    for (let i = 0; i < 20; i++) {
      socket.write(`GET /api/v4/nodes HTTP/1.1\r\nhost: ${host}\r\n\r\n`)
      const [answer] = (await once(socket, 'data')) as [Buffer]
      expect(answer.toString()).toMatch(/^HTTP\/1\.1 200 /)
    }
  })
})

it('a kick that waits behind an answer is in the audit when its connection closes', async () => {
  isHolding = true
  const socket = pipeline(1, '10.0.0.1')
  await expect.poll(() => held.length).toBe(1)
  const headers = [
    'x-roster: 1',
    'sec-fetch-site: same-origin',
    `host: ${new URL(gateway.origin).host}`,
  ]
  socket.write(`DELETE /api/v4/clients/a HTTP/1.1\r\n${headers.join('\r\n')}\r\n\r\n`)
  await expect.poll(() => metric('roster_broker_requests_total{call="kick",outcome="200"}')).toBe(1)
  socket.destroy()
  await expect.poll(() => gateway.audit).toHaveLength(1)
  expect(JSON.parse(gateway.audit[0] ?? '')).toMatchObject({
    clientid: 'a',
    outcome: 'ok',
    status: null,
  })
})

describe('answers that are not read', () => {
  it('take no more than the budget, and leave room for others', async () => {
    for (let i = 0; i < 80; i++) pipeline(20, `10.0.0.${i % 3}`)
    await expect.poll(() => metric('roster_answers_without_room_total')).toBeGreaterThan(50)
    expect(await metric('roster_answer_bytes')).toBeLessThanOrEqual(48_000_000)
    expect((await askAs('10.0.1.1', '/api/v4/nodes')).status).toBe(200)
  })

  it('of one person leave half of the budget to all others', async () => {
    for (let i = 0; i < 20; i++) pipeline(6, '10.0.0.1')
    await expect.poll(() => metric('roster_answers_without_room_total')).toBeGreaterThan(10)
    expect(await metric('roster_answer_bytes')).toBeLessThanOrEqual(24_000_000)
    expect((await askAs('10.0.0.2', '/api/v4/clients?_page=1')).status).toBe(200)
    const refused = await askAs('10.0.0.1', '/api/v4/clients?_page=1')
    expect([refused.status, JSON.parse(refused.text).seconds]).toEqual([429, 1])
  })

  it('free their bytes when their browsers are gone', async () => {
    const sockets = Array.from({ length: 20 }, () => pipeline(6, '10.0.0.1'))
    await expect.poll(() => metric('roster_answers_without_room_total')).toBeGreaterThan(10)
    for (const socket of sockets) socket.destroy()
    await expect.poll(() => metric('roster_answer_bytes')).toBe(0)
    expect((await askAs('10.0.0.1', '/api/v4/clients?_page=1')).status).toBe(200)
  })
})

describe('slow lists of one person', () => {
  it('do not delay a client or a list of another person', async () => {
    isHolding = true
    for (let i = 0; i < 40; i++) pipeline(6, '10.0.0.1', `/api/v4/clients?_like_clientid=${i}x`)
    await expect.poll(() => held.length).toBe(3)
    await expect.poll(() => metric('roster_questions_waiting')).toBe(60)
    expect((await askAs('10.0.0.2', '/api/v4/clients/a')).status).toBe(200)
    const other = askAs('10.0.0.2', '/api/v4/clients?_page=1')
    await expect.poll(() => held.length).toBe(4)
    held[3]?.end(LIST)
    expect((await other).status).toBe(200)
    expect(held).toHaveLength(4)
  })
})

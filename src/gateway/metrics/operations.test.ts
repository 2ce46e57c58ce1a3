import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { startFaultyUpstream, type FaultyUpstream } from '../testing/faulty-upstream.ts'
import { formatAccess } from '../logging/access-log.ts'
import { createMetrics, metricsServer } from './gateway-metrics.ts'
import type { RequestOutcome } from '../logging/request-outcome.ts'
import { KEY_SET, signToken } from '../testing/embedding.ts'
import { cookieName, sealedAgo } from '../testing/sign-in.ts'
import {
  accessOf,
  ask,
  cookieOf,
  makeWebRoot,
  startTestGateway,
  type TestGateway,
} from '../testing/gateway.ts'

const HOSTILE = 'tr\u001b[31muck"\n\u2028<b>'

let upstream: FaultyUpstream
let gateway: TestGateway
let lines: string[]
const counts = createMetrics()

beforeEach(async () => {
  lines = []
  upstream = await startFaultyUpstream()
  gateway = await startTestGateway(upstream.apiUrl, {
    webRoot: makeWebRoot(),
    metrics: { counts, isPublic: true },
    accessLog: (outcome) => void lines.push(formatAccess(outcome, false)),
  })
})
afterEach(async () => {
  await gateway.close()
  await upstream.close()
})

describe('/metrics', () => {
  it('counts requests, their time, questions to the broker, kicks, shared answers', async () => {
    await gateway.ask('/api/v4/clients?_page=1')
    await gateway.ask('/api/v4/clients?_page=1', { headers: { 'cache-control': 'max-age=9' } })
    await gateway.ask(`/api/v4/clients/${encodeURIComponent(HOSTILE)}`)
    await gateway.kick('/api/v4/clients/a')
    await gateway.kick('/api/v4/clients/a', { 'x-roster': '' })
    upstream.setFault('refuse')
    await gateway.kick('/api/v4/clients/a')
    await gateway.ask(`/${encodeURIComponent(HOSTILE)}`, { method: 'BREW' }).catch(() => {})
    await gateway.ask('/assets/index-Ab12.js')
    await expect.poll(() => lines.length).toBe(7)
    const answer = await gateway.ask('/metrics')
    expect(answer.headers['content-type']).toBe('text/plain; version=0.0.4; charset=utf-8')
    for (const line of [
      'roster_requests_total{route="api list",method="GET",status="200"} 2',
      'roster_requests_total{route="api client",method="GET",status="200"} 1',
      'roster_requests_total{route="api client",method="DELETE",status="403"} 1',
      'roster_requests_total{route="file",method="GET",status="200"} 1',
      'roster_request_seconds_count{route="api list"} 2',
      'roster_request_seconds_bucket{route="api list",le="+Inf"} 2',
      'roster_kicks_total{outcome="ok"} 1',
      'roster_kicks_total{outcome="refused"} 1',
      'roster_kicks_total{outcome="unknown"} 1',
      'roster_broker_requests_total{call="list",outcome="200"} 1',
      'roster_broker_requests_total{call="kick",outcome="ECONNRESET"} 1',
      'roster_shared_answers_total 1',
      'roster_answer_bytes 0',
      'roster_answers_without_room_total 0',
      'roster_questions_waiting 0',
    ]) {
      expect(answer.text).toContain(`${line}\n`)
    }
    expect(answer.text).not.toMatch(/truck|BREW/)
  })

  it('counts events of sign-ins, without names', async () => {
    const counted = createMetrics()
    const access = accessOf({ ROSTER_AUTH: 'sign-in', ROSTER_EMBED_KEYS: KEY_SET })
    const metrics = { counts: counted, isPublic: true }
    const signing = await startTestGateway(upstream.apiUrl, { access, metrics })
    const boss = { appId: 'boss', appSecret: 's-boss' }
    await signing.signIn(boss)
    const sealed = await sealedAgo(access.sessionKeys()[0], boss)
    const cookie = `${cookieName(signing.origin)}=${sealed}`
    const renewed = cookieOf(await signing.ask('/session', { headers: { cookie } }))
    for (const each of [cookie, renewed]) {
      await signing.ask('/api/v4/clients', { headers: { cookie: each } })
    }
    const token = await signToken()
    for (let n = 0; n < 2; n++) await signing.post('/session/embed', { token })
    upstream.setFault('unauthorized')
    await signing.signIn(boss)
    await signing.ask('/api/v4/clients', { headers: { cookie } })
    await signing.kick('/session', { cookie })
    await expect.poll(() => counted.render()).toContain('{event="sign-out"} 1\n')
    const { text } = await signing.ask('/metrics')
    const events = ['sign-in', 'renewal', 'embedding', 'embedding refused', 'sign-in refused']
    for (const event of [...events, 'sign-in ended', 'sign-out']) {
      expect(text).toContain(`roster_session_events_total{event="${event}"} 1\n`)
    }
    expect(text).not.toContain('boss')
    await signing.close()
  })

  it('is text in Prometheus’s format, line by line', async () => {
    await gateway.ask('/api/v4/clients')
    const { text } = await gateway.ask('/metrics')
    const label = String.raw`[a-z_]+="(?:[^"\\\n]|\\[\\"n])*"`
    const sample = new RegExp(String.raw`^[a-z_]+(?:\{${label}(?:,${label})*\})? -?[\d.e+-]+$`)
    const rows = text.trimEnd().split('\n')
    expect(
      rows.filter((row) => !sample.test(row) && !/^# (HELP|TYPE) [a-z_]+ ./.test(row)),
    ).toEqual([])
  })

  it('is served only if it is set, and nothing else is served on its own port', async () => {
    const quiet = await startTestGateway(upstream.apiUrl, { metrics: { counts, isPublic: false } })
    expect((await quiet.ask('/metrics')).status).toBe(404)
    await quiet.close()
    const own = metricsServer(counts)
    const origin = await own.listen({ host: '127.0.0.1', port: 0 })
    expect((await ask(origin, '/metrics')).text).toContain('roster_requests_total')
    expect((await ask(origin, '/api/v4/clients')).status).toBe(404)
    await own.close()
  })
})

describe('the access log', () => {
  const read = () => lines.map((line) => JSON.parse(line) as Record<string, unknown>)

  it('has a line for each request, with status and time, also for refused ones', async () => {
    await gateway.ask('/api/v4/nodes')
    await gateway.kick('/api/v4/clients/a', { 'x-roster': '' })
    await gateway.ask('/nowhere.js', { headers: { accept: '*/*', 'sec-fetch-dest': 'script' } })
    await gateway.ask('/', { headers: { host: 'evil.example' } })
    await expect.poll(() => lines.length).toBe(4)
    expect(read().map(({ method, path, status }) => [method, path, status])).toEqual([
      ['GET', '/api/v4/nodes', 200],
      ['DELETE', '/api/v4/clients/*', 403],
      ['GET', '/*', 404],
      ['GET', '/', 421],
    ])
    expect(read()[0]).toMatchObject({ from: '127.0.0.1', ms: expect.any(Number) })
  })

  it('leaves ids out, and never has a header, a cookie or an unknown parameter', async () => {
    const id = 'SECRET-ID'
    const headers = { cookie: `a=${id}`, authorization: id, referer: id, 'user-agent': id }
    for (const path of [
      `/api/v4/clients/${id}`,
      `/api/v4/clients?_like_clientid=${id}&username=${id}&_page=2&token=${id}&${id}=1`,
      `/api/v4/subscriptions/${id}`,
      `/clients/${id}?sort=-mqueue_len`,
      `/client?clientid=${id}`,
      `/${id}/x`,
      '/clients/clients',
    ]) {
      await gateway.ask(path, { headers })
    }
    await expect.poll(() => lines.length).toBe(7)
    expect(lines.join('')).not.toContain(id)
    expect(read()[1]?.query).toEqual({ _like_clientid: '*', username: '*', _page: '2' })
    expect(read()[6]?.path).toBe('/clients/*')
  })
})

describe('a line of the access log', () => {
  const outcome: RequestOutcome = {
    at: 0,
    from: '127.0.0.1',
    method: 'GET',
    url: '/clients/a',
    user: null,
    way: null,
    route: '/page',
    call: null,
    sessionEvent: null,
    kick: null,
    status: 200,
    durationMs: 1.26,
    isComplete: true,
  }

  it('is one line that is safe for a terminal, for any request', () => {
    const url = `/clients/${HOSTILE}?username=${encodeURIComponent(HOSTILE)}&_page=1`
    const line = formatAccess({ ...outcome, url, isComplete: false }, true)
    expect(line).toMatch(/^[ -~]+\n$/)
    expect(JSON.parse(line)).toEqual({
      time: '1970-01-01T00:00:00.000Z',
      from: '127.0.0.1',
      method: 'GET',
      path: `/clients/${HOSTILE}`,
      query: { username: HOSTILE, _page: '1' },
      status: 200,
      ms: 1.3,
      incomplete: true,
    })
  })

  it('is cut for a very long address', () => {
    const url = `/clients/${'x'.repeat(60_000)}?username=${'y'.repeat(60_000)}`
    expect(formatAccess({ ...outcome, url }, true).length).toBeLessThan(2300)
  })
})

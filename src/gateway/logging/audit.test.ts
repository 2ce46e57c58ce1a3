import { request as httpRequest } from 'node:http'
import { connect } from 'node:net'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { startFaultyUpstream, type FaultyUpstream } from '../testing/faulty-upstream.ts'
import { KICK_REASON_HEADER } from '../../contract/kick-reason.ts'
import { clientPath } from '../../contract/paths.ts'
import { EMBED_HEADER } from '../../contract/session.ts'
import { accessOf, startTestGateway, type TestGateway } from '../testing/gateway.ts'
import { cookieName } from '../testing/sign-in.ts'

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
  upstream.setFault('none')
  upstream.requests.length = 0
  gateway.audit.length = 0
})

/** The one expected line, which is written after the answer. */
async function auditLine(): Promise<Record<string, unknown>> {
  await expect.poll(() => gateway.audit).toHaveLength(1)
  return JSON.parse(gateway.audit[0] ?? '') as Record<string, unknown>
}

const kick = (id: string, headers?: Record<string, string>) =>
  gateway.kick(`/api/v4${clientPath(id)}`, headers)

describe('the audit of a kick', () => {
  it('is one line of JSON', async () => {
    const before = Date.now()
    await kick('truck-7', { [KICK_REASON_HEADER]: 'floods%20%E4%B8%AD' })
    const { time, ms, ...rest } = await auditLine()
    expect(rest).toEqual({
      event: 'kick',
      clientid: 'truck-7',
      reason: 'floods 中',
      user: null,
      way: 'open',
      from: '127.0.0.1',
      outcome: 'ok',
      status: 200,
      code: 0,
    })
    expect(Date.parse(String(time))).toBeGreaterThanOrEqual(before)
    expect(time).toMatch(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/)
    expect(ms).toBeGreaterThanOrEqual(0)
    expect(gateway.audit[0]).toMatch(/^\{[^\n]*\}\n$/)
  })

  it('has no reason if none was given', async () => {
    await kick('a')
    expect(await auditLine()).toMatchObject({ reason: null })
  })

  it.each([
    ['done', 'none', { outcome: 'ok', status: 200, code: 0 }],
    ['an error', 'failed-delete', { outcome: 'failed', status: 500, code: null }],
    ['a word of its own', 'code-108', { outcome: 'failed', status: 200, code: 108 }],
    ['a page', 'html', { outcome: 'failed', status: 200, code: null }],
    ['half an answer', 'half-json', { outcome: 'unknown', status: 502, code: null }],
    ['nothing', 'refuse', { outcome: 'unknown', status: 502, code: null }],
  ] as const)('tells that the broker answered %s', async (_, fault, expected) => {
    upstream.setFault(fault)
    await kick('a')
    expect(await auditLine()).toMatchObject(expected)
  })

  it('says that the browser went away before an answer', async () => {
    upstream.setFault('hang')
    const { hostname, port } = new URL(gateway.origin)
    const headers = { 'x-roster': '1', 'sec-fetch-site': 'same-origin' }
    const path = '/api/v4/clients/left'
    const request = httpRequest({ hostname, port, path, method: 'DELETE', headers })
    request.on('error', () => {}).end()
    await expect.poll(() => upstream.requests.length).toBe(1)
    request.destroy()
    expect(await auditLine()).toMatchObject({ clientid: 'left', outcome: 'unknown', status: null })
  })

  it('says that a kick was refused if its connection closes before it is handled', async () => {
    const { hostname, port } = new URL(gateway.origin)
    const socket = connect(Number(port), hostname).on('error', () => {})
    // Node closes the connection at the second line, which is not HTTP.
    socket.write('DELETE /api/v4/clients/a HTTP/1.1\r\nhost: a\r\n\r\nnot HTTP\r\n\r\n')
    expect(await auditLine()).toMatchObject({ clientid: 'a', outcome: 'refused', from: '' })
    socket.destroy()
  })

  it('says that a kick was refused and never left the gateway', async () => {
    await kick('a', { 'x-roster': '' })
    expect(await auditLine()).toMatchObject({ clientid: 'a', outcome: 'refused', status: 403 })
    expect(upstream.requests).toEqual([])
  })

  it.each(['/api/v4/nodes', '/api/v4/clientsx', '/clients/a', '/'])(
    'has no line for DELETE %s',
    async (path) => {
      await gateway.kick(path)
      await kick('after it')
      expect(await auditLine()).toMatchObject({ clientid: 'after it' })
    },
  )

  it('has no line for a read', async () => {
    await gateway.ask('/api/v4/clients/a')
    await kick('after it')
    expect(await auditLine()).toMatchObject({ clientid: 'after it' })
  })
})

const hostileTexts = [
  'a\nb',
  '\r\n{"event":"kick","clientid":"forged"}',
  '\u001b[2J\u001b]0;owned\u0007',
  '\u0085\u009b31m\u007f',
  'x\u2028y\u2029z',
  '\u202egnp.exe\u2066\u200b\ufeff',
  '\u{e0041}\u{e007f}',
  '","outcome":"ok',
  '\\u000a\\',
  '..',
]

describe('a hostile text in the audit:', () => {
  it.each(hostileTexts)('the client id %j is only its letters', async (id) => {
    await kick(id)
    expect(await auditLine()).toMatchObject({ clientid: id, outcome: 'ok' })
    expect(gateway.audit[0]?.slice(0, -1)).not.toMatch(/[\p{C}\p{Zl}\p{Zp}]/u)
  })

  it.each(['\u202egnp.exe\u2066\u200b\ufeff', '\u{e0041}', '","outcome":"ok', '\\u000a\\'])(
    'the reason %j is only its letters',
    async (reason) => {
      await kick('a', { [KICK_REASON_HEADER]: encodeURIComponent(reason) })
      expect(await auditLine()).toMatchObject({ reason })
      expect(gateway.audit[0]?.slice(0, -1)).not.toMatch(/[\p{C}\p{Zl}\p{Zp}]/u)
    },
  )

  it('an id that is not UTF-8 is written as it was sent', async () => {
    await gateway.kick('/api/v4/clients/a%ff%0a')
    expect(await auditLine()).toMatchObject({ clientid: 'a%ff%0a', outcome: 'ok' })
  })
})

describe('the audit of a request without a sign-in', () => {
  const id = `\u{1f69a}${'\u{e0041}'.repeat(1900)}`
  const short = `\u{1f69a}${'\u{e0041}'.repeat(99)}…`
  const reason = 'r'.repeat(150)
  const given = { [KICK_REASON_HEADER]: reason }
  const lineOf = async (target: TestGateway) => {
    await expect.poll(() => target.audit.length).toBeGreaterThan(0)
    return target.audit.splice(0).map((line) => JSON.parse(line) as Record<string, unknown>)
  }
  const path = `/api/v4${clientPath(id)}`

  it('is short for kicks by strangers', async () => {
    const access = accessOf({ ROSTER_AUTH: 'sign-in' })
    const closed = await startTestGateway(upstream.apiUrl, { access })
    await closed.kick(path, given)
    await closed.kick(path, { ...given, cookie: `${cookieName(closed.origin)}=a.b.c.d.e` })
    await closed.kick(path, { ...given, [EMBED_HEADER]: 'a.b.c.d.e' })
    await expect.poll(() => closed.audit.length).toBe(3)
    expect(Math.max(...closed.audit.map(({ length }) => length))).toBeLessThan(2000)
    for (const line of await lineOf(closed)) {
      expect(line).toMatchObject({ clientid: short, reason: `${'r'.repeat(100)}…`, status: 401 })
    }
    await closed.close()
  })

  it('is short for refused kicks if there is no sign-in', async () => {
    await gateway.kick(path, { ...given, 'x-roster': '' })
    expect(await lineOf(gateway)).toMatchObject([{ clientid: short, outcome: 'refused' }])
  })

  it('is short for refused sign-ins', async () => {
    const access = accessOf({ ROSTER_AUTH: 'sign-in' })
    const closed = await startTestGateway(upstream.apiUrl, { access })
    upstream.setFault('unauthorized')
    await closed.signIn({ appId: 'a'.repeat(200), appSecret: 'x' })
    expect(await lineOf(closed)).toMatchObject([
      { event: 'sign-in refused', user: `${'a'.repeat(100)}…` },
    ])
    await closed.close()
  })

  it.each([
    ['100 characters', '\u{1f69a}'.repeat(100), '\u{1f69a}'.repeat(100)],
    ['101', 'x'.repeat(101), `${'x'.repeat(100)}…`],
  ])('is whole up to 100 characters: %s', async (_, sent, written) => {
    await gateway.kick(`/api/v4${clientPath(sent)}`, { 'x-roster': '' })
    expect(await lineOf(gateway)).toMatchObject([{ clientid: written }])
  })

  it('is whole for a kick that went out, and for people who are let in', async () => {
    await gateway.kick(path, given)
    expect(await lineOf(gateway)).toMatchObject([{ clientid: id, reason, outcome: 'ok' }])
    const access = accessOf({
      ROSTER_AUTH: 'proxy',
      ROSTER_TRUSTED_PROXIES: '127.0.0.1',
      ROSTER_ROLES: '*=viewer',
    })
    const proxied = await startTestGateway(upstream.apiUrl, { access })
    await proxied.kick(path, { ...given, 'remote-user': 'ann' })
    expect(await lineOf(proxied)).toMatchObject([
      { clientid: id, reason, user: 'ann', status: 403 },
    ])
    await proxied.close()
  })
})

describe('the reason of a kick', () => {
  it('never reaches the broker', async () => {
    await kick('a', { [KICK_REASON_HEADER]: 'secret-why' })
    expect(JSON.stringify(upstream.requests)).not.toContain('secret-why')
    expect(upstream.requests).toHaveLength(1)
  })

  it.each(['%zz', '%ff', '%0a', 'a%0D%0Ab', '%E2%80%A8', '%1b', 'x'.repeat(201)])(
    'is refused as %s, with the kick',
    async (header) => {
      const answer = await kick('a', { [KICK_REASON_HEADER]: header })
      expect([answer.status, JSON.parse(answer.text).code]).toEqual([400, 400])
      expect(upstream.requests).toEqual([])
      expect(await auditLine()).toMatchObject({ reason: null, outcome: 'refused', status: 400 })
    },
  )
})

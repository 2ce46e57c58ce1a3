import * as v from 'valibot'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { sessionSchema, type Role } from '../../contract/session.ts'
import { createMetrics } from '../metrics/gateway-metrics.ts'
import { startApplications, type Applications } from '../testing/applications.ts'
import {
  accessOf,
  cookieOf,
  startTestGateway,
  TEST_ACCESS,
  type TestGateway,
} from '../testing/gateway.ts'

const apps = { eyes: 's-eyes', hands: 's-hands', boss: 's-boss', stranger: 's-stranger' }
const reads = [
  '/api/v4/clients',
  '/api/v4/clients/a',
  '/api/v4/subscriptions/a',
  '/api/v4/nodes',
  '/api/v4/brokers',
  '/api/v4/nodes/n@h/clients',
]
const kicks = ['/api/v4/clients/a', '/api/v4/clients?clientid=..']

let broker: Applications
const gateways: TestGateway[] = []

beforeAll(async () => {
  broker = await startApplications({ ...apps, [TEST_ACCESS.appId]: TEST_ACCESS.appSecret })
})
beforeEach(() => void (broker.requests.length = 0))
afterAll(async () => {
  for (const gateway of gateways) await gateway.close()
  await broker.close()
})

async function start(env: Record<string, string>): Promise<TestGateway> {
  const access = accessOf(env)
  const isOwn = access.way === 'sign-in'
  const options = { access, ...(isOwn && { broker: { apiUrls: [broker.apiUrl] } }) }
  const gateway = await startTestGateway(broker.apiUrl, options)
  gateways.push(gateway)
  return gateway
}

/** What each call is answered with by status, and what reached the broker for it. */
async function tryEverything(gateway: TestGateway, headers: Record<string, string>) {
  const before = broker.requests.length
  const seen = await Promise.all(reads.map((path) => gateway.ask(path, { headers })))
  const kicked = await Promise.all(kicks.map((path) => gateway.kick(path, headers)))
  const session = await gateway.ask('/session', { headers })
  const { role, user, readOnly } = v.parse(sessionSchema, JSON.parse(session.text)).data
  const passed = broker.requests.slice(before)
  return {
    reads: [...new Set(seen.map(({ status }) => status))],
    kicks: [...new Set(kicked.map(({ status }) => status))],
    passed: passed.length,
    askedBy: [...new Set(passed.map((request) => request.user))],
    person: { role, user, readOnly },
  }
}

const all = reads.length + kicks.length

/** What has to come of every call, by role. */
function expectedOf(role: Role | null, user: string | null, askedBy: string, refusal = 401) {
  const mayKick = role === 'operator' || role === 'maintainer'
  return {
    reads: [role === null ? refusal : 200],
    kicks: [role === null ? refusal : mayKick ? 200 : 403],
    passed: role === null ? 0 : mayKick ? all : reads.length,
    askedBy: role === null ? [] : [askedBy],
    person: { role, user, readOnly: false },
  }
}

const ROSTER_ROLES = 'eyes=viewer,hands=operator,boss=maintainer'

describe('who signs in', () => {
  it.each([
    ['eyes', 'viewer'],
    ['hands', 'operator'],
    ['boss', 'maintainer'],
  ] as const)('as %s may do what a %s may, with their own credential', async (appId, role) => {
    const gateway = await start({ ROSTER_AUTH: 'sign-in', ROSTER_ROLES })
    const answer = await gateway.signIn({ appId, appSecret: apps[appId] })
    expect(answer.status).toBe(200)
    const headers = { cookie: cookieOf(answer) }
    expect(await tryEverything(gateway, headers)).toEqual(expectedOf(role, appId, appId))
  })

  it('without a role is not let in, and nobody is who does not sign in', async () => {
    const gateway = await start({ ROSTER_AUTH: 'sign-in', ROSTER_ROLES })
    const answer = await gateway.signIn({ appId: 'stranger', appSecret: apps.stranger })
    expect([answer.status, cookieOf(answer)]).toEqual([403, ''])
    expect(await tryEverything(gateway, {})).toEqual(expectedOf(null, null, ''))
  })

  it('is an operator where nothing else is said', async () => {
    const gateway = await start({ ROSTER_AUTH: 'sign-in' })
    const answer = await gateway.signIn({ appId: 'stranger', appSecret: apps.stranger })
    expect(JSON.parse(answer.text).data).toMatchObject({ user: 'stranger', role: 'operator' })
  })
})

describe('who comes through a proxy', () => {
  const env = {
    ROSTER_AUTH: 'proxy',
    ROSTER_TRUSTED_PROXIES: '127.0.0.1',
    ROSTER_ROLES: 'cn=see=viewer, kick=operator,all=maintainer',
  }
  const own = TEST_ACCESS.appId

  it.each([
    ['cn=see', 'viewer'],
    ['others, kick', 'operator'],
    ['cn=see,all,kick', 'maintainer'],
    ['', null],
    ['*', null],
    ['ALL', null],
  ] as const)('and is in %j, is a %s', async (groups, role) => {
    const gateway = await start(env)
    // As a proxy writes UTF-8 into a header, whose bytes Node takes for Latin-1.
    const user = Buffer.from('Zoë').toString('latin1')
    const headers = { 'remote-user': user, 'remote-groups': groups }
    expect(await tryEverything(gateway, headers)).toEqual(expectedOf(role, role && 'Zoë', own))
  })

  it('has a role from `*` where no group has another', async () => {
    const gateway = await start({ ...env, ROSTER_ROLES: 'all=maintainer,*=viewer' })
    const nobody = await tryEverything(gateway, { 'remote-groups': 'all' })
    expect(nobody.person).toMatchObject({ role: null, user: null })
    const other = await tryEverything(gateway, { 'remote-user': 'eve', 'remote-groups': 'x' })
    expect(other).toEqual(expectedOf('viewer', 'eve', own))
  })

  it('is named by the headers that are set', async () => {
    const names = { ROSTER_PROXY_USER_HEADER: 'X-Who', ROSTER_PROXY_GROUPS_HEADER: 'X-In' }
    const gateway = await start({ ...env, ...names })
    const told = await tryEverything(gateway, { 'x-who': 'eve', 'x-in': 'kick' })
    expect(told).toEqual(expectedOf('operator', 'eve', own))
    const forged = await tryEverything(gateway, { 'remote-user': 'eve', 'remote-groups': 'all' })
    expect(forged.person.role).toBeNull()
  })

  it('and is named twice, is nobody', async () => {
    const gateway = await start(env)
    const headers = { 'remote-user': ['eve', 'boss'], 'remote-groups': 'all' }
    const answer = await gateway.ask('/api/v4/clients', { headers: headers as never })
    expect(answer.status).toBe(401)
    expect(broker.requests).toEqual([])
  })

  it('has to come through it', async () => {
    const gateway = await start({ ...env, ROSTER_TRUSTED_PROXIES: '10.0.0.0/8' })
    const headers = {
      'remote-user': 'eve',
      'remote-groups': 'all',
      'x-forwarded-for': '10.0.0.1',
      accept: 'text/html',
    }
    for (const path of ['/api/v4/clients', '/session', '/clients']) {
      expect((await gateway.ask(path, { headers })).status).toBe(403)
    }
    expect((await gateway.kick('/api/v4/clients/a', headers)).status).toBe(403)
    expect((await gateway.signIn({ appId: 'boss', appSecret: 's-boss' })).status).toBe(403)
    expect(broker.requests).toEqual([])
    expect((await gateway.ask('/healthz')).status).toBe(200)
  })

  it('need not, to see metrics, which whoever runs Roster asks for', async () => {
    const gateway = await startTestGateway(broker.apiUrl, {
      access: accessOf({ ...env, ROSTER_TRUSTED_PROXIES: '10.0.0.0/8' }),
      metrics: { counts: createMetrics(), isPublic: true },
    })
    gateways.push(gateway)
    expect((await gateway.ask('/metrics')).status).toBe(200)
    expect((await gateway.ask('/metrics/')).status).toBe(403)
  })

  it('cannot sign in besides', async () => {
    const gateway = await start(env)
    const answer = await gateway.signIn({ appId: 'boss', appSecret: apps.boss })
    expect([answer.status, cookieOf(answer)]).toEqual([404, ''])
  })
})

describe('without a sign-in', () => {
  it('everybody is a maintainer, or what `*` says', async () => {
    const own = TEST_ACCESS.appId
    const headers = { 'remote-user': 'eve', 'remote-groups': 'none' }
    expect(await tryEverything(await start({}), headers)).toEqual(
      expectedOf('maintainer', null, own),
    )
    const gateway = await start({ ROSTER_ROLES: '*=viewer' })
    expect(await tryEverything(gateway, headers)).toEqual(expectedOf('viewer', null, own))
  })

  it('there is nothing to sign in to', async () => {
    const answer = await (await start({})).signIn({ appId: 'boss', appSecret: apps.boss })
    expect([answer.status, broker.requests]).toEqual([404, []])
  })
})

it('read-only, nobody kicks, and the page is told', async () => {
  const gateway = await start({ ROSTER_READ_ONLY: 'true' })
  const tried = await tryEverything(gateway, {})
  expect(tried).toMatchObject({ reads: [200], kicks: [403], passed: reads.length })
  expect(tried.person).toMatchObject({ role: 'maintainer', readOnly: true })
})

import { execFileSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { mkdtempSync, readdirSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { EMBED_HEADER } from '../contract/session.ts'
import { formatAccess } from './logging/access-log.ts'
import { createMetrics } from './metrics/gateway-metrics.ts'
import { startApplications, type Applications } from './testing/applications.ts'
import { KEY_SET, SHARED_SECRET, signToken } from './testing/embedding.ts'
import {
  accessOf,
  ask,
  cookieOf,
  startTestGateway,
  TEST_ACCESS,
  type TestGateway,
} from './testing/gateway.ts'
import { holdsSecret } from './testing/secrets.ts'
import { cookieName } from './testing/sign-in.ts'

const SESSION_KEY = randomBytes(32)
const typed = { appId: 'boss', appSecret: 'typed: sëcret & "quoted"' }
const WRONG = 'mistyped+secret/of the boss'

const secrets = [TEST_ACCESS.appSecret, SESSION_KEY, SHARED_SECRET, typed.appSecret, WRONG]

/** The secrets that a text holds, by their place in the list. */
const found = (content: string | Buffer) => secrets.filter((secret) => holdsSecret(content, secret))

const embedding = {
  ROSTER_SESSION_KEYS: SESSION_KEY.toString('base64'),
  ROSTER_EMBED_KEYS: KEY_SET,
}
const signIn = { ROSTER_AUTH: 'sign-in', ...embedding }
const proxy = {
  ROSTER_AUTH: 'proxy',
  ROSTER_TRUSTED_PROXIES: '127.0.0.1',
  ROSTER_ROLES: '*=operator',
  ...embedding,
}

let webRoot: string
let broker: Applications

beforeAll(async () => {
  // The build can read the whole environment of the gateway.
  webRoot = mkdtempSync(join(tmpdir(), 'roster-built-'))
  const { PATH = '' } = process.env
  const env = { PATH, EMQX_APP_SECRET: TEST_ACCESS.appSecret, ...signIn }
  const root = fileURLToPath(new URL('../../', import.meta.url))
  const command = [
    'node_modules/vite/bin/vite.js',
    'build',
    '--logLevel',
    'error',
    '--outDir',
    webRoot,
  ]
  execFileSync(process.execPath, command, { cwd: root, env })
  broker = await startApplications({ [TEST_ACCESS.appId]: TEST_ACCESS.appSecret })
})
afterAll(() => broker.close())

describe('a secret', () => {
  it.each([
    ['raw', `x${typed.appSecret}y`],
    ['in JSON', JSON.stringify({ a: typed })],
    ['in a URL', `/?a=${encodeURIComponent(typed.appSecret)}`],
    ['in a form', `${new URLSearchParams({ a: typed.appSecret })}`],
    ['in hex', Buffer.from(`a${typed.appSecret}`).toString('hex')],
    ['in basic auth', Buffer.from(`boss:${typed.appSecret}`).toString('base64')],
    ['in base64url', Buffer.from(`ab${typed.appSecret}z`).toString('base64url')],
  ])('is found %s', (_, content) => {
    expect(found(content)).toEqual([typed.appSecret])
  })

  it('is in no file of the built page', () => {
    const files = readdirSync(webRoot, { recursive: true, withFileTypes: true }).filter((entry) =>
      entry.isFile(),
    )
    expect(files.map(({ name }) => name)).toContain('index.html')
    for (const { parentPath, name } of files) {
      expect([name, found(readFileSync(join(parentPath, name)))]).toEqual([name, []])
    }
  })
})

describe('no answer, no log, no metric and no line of the audit holds a secret', () => {
  it.each([
    ['open', {}, async () => ({})],
    ['with a sign-in', signIn, async (gateway: TestGateway) => signedIn(gateway)],
    [
      'without one',
      signIn,
      async ({ origin }: TestGateway) => ({ cookie: `${cookieName(origin)}=${WRONG}` }),
    ],
    ['behind a proxy', proxy, async () => ({ 'remote-user': 'ann' })],
    ['embedded', proxy, async (gateway: TestGateway) => embedded(gateway)],
  ])('%s', async (_, env, comeIn) => {
    broker.secrets.set(typed.appId, typed.appSecret)
    const lines: string[] = []
    const counts = createMetrics()
    const gateway = await startTestGateway(broker.apiUrl, {
      access: accessOf(env),
      webRoot,
      metrics: { counts, isPublic: true },
      accessLog: (outcome) => void lines.push(formatAccess(outcome, true)),
    })
    const headers = await comeIn(gateway)
    const answers = [
      ...(await askForEverything(gateway, headers)),
      // Only here does the broker begin to reject the credential.
      ...(broker.secrets.delete(typed.appId) ? await askForEverything(gateway, headers) : []),
      ...(await failToSignIn(gateway)),
      ...(await askWithoutBroker(env)),
    ]
    expect(answers.filter((answer) => found(answer).length > 0)).toEqual([])
    const written = [...gateway.log, ...gateway.audit, ...lines, counts.render()]
    expect(written.filter((line) => found(line).length > 0)).toEqual([])
    expect(lines.length).toBeGreaterThan(20)
    await gateway.close()
  })
})

async function signedIn(gateway: TestGateway): Promise<Record<string, string>> {
  return { cookie: cookieOf(await gateway.signIn(typed)) }
}

async function embedded(gateway: TestGateway): Promise<Record<string, string>> {
  const token = await signToken({ role: 'operator', locks: { username: 'a' } })
  const { text } = await gateway.post('/session/embed', { token })
  const { data } = JSON.parse(text) as { data: { bearer: string } }
  return { [EMBED_HEADER]: data.bearer }
}

type Answer = Awaited<ReturnType<typeof ask>>
const allOf = ({ headers, text }: Answer) => JSON.stringify(headers) + text

async function askForEverything(gateway: TestGateway, headers: Record<string, string>) {
  const paths = ['/', '/embed.js', '/session', '/metrics', '/healthz', '/readyz', '/%zz', '/api/x']
  const calls = ['clients', 'clients/a', 'subscriptions/a', 'nodes', 'brokers', 'clients?_page=x']
  const asked = [...paths, ...calls.map((call) => `/api/v4/${call}`)]
  const answers = await Promise.all([
    ...asked.map((path) => gateway.ask(path, { headers })),
    gateway.ask('/', { headers: { ...headers, host: 'evil.example' } }),
    gateway.ask('/session', { method: 'BREW', headers }).catch(() => null),
    gateway.kick('/api/v4/clients/a', headers),
    gateway.kick('/api/v4/clients/a', { ...headers, 'x-roster': '' }),
    gateway.kick('/api/v4/clients/a', { ...headers, 'roster-kick-reason': '%' }),
    gateway.post('/session/embed', { token: 'x' }, headers),
  ])
  return answers.filter((answer) => answer !== null).map(allOf)
}

/** Every way to mistype a secret, or to send it wrongly. */
async function failToSignIn(gateway: TestGateway): Promise<string[]> {
  const bodies = [
    { ...typed, appSecret: WRONG },
    { ...typed, appSecret: [WRONG] },
    { ...typed, more: WRONG },
    `{"appId":"boss","appSecret":"${WRONG}`,
    { ...typed, appSecret: WRONG.repeat(1000) },
  ]
  const answers = await Promise.all([
    ...bodies.map((body) => gateway.signIn(body)),
    gateway.signIn({ ...typed, appSecret: WRONG }, { 'x-roster': '' }),
    gateway.signIn(`appSecret=${WRONG}`, { 'content-type': 'application/x-www-form-urlencoded' }),
    gateway.post(`/session?${new URLSearchParams({ appSecret: WRONG })}`, typed),
    gateway.ask('/session', { headers: { authorization: `Basic ${btoa(`boss:${WRONG}`)}` } }),
  ])
  return answers.map(allOf)
}

/** The outcome if no broker listens. */
async function askWithoutBroker(env: Record<string, string>): Promise<string[]> {
  const gateway = await startTestGateway('http://127.0.0.1:9/api/v4', { access: accessOf(env) })
  const headers = { 'remote-user': 'ann' }
  const answers = await Promise.all([
    gateway.ask('/api/v4/clients', { headers }),
    gateway.ask('/readyz'),
    gateway.signIn(typed),
  ])
  await gateway.close()
  return [...answers.map(allOf), ...gateway.log, ...gateway.audit]
}

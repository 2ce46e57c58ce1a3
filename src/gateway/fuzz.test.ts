import { connect } from 'node:net'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { EMBED_HEADER } from '../contract/session.ts'
import { formatAccess } from './logging/access-log.ts'
import { KEY_SET, signToken } from './testing/embedding.ts'
import {
  accessOf,
  cookieOf,
  makeWebRoot,
  startTestGateway,
  TEST_ACCESS,
  type TestGateway,
} from './testing/gateway.ts'
import { hostileRequest, Random, type HostileRequest } from './testing/hostile-requests.ts'
import { BOSS, HIDDEN, LOCKS, problemOf, startRecordingBroker } from './testing/questions.ts'
import { holdsSecret } from './testing/secrets.ts'

/** A failure names it; with `FUZZ_SEED` the same requests come again. */
const SEED = Number(process.env.FUZZ_SEED ?? Date.now() % 1_000_000_000)
/** So many of each asker: 10,800 in all. */
const REQUESTS = Number(process.env.FUZZ_REQUESTS ?? 1200)
const AT_A_TIME = 20
/** How long whoever may have sent half a request waits before hanging up, in ms. */
const PATIENCE_MS = 200

let broker: Awaited<ReturnType<typeof startRecordingBroker>>
let gateway: TestGateway
let accessLog: string[]
const unhandled: unknown[] = []
const onUnhandled = (reason: unknown) => void unhandled.push(reason)

beforeAll(async () => {
  broker = await startRecordingBroker()
  process.on('unhandledRejection', onUnhandled)
})
afterEach(() => gateway.close())
afterAll(async () => {
  process.off('unhandledRejection', onUnhandled)
  await broker.close()
})

type Headers = Record<string, string>

const unlimited = {
  ROSTER_REQUESTS_PER_MINUTE: '1000000',
  ROSTER_OPERATOR_KICKS_PER_MINUTE: '100000',
}
const signIn = { ...unlimited, ROSTER_AUTH: 'sign-in', ROSTER_EMBED_KEYS: KEY_SET }
const proxy = {
  ...unlimited,
  ROSTER_AUTH: 'proxy',
  ROSTER_TRUSTED_PROXIES: '127.0.0.1',
  ROSTER_ROLES: 'eyes=viewer',
}
const pastProxy = { ...proxy, ROSTER_TRUSTED_PROXIES: '10.0.0.1' }

const pageOf = (origin: string) => ({ 'x-roster': '1', 'sec-fetch-site': 'same-origin', origin })
const ownPage = () => pageOf(gateway.origin)
const asUser = (user: string, groups: string) => () => {
  return { ...ownPage(), 'remote-user': user, 'remote-groups': groups }
}

async function signedIn(): Promise<Headers> {
  return { ...ownPage(), cookie: cookieOf(await gateway.signIn(BOSS)) }
}

async function bound(): Promise<Headers> {
  const token = await signToken({ role: 'operator', locks: LOCKS })
  const { text } = await gateway.post('/session/embed', { token })
  const { data } = JSON.parse(text) as { data: { bearer: string } }
  return { ...ownPage(), [EMBED_HEADER]: data.bearer }
}

const otherSite = () => ({ ...pageOf('http://evil.example'), 'sec-fetch-site': 'cross-site' })
const otherName = () => ({ ...pageOf('http://evil.example'), host: 'evil.example' })

/** Sends it over a connection of its own. @returns everything that came back, a character a byte */
function send({ bytes, mayBeHalf }: HostileRequest): Promise<string> {
  const socket = connect(Number(new URL(gateway.origin).port), '127.0.0.1')
  const chunks: Buffer[] = []
  socket.on('data', (chunk: Buffer) => chunks.push(chunk))
  // The gateway hangs up on what it does not want to read to its end.
  socket.on('error', () => {})
  socket.write(bytes)
  const timer = mayBeHalf ? setTimeout(() => socket.end(), PATIENCE_MS) : undefined
  return new Promise((resolve) => {
    socket.once('close', () => {
      clearTimeout(timer)
      resolve(Buffer.concat(chunks).toString('latin1'))
    })
  })
}

/** What an answer should not be; null for one that is as it should be. */
function harmOf(answer: string, may: string): string | null {
  if (/^HTTP\/1\.1 5/m.test(answer)) return 'the gateway failed'
  if (holdsSecret(Buffer.from(answer, 'latin1'), TEST_ACCESS.appSecret)) return 'a secret is out'
  return may === 'bound' && answer.includes(HIDDEN) ? 'a client is shown beyond the locks' : null
}

describe(`${REQUESTS} random requests of seed ${SEED} do no harm`, () => {
  it.each([
    ['whoever comes', unlimited, ownPage, 'maintainer'],
    ['a page of another site', unlimited, otherSite, 'nothing'],
    ['a name that is bound anew', unlimited, otherName, 'nothing'],
    ['somebody signed in', signIn, signedIn, 'operator'],
    ['nobody signed in', signIn, ownPage, 'nothing'],
    ['a viewer behind a proxy', proxy, asUser('ann', 'eyes'), 'viewer'],
    ['nobody with a role behind a proxy', proxy, asUser('eve', 'none'), 'nothing'],
    ['somebody past the proxy', pastProxy, asUser('ann', 'eyes'), 'nothing'],
    ['an embedded page under locks', signIn, bound, 'bound'],
  ] as const)('as %s', async (_, env, headersOf, may) => {
    accessLog = []
    gateway = await startTestGateway(broker.apiUrl, {
      access: accessOf(env),
      webRoot: makeWebRoot(),
      accessLog: (outcome) => void accessLog.push(formatAccess(outcome, true)),
    })
    const headers = { host: new URL(gateway.origin).host, ...(await headersOf()) }
    broker.questions.length = 0
    const random = new Random(SEED)
    const harms: [harm: string, request: string][] = []
    async function sendSome(share: number): Promise<void> {
      for (let n = 0; n < share; n++) {
        const request = hostileRequest(random, headers)
        const answer = await send(request)
        const harm = harmOf(answer, may)
        if (harm !== null) harms.push([harm, request.bytes.toString('latin1').slice(0, 2000)])
      }
    }
    await Promise.all(Array.from({ length: AT_A_TIME }, () => sendSome(REQUESTS / AT_A_TIME)))

    expect(harms).toEqual([])
    const wrong = broker.questions.map((question) => ({
      ...question,
      is: problemOf(question, may),
    }))
    expect(wrong.filter(({ is }) => is !== null)).toEqual([])
    expect(broker.questions.length > REQUESTS / 20).toBe(may !== 'nothing')
    expect(unhandled).toEqual([])
    expect(gateway.log).toEqual([])
    const lines = [...gateway.audit, ...accessLog]
    expect(lines.filter((line) => !/^\{[^\p{C}\p{Zl}\p{Zp}]+\}\n$/u.test(line))).toEqual([])
    expect(holdsSecret(lines.join(''), TEST_ACCESS.appSecret)).toBe(false)
    expect((await gateway.ask('/healthz')).status).toBe(200)
  })
})

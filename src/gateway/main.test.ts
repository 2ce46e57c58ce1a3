import { spawn, type ChildProcess } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import * as v from 'valibot'
import { build } from 'vite'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { startFaultyUpstream, type FaultyUpstream } from './testing/faulty-upstream.ts'
import { sessionSchema } from '../contract/session.ts'
import { sessionKeyOf } from './settings/access-settings.ts'
import { signToken } from './testing/embedding.ts'
import { ask, cookieOf, TEST_ACCESS } from './testing/gateway.ts'
import { holdsSecret } from './testing/secrets.ts'
import { sealedAgo } from './testing/sign-in.ts'
import { listen } from '../testing/serve.ts'

const source = fileURLToPath(new URL('./main.ts', import.meta.url))

/** Where the program is built: in the project, so that it finds its packages. */
let built: string
let upstream: FaultyUpstream
let children: ChildProcess[] = []

// Once: each start from its sources takes a second longer.
beforeAll(async () => {
  mkdirSync('test-results', { recursive: true })
  built = mkdtempSync('test-results/program-')
  await build({ logLevel: 'error', build: { ssr: source, outDir: built } })
})
afterAll(() => rmSync(built, { recursive: true }))

beforeEach(async () => {
  upstream = await startFaultyUpstream()
})
afterEach(async () => {
  for (const child of children.splice(0)) child.kill('SIGKILL')
  await upstream.close()
})

function start(settings: Record<string, string>) {
  const { PATH = '' } = process.env
  const child = spawn(process.execPath, [join(built, 'main.js')], { env: { PATH, ...settings } })
  children.push(child)
  const output = { out: '', err: '' }
  child.stdout.on('data', (chunk) => (output.out += String(chunk)))
  child.stderr.on('data', (chunk) => (output.err += String(chunk)))
  const exit = once(child, 'close').then(([code]) => code as number | null)
  const address = new Promise<string>((resolve, reject) => {
    child.stdout.on('data', () => {
      const found = /^Roster is at (http:\S+)\n/m.exec(output.out)?.[1]
      if (found !== undefined) resolve(found)
    })
    void exit.then((code) => reject(new Error(`exited with ${code}: ${output.err}`)))
  })
  address.catch(() => {})
  return { child, output, exit, address }
}

function access() {
  const { appId, appSecret } = TEST_ACCESS
  return {
    PORT: '0',
    EMQX_API: upstream.apiUrl,
    EMQX_APP_ID: appId,
    EMQX_APP_SECRET: appSecret,
  }
}

describe('the program', () => {
  it('prints its address and its broker, and no secret', async () => {
    const { address, output, child, exit } = start(access())
    expect((await ask(await address, '/api/v4/clients')).status).toBe(200)
    child.kill('SIGTERM')
    expect(await exit).toBe(0)
    expect(output.out).toContain(`broker: ${upstream.apiUrl}`)
    expect(output.err).toBe('')
    expect(holdsSecret(output.out, TEST_ACCESS.appSecret)).toBe(false)
  })

  it('writes the audit to stdout, after the start-up lines', async () => {
    const { address, output } = start(access())
    const origin = await address
    const headers = { 'x-roster': '1', origin }
    await ask(origin, '/api/v4/clients/a%0ab', { method: 'DELETE', headers })
    await expect.poll(() => output.out).toMatch(/\n\{.*"clientid":"a\\nb".*\}\n$/)
    expect(output.out).toMatch(/^Roster is at /)
    expect(output.err).toBe('')
  })

  it('shows the demo broker if none is set, and takes another MQTT port if the usual one is in use', async () => {
    const { port, close } = await listen(createServer())
    const taken = String(port)
    const settings = { PORT: '0', DEMO_MQTT_PORT: taken, DEMO_CLIENTS: '3', TZ: 'Asia/Tokyo' }
    const { address, output, child, exit } = start(settings)
    const answer = await ask(await address, '/session')
    const { data } = v.parse(sessionSchema, JSON.parse(answer.text))
    expect(data.brokerTimeZone).toBe('Asia/Tokyo')
    expect(data.demo?.mqttUrl).toMatch(/^mqtt:/)
    expect((await ask(await address, '/readyz')).status).toBe(200)
    const nodes = JSON.parse((await ask(await address, '/api/v4/nodes')).text) as {
      data: unknown[]
    }
    expect(nodes.data).toHaveLength(3)
    child.kill('SIGTERM')
    expect(await exit).toBe(0)
    expect(output.out).toContain(`with MQTT at ${data.demo?.mqttUrl}\n`)
    expect(output.out).toContain(`(port ${taken} was in use)`)
    expect(output.out).toMatch(/one of its nodes: http:\/\/127\.0\.0\.1:\d+\/demo\n/)
    await close()
  })

  it.each(['SIGTERM', 'SIGINT'] as const)(
    'lets a request under way finish on %s',
    async (signal) => {
      upstream.setFault('slow')
      const { address, child, exit } = start(access())
      const origin = await address
      const answer = ask(origin, '/api/v4/clients', { headers: { connection: 'keep-alive' } })
      await expect.poll(() => upstream.requests.length).toBe(1)
      child.kill(signal)
      await expect.poll(() => ask(origin, '/healthz').catch(() => 'refused')).toBe('refused')
      upstream.release()
      expect((await answer).status).toBe(200)
      expect(await exit).toBe(0)
    },
  )

  it('exits at once on a second signal', async () => {
    upstream.setFault('hang')
    const { address, child, exit } = start(access())
    const origin = await address
    const answer = ask(origin, '/api/v4/clients').catch(() => 'broken off')
    await expect.poll(() => upstream.requests.length).toBe(1)
    child.kill('SIGTERM')
    await expect.poll(() => ask(origin, '/healthz').catch(() => 'refused')).toBe('refused')
    child.kill('SIGTERM')
    expect(await exit).toBe(1)
    expect(await answer).toBe('broken off')
  })

  it.each([
    ['an exception', 'throw new TypeError("why\\nroster: forged\\u001b[2J")'],
    ['a rejection', 'void Promise.reject(new TypeError("why\\nroster: forged\\u001b[2J"))'],
    [
      'a parser',
      'throw Object.assign(new TypeError("why\\nroster: forged\\u001b[2J"), { rawPacket: Buffer.from("a") })',
    ],
  ])('ends with one line that says why if nothing catches %s', async (_, failing) => {
    // Fails on a signal.
    const script = `process.on('SIGUSR2', () => { ${failing} })`
    const NODE_OPTIONS = `--import=data:text/javascript,${encodeURIComponent(script)}`
    const { address, output, child, exit } = start({ ...access(), NODE_OPTIONS })
    await address
    child.kill('SIGUSR2')
    expect(await exit).toBe(1)
    expect(output.err).toBe('roster: stopped: TypeError: why\\u000aroster: forged\\u001b[2J\n')
  })

  it('does not start with a wrong setting, and names it', async () => {
    const { exit, output } = start({ ...access(), PORT: 'x', ROSTER_NOPE: '1' })
    expect(await exit).toBe(1)
    expect(output.out).toBe('')
    expect(output.err).toMatch(/^roster: unknown setting ROSTER_NOPE .*; PORT must be .*\n$/)
  })

  it('does not start on a port in use, and says so', async () => {
    const { port, close } = await listen(createServer())
    const { exit, output } = start({ ...access(), PORT: String(port) })
    expect(await exit).toBe(1)
    expect(output.err).toBe(
      `roster: port ${port} of 127.0.0.1 is in use: set PORT to another port\n`,
    )
    await close()
  })

  it('serves metrics on their own port, and writes an access log, if the settings say so', async () => {
    const settings = { ROSTER_METRICS_PORT: '0', ROSTER_ACCESS_LOG: 'true' }
    const { address, output, child, exit } = start({ ...access(), ...settings })
    const origin = await address
    await ask(origin, '/api/v4/clients')
    await expect
      .poll(() => output.out)
      .toMatch(/^\{"time":"[^\n]+"path":"\/api\/v4\/clients"[^\n]+\}$/m)
    const metrics = /^Metrics are at (http:\S+)\/metrics$/m.exec(output.out)?.[1] ?? ''
    expect((await ask(metrics, '/metrics')).text).toContain('route="api list"')
    expect((await ask(origin, '/metrics')).status).toBe(404)
    child.kill('SIGTERM')
    expect(await exit).toBe(0)
    expect(holdsSecret(output.out, TEST_ACCESS.appSecret)).toBe(false)
  })

  it('does not start without a sign-in if others can reach it', async () => {
    const { exit, output } = start({ ...access(), HOST: '0.0.0.0' })
    expect(await exit).toBe(1)
    expect(output.err).toBe(
      'roster: others can reach "0.0.0.0": set ROSTER_AUTH to sign-in or proxy, ' +
        'or ROSTER_OPEN_TO_NETWORK to everyone-may-kick\n',
    )
  })

  it('starts without a sign-in if a setting names the risk, and warns', async () => {
    const ROSTER_OPEN_TO_NETWORK = 'everyone-may-kick'
    const { address, output } = start({ ...access(), HOST: '0.0.0.0', ROSTER_OPEN_TO_NETWORK })
    await address
    await expect.poll(() => output.err).toMatch(/^roster: warning: there is no sign-in/)
  })

  it('exchanges its keys on SIGHUP, ends no sign-in, and keeps the old keys if the new ones are wrong', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'roster-keys-'))
    const [sessions, embedding] = [join(folder, 'sessions'), join(folder, 'embedding')]
    const [first, second] = [randomBytes(32), randomBytes(32)]
    const keySet = (k: Buffer) => {
      const key = { kty: 'oct', alg: 'HS256', kid: 'shared', k: k.toString('base64url') }
      return JSON.stringify({ keys: [key] })
    }
    writeFileSync(sessions, first.toString('base64'))
    writeFileSync(embedding, keySet(first))
    const { address, child, output } = start({
      ...access(),
      ROSTER_AUTH: 'sign-in',
      ROSTER_SESSION_KEYS_FILE: sessions,
      ROSTER_EMBED_KEYS_FILE: embedding,
    })
    const origin = await address
    const post = (path: string, body: object) => {
      const headers = { 'x-roster': '1', origin, 'content-type': 'application/json' }
      return ask(origin, path, { method: 'POST', headers, body: JSON.stringify(body) })
    }
    const reload = async (said: number) => {
      child.kill('SIGHUP')
      await expect.poll(() => output.err.split('were read again\n').length - 1).toBe(said)
    }
    // A sign-in is renewed only if it was sealed over a minute ago.
    const cookie = `roster=${await sealedAgo(sessionKeyOf(first), { appId: 'boss', appSecret: 's-boss' })}`
    const session = () => ask(origin, '/session', { headers: { cookie } })
    const kidOf = (token: string) =>
      JSON.parse(Buffer.from(token.split('=')[1]?.split('.')[0] ?? '', 'base64url').toString()).kid
    const embed = async (key: Buffer) => {
      const token = await signToken({}, undefined, key)
      return (await post('/session/embed', { token })).status
    }

    writeFileSync(sessions, [second, first].map((key) => key.toString('base64')).join('\n'))
    writeFileSync(embedding, keySet(second))
    await reload(1)
    const renewed = await session()
    expect(JSON.parse(renewed.text).data.user).toBe('boss')
    expect(kidOf(cookieOf(renewed))).not.toBe(kidOf(cookie))
    expect([await embed(first), await embed(second)]).toEqual([401, 200])

    writeFileSync(sessions, 'no key')
    writeFileSync(embedding, '{}')
    await reload(2)
    expect(JSON.parse((await session()).text).data.user).toBe('boss')
    expect(await embed(second)).toBe(200)
    expect(output.err).toMatch(
      /^roster: warning: ROSTER_SESSION_KEYS must be .* version from before$/m,
    )
    expect(output.err).toMatch(
      /^roster: warning: ROSTER_EMBED_KEYS_FILE must be .* version from before$/m,
    )
  })

  it('with a sign-in refuses requests that have none, and is ready', async () => {
    upstream.setFault('unauthorized')
    const env = { PORT: '0', EMQX_API: upstream.apiUrl, ROSTER_AUTH: 'sign-in' }
    const { address, output } = start(env)
    const origin = await address
    expect((await ask(origin, '/readyz')).status).toBe(200)
    expect((await ask(origin, '/api/v4/clients')).status).toBe(401)
    expect(output.out).toContain('sign-in: with an id and secret of EMQX')
    expect(output.out).toContain('ends when Roster stops')
    expect(upstream.requests.map(({ headers }) => headers.authorization)).toEqual([undefined])
  })
})

import { randomBytes } from 'node:crypto'
import { mkdtempSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import * as v from 'valibot'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { startFaultyUpstream, type FaultyUpstream } from './testing/faulty-upstream.ts'
import { sessionSchema } from '../contract/session.ts'
import { sessionKeyOf } from './settings/access-settings.ts'
import { signToken } from './testing/embedding.ts'
import { ask, cookieOf, TEST_ACCESS } from './testing/gateway.ts'
import { accessTo, kick, useProgram } from './testing/program.ts'
import { holdsSecret } from './testing/secrets.ts'
import { cookieName, sealedAgo } from './testing/sign-in.ts'
import { listen } from '../testing/serve.ts'

let upstream: FaultyUpstream

beforeEach(async () => {
  upstream = await startFaultyUpstream()
})
afterEach(() => upstream.close())
// Below: the programs end before the broker does.
const start = useProgram()

const access = () => accessTo(upstream.apiUrl)

/** How many lists the broker was asked for: Roster looks at the nodes by itself. */
const listsAsked = () => upstream.requests.filter(({ url }) => url === '/api/v4/clients').length

/** Options for Node: SIGUSR2 sets the clock of the program an hour back, SIGWINCH three hours ahead. */
const settableClock = `--import data:text/javascript,${encodeURIComponent(`
  const RealDate = Date
  let by = 0
  const now = () => RealDate.now() + by
  globalThis.Date = class extends RealDate {
    constructor(...given) { super(...(given.length === 0 ? [now()] : given)) }
    static now() { return now() }
  }
  const set = (hours) => () => {
    by += hours * 3600000
    console.error('the clock is set')
  }
  process.on('SIGUSR2', set(-1)).on('SIGWINCH', set(3))
`)}`

describe('the command line', () => {
  it('answers --help and --version on stdout, and starts nothing', async () => {
    const help = start({}, { args: ['--help'] })
    const version = start({}, { args: ['--version'] })
    expect([await help.exit, await version.exit]).toEqual([0, 0])
    expect(help.output.out).toMatch(/^Roster, .*\bEMQX_API\b/s)
    expect(version.output.out).toMatch(/^\d+\.\d+\.\d+\n$/)
    expect(help.output.err + version.output.err).toBe('')
  })

  it.each([['--port', '8080'], ['8080'], ['--version', '--verbose'], ['toString'], ['']])(
    'refuses unknown arguments: %j %j',
    async (...args) => {
      const { exit, output } = start({ PORT: '0' }, { args })
      expect(await exit).toBe(1)
      expect(output.out).toBe('')
      expect(output.err).toMatch(/^roster: unknown argument ".*": settings come from [^\n]*\n$/)
      expect(output.err).toContain(JSON.stringify(args.find((each) => each !== '--version')))
    },
  )

  it.each(['20.18.3', '21.7.0', '16.20.2', '22.11.0'])(
    'says that Node %s is too old, before it imports anything else',
    async (version) => {
      // The hook fails each import after the start: the message must come first.
      const script = `import { register } from 'node:module'
        Object.defineProperty(process, 'versions', { value: { ...process.versions, node: '${version}' } })
        register('data:text/javascript,' + encodeURIComponent(
          'export const resolve = (name, context, next) => { if (/fastify|assets/.test(name)) throw new Error("imported " + name); return next(name, context) }'))`
      const NODE_OPTIONS = `--import=data:text/javascript,${encodeURIComponent(script)}`
      const { exit, output } = start({ PORT: '0', NODE_OPTIONS })
      expect(await exit).toBe(1)
      expect(output.err).toContain(`roster: this is Node ${version}, but Roster needs Node 20.19`)
      expect(output.err).not.toContain('imported')
    },
  )
})

describe('the program', () => {
  it('prints its address and its broker, and no secret', async () => {
    const { address, output, child, exit } = start(access())
    expect((await ask(await address, '/api/v4/clients')).status).toBe(200)
    child.kill('SIGTERM')
    expect(await exit).toBe(0)
    expect(output.err).toMatch(/^Roster is at [^\n]+\n  broker: /)
    expect(output.err).toContain(`  broker: ${upstream.apiUrl}\n`)
    expect(holdsSecret(output.out + output.err, TEST_ACCESS.appSecret)).toBe(false)
  })

  it('writes the audit to stdout, and nothing else', async () => {
    const { address, output } = start(access())
    await kick(await address, 'a%0ab')
    await expect.poll(() => output.out.split('\n')).toHaveLength(3)
    const events = output.out
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as object)
    expect(events).toMatchObject([{ event: 'start' }, { event: 'kick', clientid: 'a\nb' }])
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
    expect(output.err).toContain(`with MQTT at ${data.demo?.mqttUrl}\n`)
    expect(output.err).toContain(`(port ${taken} was in use)`)
    expect(output.err).toMatch(/one of its nodes: http:\/\/127\.0\.0\.1:\d+\/demo\n/)
    await close()
  })

  it.each([
    [':/etc/localtime', null],
    ['CST-8', null],
    ['GMT+7', null],
    ['garbage', null],
    ['', null],
    ['Asia/Shanghai', 'Asia/Shanghai'],
  ])('serves the demo with TZ=%j, and knows the zone %j', async (zone, known) => {
    const odd = { TZ: zone, LANG: 'en-US@posix', LC_ALL: '??' }
    const { address, output } = start({ PORT: '0', DEMO_MQTT_PORT: '0', DEMO_CLIENTS: '3', ...odd })
    const answer = await ask(await address, '/session')
    const { data } = v.parse(sessionSchema, JSON.parse(answer.text))
    expect(data.brokerTimeZone).toBe(known)
    const list = await ask(await address, '/api/v4/clients')
    expect(list.status).toBe(200)
    expect(output.err).not.toMatch(/error|invalid|unhandled/i)
  })

  it.each(['SIGTERM', 'SIGINT'] as const)(
    'lets a request under way finish on %s',
    async (signal) => {
      upstream.setFault('slow')
      const { address, child, exit } = start(access())
      const origin = await address
      const answer = ask(origin, '/api/v4/clients', { headers: { connection: 'keep-alive' } })
      await expect.poll(listsAsked).toBe(1)
      child.kill(signal)
      await expect.poll(() => ask(origin, '/healthz').catch(() => 'refused')).toBe('refused')
      upstream.release()
      expect((await answer).status).toBe(200)
      expect(await exit).toBe(0)
    },
  )

  it('takes two signals within a second as one, as npm sends a Ctrl-C', async () => {
    upstream.setFault('slow')
    const { address, child, exit } = start(access())
    const origin = await address
    const answer = ask(origin, '/api/v4/clients')
    await expect.poll(listsAsked).toBe(1)
    child.kill('SIGINT')
    child.kill('SIGTERM')
    await expect.poll(() => ask(origin, '/healthz').catch(() => 'refused')).toBe('refused')
    upstream.release()
    expect((await answer).status).toBe(200)
    expect(await exit).toBe(0)
  })

  it('exits at once on a second signal after that', async () => {
    upstream.setFault('hang')
    const { address, child } = start(access())
    const origin = await address
    const answer = ask(origin, '/api/v4/clients').catch(() => 'broken off')
    await expect.poll(listsAsked).toBe(1)
    child.kill('SIGTERM')
    await expect.poll(() => ask(origin, '/healthz').catch(() => 'refused')).toBe('refused')
    // The second one counts a second after the first one.
    const signal = () => {
      child.kill('SIGTERM')
      return child.exitCode
    }
    await expect.poll(signal, { timeout: 9000 }).toBe(1)
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
    const [last] = output.err.split('\n').slice(-2)
    expect(last).toBe('roster: stopped: TypeError: why\\u000aroster: forged\\u001b[2J')
  })

  it('does not start with a wrong setting, and names it', async () => {
    const { exit, output } = start({ ...access(), PORT: 'x', ROSTER_NOPE: '1' })
    expect(await exit).toBe(1)
    expect(output.out).toBe('')
    expect(output.err).toMatch(/^roster: unknown setting ROSTER_NOPE: .*; PORT must be .*\n$/)
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

  it.runIf(process.platform === 'linux')(
    'brings fewer demo clients if few files may be open, says so, and answers',
    async () => {
      const settings = { PORT: '0', DEMO_MQTT_PORT: '0' }
      const { address, output } = start(settings, { before: 'ulimit -n 256' })
      const origin = await address
      expect(output.err).toMatch(
        /^roster: warning: the demo has 78 of 200 clients: raise ulimit -n from 256 to 500\n/,
      )
      const count = async () => {
        const { text } = await ask(origin, '/api/v4/clients?_limit=1')
        return (JSON.parse(text) as { meta: { count: number } }).meta.count
      }
      await expect.poll(count, { timeout: 20_000 }).toBe(78)
      const answers = Array.from({ length: 50 }, () => ask(origin, '/api/v4/clients'))
      expect((await Promise.all(answers)).every(({ status }) => status === 200)).toBe(true)
    },
  )

  it('names HOST if its name is not found', async () => {
    const { exit, output } = start({ PORT: '0', DEMO_MQTT_PORT: '0', HOST: 'localhost:80' })
    expect(await exit).toBe(1)
    expect(output.err).toMatch(/^roster: HOST names "localhost:80", which is not found \(\w+\)\n$/)
  })

  it('names DEMO_MQTT_PORT if there is no free port after it', async () => {
    const last = createServer().on('error', () => {})
    last.listen(65_535, '127.0.0.1')
    const { exit, output } = start({ PORT: '0', DEMO_MQTT_PORT: '65535' })
    expect(await exit).toBe(1)
    expect(output.err).toBe(
      'roster: port 65535 of 127.0.0.1 is in use: set DEMO_MQTT_PORT to another port\n',
    )
    last.close()
  })

  it('outlives a SIGHUP before it listens', async () => {
    const script = `process.once('newListener', () => process.kill(process.pid, 'SIGHUP'))`
    const NODE_OPTIONS = `--import=data:text/javascript,${encodeURIComponent(script)}`
    const { address } = start({ ...access(), NODE_OPTIONS })
    expect((await ask(await address, '/healthz')).status).toBe(200)
  })

  it('serves metrics on their own port, and writes an access log, if the settings say so', async () => {
    const settings = { ROSTER_METRICS_PORT: '0', ROSTER_ACCESS_LOG: 'true' }
    const { address, output, child, exit } = start({ ...access(), ...settings })
    const origin = await address
    await ask(origin, '/api/v4/clients')
    await expect
      .poll(() => output.out)
      .toMatch(/^\{"time":"[^\n]+"path":"\/api\/v4\/clients"[^\n]+\}$/m)
    const metrics = /^Metrics are at (http:\S+)\/metrics$/m.exec(output.err)?.[1] ?? ''
    expect((await ask(metrics, '/metrics')).text).toContain('route="api list"')
    expect((await ask(origin, '/metrics')).status).toBe(404)
    child.kill('SIGTERM')
    expect(await exit).toBe(0)
    expect(holdsSecret(output.out + output.err, TEST_ACCESS.appSecret)).toBe(false)
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
    await expect.poll(() => output.err).toMatch(/^roster: warning: there is no sign-in/m)
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
    const boss = { appId: 'boss', appSecret: 's-boss' }
    const cookie = `${cookieName(origin)}=${await sealedAgo(sessionKeyOf(first), boss)}`
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

  it('keeps a sign-in if the clock is set back or ahead', async () => {
    const { address, child, output } = start({
      PORT: '0',
      EMQX_API: upstream.apiUrl,
      ROSTER_AUTH: 'sign-in',
      ROSTER_SESSION_IDLE_MINUTES: '60',
      NODE_OPTIONS: settableClock,
    })
    const origin = await address
    const headers = { 'x-roster': '1', origin, 'content-type': 'application/json' }
    const body = JSON.stringify({ appId: 'boss', appSecret: 's-boss' })
    const cookie = cookieOf(await ask(origin, '/session', { method: 'POST', headers, body }))
    const left = async () => {
      const { data } = JSON.parse((await ask(origin, '/session', { headers: { cookie } })).text)
      return { user: data.user, minutes: Math.round(data.expiresInMs / 60_000) }
    }
    for (const [index, signal] of (['SIGUSR2', 'SIGWINCH'] as const).entries()) {
      child.kill(signal)
      const timesSet = () => output.err.split('the clock is set\n').length - 1
      await expect.poll(timesSet).toBe(index + 1)
      expect(await left()).toEqual({ user: 'boss', minutes: 60 })
    }
  })

  it('with a sign-in refuses requests that have none, and is ready', async () => {
    upstream.setFault('unauthorized')
    const env = { PORT: '0', EMQX_API: upstream.apiUrl, ROSTER_AUTH: 'sign-in' }
    const { address, output } = start(env)
    const origin = await address
    expect((await ask(origin, '/readyz')).status).toBe(200)
    expect((await ask(origin, '/api/v4/clients')).status).toBe(401)
    expect(output.err).toContain('sign-in: with an id and secret of EMQX')
    expect(output.err).toContain('ends when Roster stops')
    expect(upstream.requests.map(({ headers }) => headers.authorization)).toEqual([undefined])
  })
})

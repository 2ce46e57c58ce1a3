/** Everything that the scenes show: clients in each kind of trouble, and brokers and gateways that fail. */
import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import type { MqttClient } from 'mqtt'
import { RawDevice } from '../../src/demo-broker/fleet/raw-device.ts'
import { connectClient, startRoster, type ClientOptions } from '../support/roster.ts'
import { freePort } from '../support/run-proxy.ts'

type Started = Awaited<ReturnType<typeof startRoster>>

/** Ids of clients, by what is the matter with them. */
export const ids = {
  healthy: 'pump-0001',
  offline: 'pump-0002',
  full: 'pump-0003',
  stuck: 'pump-0004',
  dropping: 'pump-0005',
  flapping: 'pump-0006',
} as const

const username = 'waterworks'

/** A running Roster with all that scenes need; parts that few need are started when asked for. */
export class World {
  readonly roster: Started
  readonly #clients: MqttClient[] = []
  readonly #closers: (() => Promise<void> | void)[] = []
  #traffic: NodeJS.Timeout | undefined
  readonly #lazy = new Map<string, Promise<unknown>>()

  private constructor(roster: Started) {
    this.roster = roster
    this.#closers.push(() => roster.close())
  }

  /** @param clients of the demo broker's own, beside those in trouble */
  static async start(clients = 200): Promise<World> {
    const world = new World(await startRoster({ clients }))
    await world.#makeTrouble()
    return world
  }

  async connect(options: ClientOptions): Promise<MqttClient> {
    const client = await connectClient(this.roster, options)
    client.on('error', () => {})
    this.#clients.push(client)
    return client
  }

  /** Clients to kick, with a prefix of their own. */
  async connectMany(prefix: string, count: number): Promise<void> {
    const number = (n: number) => String(n + 1).padStart(2, '0')
    await Promise.all(
      Array.from({ length: count }, (_, n) =>
        this.connect({ clientId: `${prefix}${number(n)}`, username }),
      ),
    )
  }

  /** A Roster that lets in only who signs in. */
  guarded(): Promise<Started> {
    return this.#once('guarded', () => this.#start({ access: { ROSTER_AUTH: 'sign-in' } }))
  }

  /** Rosters of three nodes, one of which is stopped, or answers nothing. */
  stopped(): Promise<Started> {
    return this.#once('stopped', () => this.#startFailing((node) => node.stop()))
  }
  hung(): Promise<Started> {
    return this.#once('hung', () => this.#startFailing((node) => node.hang()))
  }

  /** The example of a console, with Roster in it. Gives its origin. */
  console(): Promise<string> {
    return this.#once('console', async () => {
      const folder = mkdtempSync(join(tmpdir(), 'roster-console-'))
      const keys = join(folder, 'keys.json')
      const port = await freePort()
      const origin = `http://127.0.0.1:${port}`
      // Twice: the first start only makes the key that the gateway reads.
      const run = (rosterUrl: string) =>
        this.#spawn({ PORT: String(port), ROSTER_URL: rosterUrl, ROSTER_EMBED_KEYS_FILE: keys })
      const first = await run('http://127.0.0.1:1')
      await end(first)
      const roster = await this.#start({
        clients: 200,
        access: {
          ROSTER_AUTH: 'sign-in',
          ROSTER_EMBED_ORIGINS: origin,
          ROSTER_EMBED_KEYS_FILE: keys,
        },
      })
      const second = await run(roster.origin)
      this.#closers.push(async () => {
        await end(second)
        rmSync(folder, { recursive: true })
      })
      return origin
    })
  }

  async close(): Promise<void> {
    clearInterval(this.#traffic)
    await Promise.all(this.#clients.map((client) => client.endAsync(true)))
    for (const close of this.#closers.toReversed()) await close()
  }

  #once<Thing>(name: string, make: () => Promise<Thing>): Promise<Thing> {
    const made = this.#lazy.get(name) ?? make()
    this.#lazy.set(name, made)
    return made as Promise<Thing>
  }

  async #start(options: Parameters<typeof startRoster>[0]): Promise<Started> {
    const roster = await startRoster(options)
    this.#closers.push(() => roster.close())
    return roster
  }

  async #startFailing(
    fail: (node: Started['broker']['nodes'][number]) => Promise<void>,
  ): Promise<Started> {
    const roster = await this.#start({ nodes: 3, clients: 60 })
    // The gateway knows what a node had only if it has looked before.
    await fetch(`${roster.origin}/cluster/nodes`)
    await delay(1000)
    const node = roster.broker.nodes[1]
    if (node) await fail(node)
    return roster
  }

  async #spawn(env: Record<string, string>): Promise<ChildProcess> {
    const program = fileURLToPath(new URL('../../deploy/console/console.mjs', import.meta.url))
    const child = spawn(process.execPath, [program], {
      env,
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    await once(child.stdout, 'data')
    return child
  }

  async #makeTrouble(): Promise<void> {
    const sender = await this.connect({ clientId: 'pump-control', username })
    const send = async (id: string, count: number) => {
      const one = () => sender.publishAsync(`pumps/${id}/set`, '{"speed":1}', { qos: 1 })
      await Promise.all(Array.from({ length: count }, one))
    }
    const healthy = await this.connect({ clientId: ids.healthy, username, clean: false })
    await healthy.subscribeAsync(`pumps/${ids.healthy}/#`, { qos: 1 })
    for (const id of [ids.offline, ids.full]) {
      const client = await this.connect({ clientId: id, username, clean: false })
      await client.subscribeAsync(`pumps/${id}/#`, { qos: 1 })
      await client.endAsync()
    }
    for (const id of [ids.stuck, ids.dropping]) {
      const { mqttPort } = this.roster.broker
      const deaf = new RawDevice(mqttPort, { clientId: id, username, clean: false, keepalive: 0 })
      await deaf.connect()
      await deaf.subscribe(`pumps/${id}/#`, 1)
      this.#closers.push(() => deaf.close())
    }
    await send(ids.offline, 22)
    await send(ids.full, 1353)
    await send(ids.stuck, 140)
    await send(ids.dropping, 1200)
    // What is under way at the end fails.
    const sendOn = (id: string) => send(id, 2).catch(() => {})
    this.#traffic = setInterval(() => {
      void sendOn(ids.healthy)
      void sendOn(ids.dropping)
    }, 500)
  }
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null) return
  const exit = once(child, 'exit')
  child.kill()
  await exit
}

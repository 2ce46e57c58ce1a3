import type { MqttClient } from 'mqtt'
import { acknowledgeLate, createClient, DeafMember, whenSubscribed } from './member.ts'
import { NARROW_BYTES, planFleet, type Member } from './plan.ts'
import type { RawDevice } from './raw-device.ts'
import { seededRandom } from './seeded-random.ts'

/** How many clients connect at a time. More would block the event loop. */
const BATCH = 50

const TICK_MS = 200

/** Firmware blocks: enough to overflow the queue of an offline member. */
const BLOCKS = 1150

/** Options of the fleet beside its size. */
interface FleetOptions {
  /** Whether the broker has a session of this client, connected or not. */
  hasSession: (clientId: string) => boolean
  /** How often `hasSession` is asked for an offline member, in ms. After two times no it comes back. */
  lookMs: number
  /** The fleet does everything else this many times faster than in the demo. */
  speed: number
}

/** Something that a member does repeatedly. */
interface Task {
  /** By the fleet's clock. */
  nextAt: number
  /** Does it, and returns after how many ms of the fleet's clock it is due again. */
  run: () => number
}

/** Topics of the fleet's traffic, each with its subscribers. */
const topics = {
  /** Services. */
  telemetry: (index: number) => `telemetry/${index}`,
  /** One healthy device. */
  command: (index: number) => `devices/${index}/commands`,
  /** `stuck` and `away` members, in three groups with different paces. */
  orders: (group: number) => `orders/${group % 3}`,
  /** `full` members. */
  firmware: 'firmware/blocks',
  /** One `narrow` member. */
  manual: (index: number) => `devices/${index}/manual`,
  /** `slow` members. */
  reports: 'reports/lines',
}

/**
 * Real MQTT clients with real traffic, some of them in trouble (see `plan.ts`). They connect in
 * batches after the constructor returns. The first one, a service, sends the traffic that fills queues.
 */
export class Fleet {
  readonly #ports: number[]
  readonly #members: Member[]
  readonly #options: FleetOptions
  readonly #random = seededRandom(4)
  readonly #tasks: Task[] = []
  readonly #clients = new Set<MqttClient>()
  readonly #deaf: DeafMember[] = []
  /** A large fleet sends no more telemetry than 400 devices do. */
  readonly #slowdown: number
  readonly #ticker: NodeJS.Timeout
  #blocksLeft = 0
  #isClosed = false

  /** @param ports of the nodes; each member always connects to the same one */
  constructor(ports: number[], count: number, options: FleetOptions) {
    this.#ports = ports
    this.#options = options
    this.#members = planFleet(count)
    this.#slowdown = Math.max(1, count / 400)
    this.#ticker = setInterval(() => this.#tick(), TICK_MS / options.speed)
    void this.#connectAll()
  }

  close(): void {
    this.#isClosed = true
    clearInterval(this.#ticker)
    for (const member of this.#deaf) member.close()
    for (const client of this.#clients) client.end(true)
  }

  /** Members in trouble connect first, so that they miss no message of the dispatcher. */
  async #connectAll(): Promise<void> {
    const [dispatcher, ...others] = this.#members
    if (dispatcher === undefined) return
    const firstHealthy = others.findIndex(({ kind }) => kind === 'device')
    await this.#startInBatches(firstHealthy < 0 ? others : others.slice(0, firstHealthy))
    await this.#startService(dispatcher, true)
    if (firstHealthy >= 0) await this.#startInBatches(others.slice(firstHealthy))
  }

  async #startInBatches(members: Member[]): Promise<void> {
    for (let i = 0; i < members.length && !this.#isClosed; i += BATCH) {
      await Promise.all(members.slice(i, i + BATCH).map((member) => this.#start(member)))
    }
  }

  async #start(member: Member): Promise<void> {
    switch (member.kind) {
      case 'service':
        return this.#startService(member, false)
      case 'device':
        return this.#startDevice(member)
      case 'flapping':
        return this.#startFlapping(member)
      case 'slow':
        return this.#startSlow(member)
      case 'away':
        return this.#startAbsent(member, topics.orders(member.index))
      case 'full':
        return this.#startAbsent(member, topics.firmware)
      case 'stuck':
        return this.#startDeaf(member, (device) => device.subscribe(topics.orders(member.index), 1))
      case 'unreleased': {
        const send = (device: RawDevice) => {
          for (let i = 0; i < 3 + (member.index % 5); i++) {
            device.publish(topics.telemetry(member.index), '{"door":"open"}', 2)
          }
        }
        // The broker drops what was not released after 300 s, and by then there is more.
        return this.#startDeaf(member, send, 240_000)
      }
      case 'narrow':
        return this.#startNarrow(member)
    }
  }

  async #startService(member: Member, isDispatcher: boolean): Promise<void> {
    if (this.#isClosed) return
    const client = this.#create(member)
    await whenSubscribed(client, ['telemetry/#'], member.index % 2 === 0 ? 1 : 0)
    if (isDispatcher) this.#dispatch(client)
  }

  #dispatch(client: MqttClient): void {
    const send = (topic: string, count: number) => {
      for (let i = 0; i < count && client.connected; i++) {
        client.publish(topic, JSON.stringify({ order: this.#between(1, 1e6) }), { qos: 1 })
      }
    }
    const devices = this.#members.filter(({ kind }) => kind === 'device')
    this.#repeat(0, () => {
      send(topics.firmware, Math.min(this.#blocksLeft, 40))
      this.#blocksLeft = Math.max(0, this.#blocksLeft - 40)
      if (this.#blocksLeft === 0) send(topics.firmware, 1)
      return this.#blocksLeft === 0 ? 4000 : TICK_MS
    })
    for (const [group, pace] of [2000, 5000, 11_000].entries()) {
      send(topics.orders(group), 60)
      this.#repeat(pace, () => {
        send(topics.orders(group), 1)
        return pace
      })
    }
    this.#repeat(0, () => {
      send(topics.reports, 120)
      return 20_000
    })
    this.#repeat(1000, () => {
      const device = devices[Math.floor(this.#random() * devices.length)]
      if (device) send(topics.command(device.index), 1)
      return 2000
    })
  }

  async #startDevice(member: Member): Promise<void> {
    const client = this.#create(member)
    const pace = this.#between(5000, 30_000) * this.#slowdown
    const qos = this.#random() < 0.8 ? 0 : 1
    this.#repeat(this.#random() * pace, () => {
      const reading = { t: Number((15 + this.#random() * 10).toFixed(1)), seq: member.index }
      const topic = topics.telemetry(member.index)
      if (client.connected) client.publish(topic, JSON.stringify(reading), { qos })
      return pace
    })
    await whenSubscribed(client, [topics.command(member.index)], 1)
  }

  async #startFlapping(member: Member): Promise<void> {
    const client = this.#create(member, { reconnectPeriod: 0 })
    this.#repeat(this.#between(10_000, 40_000), () => {
      if (client.connected) client.end()
      else client.reconnect()
      return client.disconnecting ? this.#between(3000, 10_000) : this.#between(10_000, 40_000)
    })
    await whenSubscribed(client, [topics.command(member.index)], 1)
  }

  async #startSlow(member: Member): Promise<void> {
    const client = this.#create(member)
    acknowledgeLate(client, this.#between(120, 220))
    await whenSubscribed(client, [topics.reports], 1)
  }

  /** Sends itself what is too large for it. */
  async #startNarrow(member: Member): Promise<void> {
    const client = this.#create(member)
    const topic = topics.manual(member.index)
    await whenSubscribed(client, [topic], 1)
    this.#repeat(0, () => {
      if (client.connected) client.publish(topic, Buffer.alloc(NARROW_BYTES, '.'), { qos: 1 })
      return 600_000
    })
  }

  /** Leaves a session behind. If the session is kicked or expires, leaves another one. */
  async #startAbsent(member: Member, topic: string): Promise<void> {
    const { hasSession, speed } = this.#options
    const lookMs = this.#options.lookMs * speed
    let misses = 0
    await this.#subscribeAndLeave(member, topic)
    this.#repeat(lookMs, () => {
      misses = hasSession(member.clientId) ? 0 : misses + 1
      if (misses === 2) {
        misses = 0
        void this.#subscribeAndLeave(member, topic)
      }
      return lookMs
    })
  }

  async #subscribeAndLeave(member: Member, topic: string): Promise<void> {
    const client = this.#create(member)
    await whenSubscribed(client, [topic], 1)
    client.end()
    this.#clients.delete(client)
    if (member.kind === 'full') this.#blocksLeft = BLOCKS
  }

  async #startDeaf(
    member: Member,
    onConnect: ConstructorParameters<typeof DeafMember>[2],
    repeatMs = Infinity,
  ) {
    const deaf = new DeafMember(member, this.#portOf(member), onConnect)
    this.#deaf.push(deaf)
    const pace = (member.keepalive * 1000) / 2
    this.#repeat(pace, () => {
      deaf.ping()
      return pace
    })
    this.#repeat(repeatMs, () => {
      deaf.repeat()
      return repeatMs
    })
    await deaf.start()
  }

  #create(member: Member, options = {}): MqttClient {
    const client = createClient(member, this.#portOf(member), options)
    this.#clients.add(client)
    return client
  }

  #portOf({ index }: Member): number {
    return this.#ports[index % this.#ports.length]!
  }

  #repeat(delayMs: number, run: Task['run']): void {
    this.#tasks.push({ nextAt: this.#now() + delayMs, run })
  }

  /** The fleet's clock, in ms. */
  #now(): number {
    return performance.now() * this.#options.speed
  }

  #tick(): void {
    const now = this.#now()
    for (const task of this.#tasks) {
      if (task.nextAt <= now) task.nextAt = now + task.run()
    }
  }

  #between(low: number, high: number): number {
    return Math.floor(low + this.#random() * (high - low))
  }
}

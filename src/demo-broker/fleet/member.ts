import { MqttClient, type IClientOptions } from 'mqtt'
import { connect } from 'node:net'
import type { Member } from './plan.ts'
import { RawDevice } from './raw-device.ts'

/** A member of the fleet that is a client of the `mqtt` library: it reconnects after 1 to 2 s. */
export function createClient(member: Member, port: number, options: IClientOptions = {}) {
  let localAddress: string | undefined = member.localAddress
  const client = new MqttClient(
    () => {
      const socket = connect({ port, host: '127.0.0.1', ...(localAddress ? { localAddress } : {}) })
      // Only Linux allows any address of 127/8. Elsewhere the next attempt uses none.
      return socket.on('error', ({ code }: NodeJS.ErrnoException) => {
        if (code === 'EADDRNOTAVAIL') localAddress = undefined
      })
    },
    {
      clientId: member.clientId,
      ...(member.username === undefined ? {} : { username: member.username }),
      clean: member.clean,
      keepalive: member.keepalive,
      protocolId: member.protocolVersion === 3 ? 'MQIsdp' : 'MQTT',
      protocolVersion: member.protocolVersion,
      reconnectPeriod: 1000 + (member.index % 10) * 100,
      resubscribe: false,
      queueQoSZero: false,
      ...options,
    },
  )
  // After any error a demo client tries again.
  return client.on('error', () => {})
}

/** Resolves when the broker has accepted the client. */
export async function whenConnected(client: MqttClient): Promise<void> {
  if (!client.connected) await new Promise((done) => client.once('connect', done))
}

/** Resolves when the client has subscribed, or its first attempt has failed. */
export async function whenSubscribed(client: MqttClient, topics: string[], qos: 0 | 1) {
  await new Promise<void>((done) => {
    client.on('connect', () => client.subscribe(topics, { qos }, () => done()))
    client.once('close', done)
  })
}

/** Makes a client acknowledge its messages one by one, each after some time. */
export function acknowledgeLate(client: MqttClient, delayMs: number): void {
  client.handleMessage = (_packet, done) => {
    setTimeout(() => done(), delayMs).unref()
  }
}

/** A member that acknowledges nothing. It connects again 20 s after it lost its connection. */
export class DeafMember {
  readonly #device: RawDevice
  readonly #onConnect: (device: RawDevice) => Promise<void> | void
  #timer: NodeJS.Timeout | undefined

  constructor(
    member: Member,
    port: number,
    onConnect: (device: RawDevice) => Promise<void> | void,
  ) {
    this.#device = new RawDevice(port, member)
    this.#onConnect = onConnect
  }

  async start(): Promise<void> {
    try {
      await this.#device.connect(() => {
        this.#timer = setTimeout(() => void this.start(), 20_000).unref()
      })
      await this.#onConnect(this.#device)
    } catch {
      // The connection ended before the broker answered. The timer is running.
    }
  }

  /** Does again what it did on connecting. */
  repeat(): void {
    void this.#onConnect(this.#device)
  }

  ping(): void {
    this.#device.ping()
  }

  close(): void {
    clearTimeout(this.#timer)
    this.#device.close()
  }
}

import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import {
  encodeConnect,
  encodePublish,
  encodeSubscribe,
  pingreq,
  type Message,
  type QoS,
} from '../mqtt/bytes.ts'

/** The CONNECT of a {@link RawDevice}. The client id may be bytes that are not UTF-8. */
type RawIdentity = Parameters<typeof encodeConnect>[0]

/**
 * An MQTT client that does what a library does not: it never acknowledges a message, and never sends
 * PUBREL. It discards everything that it receives.
 */
export class RawDevice {
  readonly #port: number
  readonly #identity: RawIdentity
  #socket: Socket | null = null
  #nextId = 0

  constructor(port: number, identity: RawIdentity) {
    this.#port = port
    this.#identity = identity
  }

  /** Resolves with the broker's CONNACK. Rejects if the connection fails. */
  async connect(onClose?: () => void): Promise<void> {
    const socket = connect(this.#port, '127.0.0.1')
    this.#socket = socket
    socket.on('error', () => {})
    if (onClose) socket.on('close', onClose)
    socket.write(encodeConnect(this.#identity))
    await this.#answer()
  }

  /** Resolves with the broker's SUBACK. */
  async subscribe(topicFilter: string, qos: QoS): Promise<void> {
    this.#socket?.write(encodeSubscribe(this.#takeId(), topicFilter, qos))
    await this.#answer()
  }

  publish(topic: string, payload: string, qos: QoS): void {
    const message: Message = { topic, payload: Buffer.from(payload), qos, retain: false }
    this.send(encodePublish(message, this.#takeId()))
  }

  /** Sends bytes as they are. */
  send(bytes: Buffer): void {
    this.#socket?.write(bytes)
  }

  ping(): void {
    this.#socket?.write(pingreq)
  }

  close(): void {
    this.#socket?.removeAllListeners('close').destroy()
  }

  async #answer(): Promise<void> {
    const { signal, abort } = withAbort()
    this.#socket?.once('close', abort)
    await once(this.#socket!, 'data', { signal })
    this.#socket?.off('close', abort)
  }

  #takeId(): number {
    return (this.#nextId = (this.#nextId % 65535) + 1)
  }
}

function withAbort() {
  const controller = new AbortController()
  return { signal: controller.signal, abort: () => controller.abort() }
}

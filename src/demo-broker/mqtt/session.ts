import type { Connection, ConnectionListener } from './connection.ts'
import { encodePublish, encodePubrel, packetType, type Message, type QoS } from './bytes.ts'
import { measure, type Stats } from './stats.ts'
import { matchesTopic } from './topic-match.ts'

/** Limits of EMQX's zone `external`. Source: transcripts of 4.4.19. A max of 0 means no limit. */
export const limits = { inflight: 32, mqueue: 1000, awaitingRel: 100, subscriptions: 0 } as const

/** Bytes in a socket's write buffer above which QoS 0 is dropped instead of piling up. */
const CHOKED = 1 << 20

/** Seconds that a session of clean=false outlives its connection. Source: EMQX 4.4 default. */
export const EXPIRY_SECONDS = 7200

/**
 * A client's session as EMQX keeps it: at most 32 QoS 1 and 2 messages sent and not acknowledged,
 * further ones in a queue of 1000 that drops its oldest. QoS 0 goes out at once, and is not kept
 * for a client that is away (EMQX's `mqueue_store_qos0` is on by default; aedes hands none over).
 * Unacknowledged messages are sent again on reconnect only, not every 30 s as EMQX does.
 */
export class Session implements ConnectionListener {
  readonly clientId: string
  /** The id's own bytes, one character a byte. */
  readonly idBytes: string
  /** Unix ms. */
  readonly createdAt = Date.now()
  /** The present connection, or the last one. */
  connection: Connection
  isConnected = true
  /** Unix ms. */
  connectedAt = this.createdAt
  disconnectedAt = 0
  /** Granted QoS by topic filter. */
  readonly subscriptions = new Map<string, QoS>()
  mqueueDropped = 0
  /** The numbers as last written: what the API shows. */
  written: Stats
  readonly queue: Message[] = []
  /** By packet id; `isReceived` from PUBREC on. */
  readonly inflight = new Map<number, Message & { isReceived?: boolean }>()
  /** Ids of inbound QoS 2 messages that wait for PUBREL. */
  readonly awaitingRel = new Set<number>()
  readonly #onActivity: (session: Session) => void
  #mayDeliver = false
  #lastId = 0

  constructor(clientId: string, connection: Connection, onActivity: (session: Session) => void) {
    this.clientId = clientId
    this.idBytes = connection.identity.idBytes ?? clientId
    this.connection = connection
    this.#onActivity = onActivity
    connection.listener = this
    this.written = measure(this)
  }

  /** Takes a further connection of the same client. */
  attach(connection: Connection): void {
    this.connection.listener = null
    this.connection = connection
    connection.listener = this
    this.isConnected = true
    this.connectedAt = Date.now()
    this.written = measure(this)
  }

  /** CONNACK is out: sends what is unacknowledged once more, then what is queued. */
  startDelivery(): void {
    this.#mayDeliver = true
    for (const [id, message] of this.inflight) {
      this.#write(message.isReceived ? encodePubrel(id) : encodePublish(message, id, true))
    }
    this.#fillWindow()
  }

  detach(): void {
    this.isConnected = this.#mayDeliver = false
    this.disconnectedAt = Date.now()
    this.touch()
  }

  /** Says that something happened, so that the numbers are due to be written. */
  touch(): void {
    this.#onActivity(this)
  }

  /** Writes the numbers. */
  write(): void {
    this.written = measure(this)
  }

  /** The QoS at which messages of `topic` are subscribed to, the highest one. */
  grantedQos(topic: string): QoS {
    let granted: QoS = 0
    for (const [filter, qos] of this.subscriptions) {
      if (qos > granted && matchesTopic(filter, topic)) granted = qos
    }
    return granted
  }

  /** Sends a message, or queues it, at the QoS that stands in it. */
  deliver(message: Message): void {
    if (message.qos === 0) {
      this.#sendAtOnce(message)
      return
    }
    this.queue.push(message)
    this.#fillWindow()
    if (this.queue.length > limits.mqueue) {
      this.queue.shift()
      this.mqueueDropped++
      this.connection.dropped++
      this.connection.queueDropped++
    }
    this.touch()
  }

  /** Takes an acknowledgement from the client. */
  onReceived(type: number, id: number): void {
    const message = this.inflight.get(id)
    if (type === packetType.pubrel) this.awaitingRel.delete(id)
    else if (type === packetType.pubrec && message?.qos === 2) message.isReceived = true
    else if (type === packetType.puback ? message?.qos === 1 : type === packetType.pubcomp) {
      this.inflight.delete(id)
      this.#fillWindow()
    }
  }

  onPubrecSent(id: number): void {
    this.awaitingRel.add(id)
  }

  #fillWindow(): void {
    while (this.#mayDeliver && this.inflight.size < limits.inflight) {
      const message = this.queue.shift()
      if (message === undefined) return
      const id = this.#nextId()
      this.inflight.set(id, message)
      this.#write(encodePublish(message, id))
    }
  }

  #sendAtOnce(message: Message): void {
    if (!this.#mayDeliver) return
    if (this.connection.socket.writableLength < CHOKED) this.#write(encodePublish(message, 0))
    else this.connection.dropped++
  }

  #write(bytes: Buffer): void {
    if (this.connection.socket.writable) this.connection.socket.write(bytes)
  }

  #nextId(): number {
    do this.#lastId = (this.#lastId % 65535) + 1
    while (this.inflight.has(this.#lastId))
    return this.#lastId
  }
}

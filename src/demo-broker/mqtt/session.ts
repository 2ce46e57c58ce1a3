import type { Connection, ConnectionListener } from './connection.ts'
import type { ClusterNode } from '../cluster/cluster.ts'
import { encodePublish, encodePubrel, packetType, type Message, type QoS } from './bytes.ts'
import { measure, type Stats } from './stats.ts'
import { matchesTopic } from './topic-match.ts'

/** The limits of EMQX's zone `external`. A max of 0 means no limit. Source: transcripts of 4.4.19. */
export const limits = { inflight: 32, mqueue: 1000, awaitingRel: 100, subscriptions: 0 } as const

/** If a socket's write buffer holds more bytes than this, QoS 0 messages are dropped. */
const CHOKED = 1 << 20

/** Seconds that a session with clean=false outlives its connection. Source: EMQX 4.4 default. */
export const EXPIRY_SECONDS = 7200

/** What a session needs to know beside its client. */
export interface SessionOptions {
  /** An unacknowledged message is sent again after this time. EMQX: 30 s. */
  retryMs: number
  /** An inbound QoS 2 message without a PUBREL is dropped after this time. EMQX: 300 s. */
  awaitRelMs: number
  /** Most bytes of a PUBLISH to the client. In EMQX this is the Maximum Packet Size of MQTT 5. */
  maxPacketSize: number
  onActivity: (session: Session) => void
  /** The message with this id is no longer waited for. */
  onRelExpired: (session: Session, id: number) => void
}

/** A message that was sent and is not acknowledged. */
interface Sent extends Message {
  /** By `performance.now()`. */
  sentAt: number
  /** True from PUBREC on. */
  isReceived?: boolean
}

/**
 * A client's session as EMQX keeps it. At most 32 messages of QoS 1 and 2 are sent and not
 * acknowledged; further ones wait in a queue of 1000 that drops its oldest. QoS 0 is sent at once. It
 * is not kept for an offline client: in EMQX `mqueue_store_qos0` is on by default, but aedes hands
 * over none. Unacknowledged messages are sent again after some time, and on reconnect. A message that is
 * too large for the client is counted as sent and as dropped each time, and stays in the window.
 */
export class Session implements ConnectionListener {
  readonly clientId: string
  /** The bytes of the id, one character for each byte. */
  readonly idBytes: string
  /** Unix ms. */
  readonly createdAt = Date.now()
  /** The current connection, or the last one. */
  connection: Connection
  isConnected = true
  /** Unix ms. */
  connectedAt = this.createdAt
  disconnectedAt = 0
  /** Granted QoS by topic filter. */
  readonly subscriptions = new Map<string, QoS>()
  mqueueDropped = 0
  /** The numbers as they were last written. The API shows these. */
  written: Stats
  readonly queue: Message[] = []
  /** By packet id, the oldest first. */
  readonly inflight = new Map<number, Sent>()
  /** Inbound QoS 2 messages that wait for PUBREL: id and time of arrival, the oldest first. */
  readonly awaitingRel = new Map<number, number>()
  readonly #options: SessionOptions
  #retryTimer: NodeJS.Timeout | undefined
  #relTimer: NodeJS.Timeout | undefined
  #mayDeliver = false
  #lastId = 0

  constructor(clientId: string, connection: Connection, options: SessionOptions) {
    this.clientId = clientId
    this.idBytes = connection.identity.idBytes ?? clientId
    this.connection = connection
    this.#options = options
    connection.listener = this
    this.written = measure(this)
  }

  /** The node of the current connection, or of the last one. */
  get node(): ClusterNode {
    return this.connection.node
  }

  /** Uses a new connection of the same client. */
  attach(connection: Connection): void {
    this.connection.listener = null
    this.connection = connection
    connection.listener = this
    this.isConnected = true
    this.connectedAt = Date.now()
    this.written = measure(this)
  }

  /** After CONNACK: sends unacknowledged messages again, then the queued ones. */
  startDelivery(): void {
    this.#mayDeliver = true
    for (const [id, message] of this.inflight) this.#sendAgain(id, message)
    this.#fillWindow()
    this.#scheduleRetry()
  }

  detach(): void {
    this.isConnected = this.#mayDeliver = false
    this.disconnectedAt = Date.now()
    this.touch()
  }

  /** Notes activity, so that the numbers are written soon. */
  touch(): void {
    this.#options.onActivity(this)
  }

  /** Writes the numbers. */
  write(): void {
    this.written = measure(this)
  }

  /** The highest QoS of the subscriptions that match `topic`. */
  grantedQos(topic: string): QoS {
    let granted: QoS = 0
    for (const [filter, qos] of this.subscriptions) {
      if (qos > granted && matchesTopic(filter, topic)) granted = qos
    }
    return granted
  }

  /** Sends a message or queues it, at the message's own QoS. */
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
    if (!this.awaitingRel.has(id)) this.awaitingRel.set(id, performance.now())
    this.#scheduleExpiry()
  }

  /** Stops the timers. The session is not used again. */
  close(): void {
    clearTimeout(this.#retryTimer)
    clearTimeout(this.#relTimer)
    this.#mayDeliver = false
    this.awaitingRel.clear()
  }

  #fillWindow(): void {
    while (this.#mayDeliver && this.inflight.size < limits.inflight) {
      const message = this.queue.shift()
      if (message === undefined) return
      const id = this.#nextId()
      this.inflight.set(id, { ...message, sentAt: performance.now() })
      this.#publish(encodePublish(message, id))
      this.#scheduleRetry()
    }
  }

  #scheduleRetry(): void {
    const [oldest] = this.inflight.values()
    if (!this.#mayDeliver || oldest === undefined || this.#retryTimer !== undefined) return
    const waitMs = oldest.sentAt + this.#options.retryMs - performance.now()
    this.#retryTimer = setTimeout(() => this.#retry(), waitMs).unref()
  }

  #retry(): void {
    this.#retryTimer = undefined
    if (!this.#mayDeliver) return
    const due = performance.now() - this.#options.retryMs
    for (const [id, message] of this.inflight)
      if (message.sentAt <= due) this.#sendAgain(id, message)
    this.touch()
    this.#scheduleRetry()
  }

  #sendAgain(id: number, message: Sent): void {
    message.sentAt = performance.now()
    if (message.isReceived) this.#write(encodePubrel(id))
    else if (!this.#isChoked) this.#publish(encodePublish(message, id, true))
  }

  #scheduleExpiry(): void {
    const [oldest] = this.awaitingRel.values()
    if (oldest === undefined || this.#relTimer !== undefined) return
    const waitMs = oldest + this.#options.awaitRelMs - performance.now()
    this.#relTimer = setTimeout(() => this.#expireReleases(), waitMs).unref()
  }

  #expireReleases(): void {
    this.#relTimer = undefined
    const due = performance.now() - this.#options.awaitRelMs
    for (const [id, arrivedAt] of this.awaitingRel) {
      if (arrivedAt > due) break
      this.awaitingRel.delete(id)
      this.connection.receivedDropped++
      this.#options.onRelExpired(this, id)
    }
    this.touch()
    this.#scheduleExpiry()
  }

  get #isChoked(): boolean {
    return this.connection.socket.writableLength >= CHOKED
  }

  #sendAtOnce(message: Message): void {
    if (!this.#mayDeliver) return
    if (this.#isChoked) this.connection.dropped++
    else this.#publish(encodePublish(message, 0))
  }

  #publish(bytes: Buffer): void {
    if (bytes.length <= this.#options.maxPacketSize) this.#write(bytes)
    else {
      this.connection.dropped++
      this.connection.tooLarge++
    }
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

import { Aedes, type AedesPublishPacket, type Client } from 'aedes'
import type { EventEmitter } from 'node:events'
import { createServer, type Server, type Socket } from 'node:net'
import type { Cluster, ClusterNode } from '../cluster/cluster.ts'
import { Connection } from './connection.ts'
import type { Message, QoS } from './bytes.ts'
import { limits, Session, type SessionOptions } from './session.ts'
import { SessionTable } from './session-table.ts'
import { StatsWriter } from './stats-writer.ts'

/** A client that is refused tries again and again, so it is told of once in this time. */
const WARNING_MS = 60_000

interface BrokerOptions extends Pick<SessionOptions, 'retryMs' | 'awaitRelMs'> {
  /** `maxPacketSize` of sessions by client id. Default: no limit. */
  maxPacketSizes: ReadonlyMap<string, number>
  /** See {@link StatsWriter}. */
  statsIntervalMs: number
  /** Told if a client is refused. */
  warn: (text: string) => void
}

/** The part of aedes' store that is replaced or called here. The types of aedes leave it out. */
interface Store {
  outgoingEnqueueCombi(
    subscribers: { clientId: string; qos: QoS }[],
    packet: AedesPublishPacket,
  ): Promise<void>
  outgoingUpdate(): Promise<void>
  outgoingClearMessageId(): Promise<void>
  cleanSubscriptions(client: { id: string }): Promise<void>
  cleanIncoming(client: { id: string }): Promise<void>
  incomingDelPacket(client: { id: string }, packet: { messageId: number }): Promise<void>
  createRetainedStream(pattern: string): AsyncIterable<unknown>
}

/** A part of aedes' client: ids of inbound QoS 2 messages that wait for PUBREL. */
interface Inbound {
  _inboundInflight: Set<number>
}

/** The MQTT side of the demo broker, for all nodes. */
export interface MqttBroker {
  readonly cluster: Cluster
  readonly sessions: SessionTable
  /** A listener of this node, not listening yet. */
  createListener(node: ClusterNode): Server
  /** Keeps the node's connections from reading and writing. */
  hold(node: ClusterNode): void
  /** Ends that. */
  release(node: ClusterNode): void
  /** Ends the node's connections and sessions. */
  clear(node: ClusterNode): Promise<void>
  /** Ends a client's connection and session, with its queue and subscriptions. */
  kick(session: Session): Promise<void>
  countRetained(): Promise<number>
  /** Ends all connections and timers. */
  close(): Promise<void>
}

/**
 * A broker for MQTT 3.1 and 3.1.1. aedes speaks the protocol and matches topics; {@link Session}
 * delivers. MQTT 5 is refused with CONNACK 1; in MQTT 3.1 a client id of more than 23 characters is
 * refused with CONNACK 2. If more than 100 inbound QoS 2 messages wait for PUBREL, the client's
 * connection is closed; EMQX drops the message. If a client is kicked, its will is published. One aedes serves all nodes. As in EMQX, no client gets
 * a CONNACK while a node hangs.
 */
export async function createMqttBroker(
  cluster: Cluster,
  { statsIntervalMs, retryMs, awaitRelMs, maxPacketSizes, warn }: BrokerOptions,
): Promise<MqttBroker> {
  const aedes = await Aedes.createBroker({
    maxInflightInbound: limits.awaitingRel,
    drainTimeout: 0,
    preConnect: (client, packet, done) => {
      connectionOf(client)?.identify(packet)
      if (packet.protocolVersion === 5) warnOfVersion5()
      void admit(client, done)
    },
    authorizePublish: (_client, { topic }, done) => {
      done(isPublishable(topic) ? null : new Error('this topic is not for clients'))
    },
    authorizeSubscribe: (client, subscription, done) => {
      sessions.get(client.id)?.subscriptions.set(subscription.topic, subscription.qos)
      done(null, subscription)
    },
    authorizeForward: (client, packet) => {
      forward(client, packet)
      return null
    },
  })
  const { persistence: store } = aedes as unknown as { persistence: Store }
  const sessions = new SessionTable()
  const writer = new StatsWriter(statsIntervalMs)
  const connections = new WeakMap<object, Connection>()
  const openConnections = new Set<Connection>()
  const clients = new WeakMap<Session, Client>()

  const connectionOf = (client: Client) => connections.get(client.conn)
  /** The session that uses the client's connection. */
  const sessionOf = (client: Client) => {
    const session = sessions.get(client.id)
    return session?.connection === connectionOf(client) ? session : undefined
  }

  // Session keeps queue and window; aedes keeps none. Messages that aedes would store for persistent
  // sessions, connected or not, are handed over here, once for each message.
  Object.assign(store, {
    async outgoingEnqueueCombi(subscribers, packet) {
      const highest = new Map<string, QoS>()
      for (const { clientId, qos } of subscribers) {
        if (qos > (highest.get(clientId) ?? 0)) highest.set(clientId, qos)
      }
      for (const [clientId, qos] of highest) {
        const message = toMessage(packet, Math.min(qos, packet.qos) as QoS)
        // MQTT 3.1.1 §3.3.1.3: only a new subscription gets a message with the retain flag.
        sessions.get(clientId)?.deliver({ ...message, retain: false })
      }
    },
    async outgoingUpdate() {},
    async outgoingClearMessageId() {},
  } satisfies Partial<Store>)

  let lastWarningAt = -WARNING_MS
  function warnOfVersion5(): void {
    if (performance.now() - lastWarningAt < WARNING_MS) return
    lastWarningAt = performance.now()
    warn(
      'the demo broker refused a client, since it speaks MQTT 5: choose MQTT 3.1.1 in the settings of the client',
    )
  }

  async function admit(client: Client, done: (error: null, isAdmitted: boolean) => void) {
    await cluster.whenAnswering()
    done(null, !client.closed)
  }

  function forward(client: Client, packet: AedesPublishPacket): void {
    const session = sessionOf(client)
    if (!session) return
    const qos = Math.min(packet.qos, session.grantedQos(packet.topic)) as QoS
    const cameThroughStore = !client.clean && qos > 0 && !packet.retain
    if (!cameThroughStore) session.deliver(toMessage(packet, qos))
  }

  function open(client: Client): void {
    const connection = connectionOf(client)
    if (connection === undefined || client.closed) return
    let session = sessions.get(client.id)
    if (session && (client.clean || session.connection.identity.cleanStart)) {
      end(session)
      session = undefined
    }
    if (session) {
      // Taken out and put back, since its place depends on the node.
      sessions.remove(session)
      session.attach(connection)
      sessions.add(session)
    } else {
      session = new Session(client.id, connection, {
        retryMs,
        awaitRelMs,
        maxPacketSize: maxPacketSizes.get(client.id) ?? Infinity,
        onActivity: (active) => {
          if (sessions.has(active)) writer.note(active)
        },
        onRelExpired: forgetInbound,
      })
      sessions.add(session)
    }
    clients.set(session, client)
  }

  function leave(client: Client): void {
    const session = sessionOf(client)
    if (!session || !sessions.has(session)) return
    session.detach()
    if (client.clean) end(session)
    else sessions.expire(session, (expired) => void kick(expired))
  }

  /** EMQX takes a message that has an id of a dropped one as a new one. */
  function forgetInbound(session: Session, messageId: number): void {
    const client = clients.get(session) as (Client & Inbound) | undefined
    // oxlint-disable-next-line no-underscore-dangle -- aedes' own name
    client?._inboundInflight.delete(messageId)
    store.incomingDelPacket({ id: session.clientId }, { messageId }).catch(() => {})
  }

  function end(session: Session): void {
    sessions.remove(session)
    session.close()
  }

  async function kick(session: Session): Promise<void> {
    end(session)
    const client = clients.get(session)
    if (session.isConnected && client) await new Promise<void>((done) => client.close(done))
    await store.cleanSubscriptions({ id: session.clientId })
    await store.cleanIncoming({ id: session.clientId })
  }

  aedes.on('client', open)
  aedes.on('clientReady', (client) => sessionOf(client)?.startDelivery())
  aedes.on('clientDisconnect', leave)
  aedes.on('unsubscribe', (topics, client) => {
    const session = client.closed ? null : sessionOf(client)
    for (const topic of topics) session?.subscriptions.delete(topic)
  })
  // A fault of one client must not end the process, and a library has no console.
  ;(aedes as EventEmitter).on('error', () => {})

  const connectionsOf = (node: ClusterNode) =>
    [...openConnections].filter((connection) => connection.node === node)

  return {
    cluster,
    sessions,
    createListener: (node) =>
      createServer({ noDelay: true }, (socket: Socket) => {
        const connection = new Connection(socket, node)
        connections.set(socket, connection)
        openConnections.add(connection)
        socket.on('close', () => openConnections.delete(connection))
        aedes.handle(socket)
      }),
    hold: (node) => connectionsOf(node).forEach((connection) => connection.hold()),
    release: (node) => connectionsOf(node).forEach((connection) => connection.release()),
    async clear(node) {
      const ended = sessions.ordered.filter((session) => session.node === node)
      await Promise.all(ended.map(kick))
      for (const { socket } of connectionsOf(node)) socket.destroy()
    },
    kick,
    async countRetained() {
      let count = 0
      for await (const _ of store.createRetainedStream('#')) count++
      return count
    },
    async close() {
      await new Promise<void>((done) => aedes.close(() => done()))
      for (const { socket } of openConnections) socket.destroy()
      sessions.close()
      writer.close()
    },
  }
}

/**
 * Bytes that are not UTF-8 arrive as U+FFFD, which has more bytes, so such a topic could be too long
 * to send on. Topics of `$SYS/` belong to aedes.
 */
function isPublishable(topic: string): boolean {
  return !topic.startsWith('$SYS/') && !topic.includes('\ufffd')
}

function toMessage({ topic, payload, retain }: AedesPublishPacket, qos: QoS): Message {
  const bytes = typeof payload === 'string' ? Buffer.from(payload) : payload
  return { topic, payload: bytes, qos, retain }
}

import type { ConnectPacket } from 'aedes'
import type { Socket } from 'node:net'
import { rawClientId, toBytes } from './client-id-bytes.ts'
import type { ClusterNode } from '../cluster/cluster.ts'
import { packetType } from './bytes.ts'
import { WireMeter } from './wire-meter.ts'

/** The fields of a client's CONNECT. */
interface Identity {
  username: string | null
  /** Bytes of the username, one character for each byte. Filters are compared with these. */
  usernameBytes: string | null
  /** Bytes of the client id, one character for each byte. Null if the broker has to invent an id. */
  idBytes: string | null
  cleanStart: boolean
  /** `MQTT`, or `MQIsdp` for MQTT 3.1. */
  protoName: string
  protoVer: number
  /** Seconds. */
  keepalive: number
}

const nobody: Identity = {
  username: null,
  usernameBytes: null,
  idBytes: null,
  cleanStart: true,
  protoName: 'MQTT',
  protoVer: 4,
  keepalive: 0,
}

/** Callbacks for the traffic of a connection. */
export interface ConnectionListener {
  /** Something was read or written. */
  touch: () => void
  /** A packet with an id came from the client. */
  onReceived: (type: number, id: number) => void
  onPubrecSent: (id: number) => void
}

/** One TCP connection: its meters, its address and, from CONNECT on, the fields of CONNECT. */
export class Connection {
  readonly socket: Socket
  /** The node that took the connection. */
  readonly node: ClusterNode
  readonly ipAddress: string
  readonly port: number
  readonly received: WireMeter
  readonly sent: WireMeter
  /** Messages for this client that were dropped, for any reason. */
  dropped = 0
  /** Messages that were dropped because the queue was full. */
  queueDropped = 0
  /** Messages that were dropped because the client takes no packets of that size, at each try. */
  tooLarge = 0
  /** Messages of the client that were dropped for want of a PUBREL. */
  receivedDropped = 0
  identity = nobody
  /** The client's session, as long as it uses this connection. */
  listener: ConnectionListener | null = null
  #firstRead: Buffer | null = null
  /** What was read, or is to be written, while the node hangs. Null if it does not. */
  #held: (() => void)[] | null

  constructor(socket: Socket, node: ClusterNode) {
    this.socket = socket
    this.node = node
    this.#held = node.state === 'hanging' ? [] : null
    this.ipAddress = (socket.remoteAddress ?? '').replace(/^::ffff:/, '')
    this.port = socket.remotePort ?? 0
    this.received = new WireMeter((type, id) => this.listener?.onReceived(type, id))
    this.sent = new WireMeter((type, id) => {
      if (type === packetType.pubrec) this.listener?.onPubrecSent(id)
    })
    this.#meter()
  }

  /** Keeps the fields of CONNECT. */
  identify(packet: ConnectPacket): void {
    const username = packet.username ?? null
    const clientId = packet.clientId
    this.identity = {
      username,
      usernameBytes: username === null ? null : toBytes(username),
      idBytes: clientId === '' ? null : rawClientId(clientId, this.#firstRead),
      cleanStart: packet.clean ?? true,
      protoName: packet.protocolId ?? 'MQTT',
      protoVer: packet.protocolVersion ?? 4,
      keepalive: packet.keepalive ?? 0,
    }
    this.#firstRead = null
  }

  /** Neither reads nor writes, until {@link release}. */
  hold(): void {
    this.#held ??= []
  }

  release(): void {
    const held = this.#held ?? []
    this.#held = null
    for (const act of held) if (!this.socket.destroyed) act()
  }

  // aedes reads and writes the socket itself, and has no hook for either. Node calls these three
  // methods with the bytes that it read or is to write.
  /* oxlint-disable no-underscore-dangle -- Node's own names */
  #meter(): void {
    const { socket } = this
    const push = socket.push.bind(socket)
    const write = socket._write.bind(socket)
    const writeMany = socket._writev?.bind(socket)
    const read = (chunk: Buffer | null, encoding?: BufferEncoding) => {
      if (chunk !== null && this.received.transfers === 0) this.#firstRead = chunk
      if (chunk !== null) this.#count(this.received, [{ chunk }])
      return push(chunk, encoding)
    }
    socket.push = (chunk: Buffer | null, encoding) => {
      if (this.#held === null) return read(chunk, encoding)
      this.#held.push(() => void read(chunk, encoding))
      return false
    }
    socket._write = (chunk: Buffer | string, encoding, done) => {
      this.#whenFree(() => {
        this.#count(this.sent, [{ chunk, encoding }])
        write(chunk, encoding, done)
      })
    }
    if (writeMany === undefined) return
    socket._writev = (chunks, done) => {
      this.#whenFree(() => {
        this.#count(this.sent, chunks)
        writeMany(chunks, done)
      })
    }
  }

  /* oxlint-enable no-underscore-dangle */

  #whenFree(act: () => void): void {
    if (this.#held === null) act()
    else this.#held.push(act)
  }

  #count(meter: WireMeter, chunks: { chunk: Buffer | string; encoding?: BufferEncoding }[]): void {
    meter.transfers++
    for (const { chunk, encoding } of chunks) {
      meter.scan(typeof chunk === 'string' ? Buffer.from(chunk, encoding) : chunk)
    }
    this.listener?.touch()
  }
}

import type { ConnectPacket } from 'aedes'
import type { Socket } from 'node:net'
import { rawClientId, toBytes } from './client-id-bytes.ts'
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
  readonly ipAddress: string
  readonly port: number
  readonly received: WireMeter
  readonly sent: WireMeter
  /** Messages for this client that were dropped, for any reason. */
  dropped = 0
  /** Messages that were dropped because the queue was full. */
  queueDropped = 0
  identity = nobody
  /** The client's session, as long as it uses this connection. */
  listener: ConnectionListener | null = null
  #firstRead: Buffer | null = null

  constructor(socket: Socket) {
    this.socket = socket
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

  // aedes reads and writes the socket itself, and has no hook for either. Node calls these three
  // methods with the bytes that it read or is to write.
  /* oxlint-disable no-underscore-dangle -- Node's own names */
  #meter(): void {
    const { socket } = this
    const push = socket.push.bind(socket)
    const write = socket._write.bind(socket)
    const writeMany = socket._writev?.bind(socket)
    socket.push = (chunk: Buffer | null, encoding) => {
      if (chunk !== null && this.received.transfers === 0) this.#firstRead = chunk
      if (chunk !== null) this.#count(this.received, [{ chunk }])
      return push(chunk, encoding)
    }
    socket._write = (chunk: Buffer | string, encoding, done) => {
      this.#count(this.sent, [{ chunk, encoding }])
      write(chunk, encoding, done)
    }
    if (writeMany === undefined) return
    socket._writev = (chunks, done) => {
      this.#count(this.sent, chunks)
      writeMany(chunks, done)
    }
  }

  /* oxlint-enable no-underscore-dangle */

  #count(meter: WireMeter, chunks: { chunk: Buffer | string; encoding?: BufferEncoding }[]): void {
    meter.transfers++
    for (const { chunk, encoding } of chunks) {
      meter.scan(typeof chunk === 'string' ? Buffer.from(chunk, encoding) : chunk)
    }
    this.listener?.touch()
  }
}

// One node as a program can use it, and its servers.
import { once } from 'node:events'
import type { Server as HttpServer } from 'node:http'
import type { AddressInfo, Server } from 'node:net'
import type { ClusterNode, NodeState } from './cluster.ts'
import type { MqttBroker } from '../mqtt/broker.ts'

const HOST = '127.0.0.1'

/** If a port is taken, this many ports after it are tried. */
const MORE_PORTS = 20

/** The highest TCP port. */
const LAST_PORT = 65_535

/** One node of the demo broker, with its MQTT listener and its API, as a program can use it. */
export interface DemoNode {
  readonly name: string
  readonly state: NodeState
  /** `http://127.0.0.1:PORT/api/v4` */
  readonly apiUrl: string
  /** `mqtt://127.0.0.1:PORT` */
  readonly mqttUrl: string
  readonly mqttPort: number
  /**
   * Ends its connections and sessions, and closes both ports. Resolves when the node is stopped, half
   * a second later.
   */
  stop(): Promise<void>
  /** Starts a stopped node on the same ports, without sessions, or lets a hanging one go on. */
  start(): Promise<void>
  /** Lets a running node answer nothing more, on either port, until it is started or stopped. */
  hang(): Promise<void>
}

/** The servers of one node, and the steps from one state to another. */
export class NodeServers implements DemoNode {
  readonly #node: ClusterNode
  readonly #broker: MqttBroker
  readonly #mqtt: Server
  readonly #api: HttpServer
  readonly #changeMs: number
  #ports = { mqtt: 0, api: 0 }
  /** Steps come one after another. */
  #lastStep: Promise<void> = Promise.resolve()
  #isClosed = false

  /** @param changeMs how long the node is `stopping` or `starting` */
  constructor(node: ClusterNode, broker: MqttBroker, api: HttpServer, changeMs: number) {
    this.#node = node
    this.#broker = broker
    this.#mqtt = broker.createListener(node)
    this.#api = api
    this.#changeMs = changeMs
  }

  get name(): string {
    return this.#node.name
  }

  get state(): NodeState {
    return this.#node.state
  }

  get apiUrl(): string {
    return `http://${HOST}:${this.#ports.api}/api/v4`
  }

  get mqttUrl(): string {
    return `mqtt://${HOST}:${this.#ports.mqtt}`
  }

  get mqttPort(): number {
    return this.#ports.mqtt
  }

  /** Opens both ports. 0 picks a free one. If the MQTT port is taken, further ones are tried. */
  async open(mqttPort: number, apiPort: number): Promise<void> {
    await listen(this.#mqtt, mqttPort, mqttPort === 0 ? 0 : MORE_PORTS)
    await listen(this.#api, apiPort, 0)
    this.#ports = { mqtt: portOf(this.#mqtt), api: portOf(this.#api) }
  }

  stop(): Promise<void> {
    return this.#step(async () => {
      if (this.state === 'stopped') return
      this.#node.state = 'stopping'
      await Promise.all([this.#closeServers(), this.#broker.clear(this.#node)])
      await this.#pause()
      this.#node.state = 'stopped'
    })
  }

  start(): Promise<void> {
    return this.#step(async () => {
      if (this.state === 'hanging') {
        this.#node.state = 'running'
        this.#broker.release(this.#node)
      }
      if (this.state !== 'stopped') return
      this.#node.state = 'starting'
      await this.#pause()
      if (this.#isClosed) return
      await listen(this.#mqtt, this.#ports.mqtt, 0)
      await listen(this.#api, this.#ports.api, 0)
      this.#node.state = 'running'
    })
  }

  hang(): Promise<void> {
    return this.#step(async () => {
      if (this.state !== 'running') return
      this.#node.state = 'hanging'
      this.#broker.hold(this.#node)
    })
  }

  /** Closes both ports and the connections of the API. */
  async close(): Promise<void> {
    this.#isClosed = true
    await this.#closeServers()
  }

  #step(act: () => Promise<void>): Promise<void> {
    const step = this.#lastStep.then(act)
    this.#lastStep = step.catch(() => {})
    return step
  }

  /** Resolves when no new connection can come. Connections of MQTT end later. */
  async #closeServers(): Promise<void> {
    if (this.#mqtt.listening) this.#mqtt.close()
    await closeServer(this.#api)
  }

  #pause(): Promise<void> {
    return new Promise((done) => setTimeout(done, this.#changeMs).unref())
  }
}

/** Closes an HTTP server with its connections, if it listens. */
export async function closeServer(server: HttpServer): Promise<void> {
  if (!server.listening) return
  const closed = once(server, 'close')
  server.close()
  server.closeAllConnections()
  await closed
}

/** Listens on the loopback address. If the port is taken, so many further ones are tried. */
export async function listen(server: Server, port: number, furtherPorts: number): Promise<void> {
  try {
    server.listen(port, HOST)
    await once(server, 'listening')
  } catch (error) {
    const isTaken = (error as NodeJS.ErrnoException).code === 'EADDRINUSE'
    if (furtherPorts === 0 || port === LAST_PORT || !isTaken) throw error
    await listen(server, port + 1, furtherPorts - 1)
  }
}

/** The port of a server that listens. */
export function portOf(server: Server): number {
  return (server.address() as AddressInfo).port
}

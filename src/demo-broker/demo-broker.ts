import { Cluster } from './cluster/cluster.ts'
import { closeServer, listen, NodeServers, portOf, type DemoNode } from './cluster/demo-node.ts'
import { createControlServer } from './cluster/control-server.ts'
import { Fleet } from './fleet/fleet.ts'
import { NARROW_BYTES, planFleet } from './fleet/plan.ts'
import { createApiServer, credential } from './http/server.ts'
import { createMqttBroker } from './mqtt/broker.ts'

export interface DemoBrokerOptions {
  /** Number of nodes, at least 1. Default 1. */
  nodes?: number
  /**
   * Of the first node; each further node takes the next port. 0 picks a free one for each. If a port is
   * taken, the next free one of the 20 after it. Default 1883.
   */
  mqttPort?: number
  /** Of the first node. Default 0, which picks a free one, as for all further nodes. */
  apiPort?: number
  /** Number of its own clients, 0 to 10000. Default 200. Each takes two file descriptors. */
  clients?: number
  /** Time from a client's first activity until its numbers are written. Default 15 000. */
  statsIntervalMs?: number
  /** If an offline client of its own is kicked, it is back after one to two times this. Default 20 000. */
  lookMs?: number
  /** How many times faster than usual those clients act. Default 1. */
  fleetSpeed?: number
  /** How long the list of clients waits for a node that hangs, before it is a 500. Default 50 000. */
  hungListMs?: number
  /** How long any other call for the cluster waits, before its connection is closed. Default 60 000. */
  hungCallMs?: number
  /** How long a node takes to stop or to start. Default 500. */
  nodeChangeMs?: number
  /** Time after which an unacknowledged message is sent again. Default 30 000. */
  retryMs?: number
  /** Time after which a QoS 2 message without a PUBREL is dropped. Default 300 000. */
  awaitRelMs?: number
  /**
   * Most bytes of a PUBLISH by client id, as with the Maximum Packet Size of MQTT 5. Default: only
   * one of its own clients has a limit.
   */
  maxPacketSizes?: ReadonlyMap<string, number>
  /** Of the page that stops, starts and hangs nodes. 0 picks a free one. Default: there is no page. */
  controlPort?: number
  /** Told in words if a client is refused, at most once a minute. */
  warn?: (text: string) => void
}

/** The cluster. Its addresses are those of the first node. */
export interface DemoBroker {
  /** `http://127.0.0.1:PORT/api/v4` */
  apiUrl: string
  /** `mqtt://127.0.0.1:PORT` */
  mqttUrl: string
  mqttPort: number
  /** In the order in which they were made: `emqx@127.0.0.1`, `emqx2@127.0.0.1` and so on. */
  nodes: readonly DemoNode[]
  /** `http://127.0.0.1:PORT/demo`; null if there is no such page. */
  controlUrl: string | null
  appId: 'admin'
  appSecret: 'public'
  /** The `authorization` header for these two. */
  authorization: string
  /** Ends everything that was started. A second call waits for the same end. */
  close(): Promise<void>
}

/**
 * Starts an MQTT broker, the management API of EMQX 4.4 and a fleet of clients, all in this process
 * and on the loopback address. Resolves when all ports are open; the fleet is then still connecting.
 * @throws {Error} if no port can be opened
 */
export async function startDemoBroker(options: DemoBrokerOptions = {}): Promise<DemoBroker> {
  const { nodes: nodeCount = 1, mqttPort = 1883, apiPort = 0, clients = 200 } = options
  const { statsIntervalMs = 15_000, lookMs = 20_000, fleetSpeed = 1 } = options
  const { hungListMs = 50_000, hungCallMs = 60_000, nodeChangeMs = 500 } = options
  const {
    retryMs = 30_000,
    awaitRelMs = 300_000,
    maxPacketSizes = narrowMembers(clients),
  } = options
  const { controlPort, warn = () => {} } = options
  const cluster = new Cluster(nodeCount)
  const broker = await createMqttBroker(cluster, {
    statsIntervalMs,
    retryMs,
    awaitRelMs,
    maxPacketSizes,
    warn,
  })
  const limits = { listMs: hungListMs, callMs: hungCallMs }
  const nodes = cluster.nodes.map(
    (node) => new NodeServers(node, broker, createApiServer(broker, node, limits), nodeChangeMs),
  )
  const control = controlPort === undefined ? null : createControlServer(nodes)
  let fleet: Fleet | undefined
  let closing: Promise<void> | undefined

  async function close(): Promise<void> {
    fleet?.close()
    await Promise.all([
      broker.close(),
      ...nodes.map((node) => node.close()),
      control && closeServer(control),
    ])
  }

  try {
    let port = mqttPort
    for (const [i, node] of nodes.entries()) {
      await node.open(port, i === 0 ? apiPort : 0)
      port = mqttPort === 0 || node.mqttPort === 65_535 ? 0 : node.mqttPort + 1
    }
    if (control) await listen(control, controlPort!, 0)
  } catch (error) {
    await close()
    throw error
  }
  const [first] = nodes
  const ports = nodes.map((node) => node.mqttPort)
  fleet = new Fleet(ports, clients, {
    hasSession: (clientId) => broker.sessions.get(clientId) !== undefined,
    lookMs,
    speed: fleetSpeed,
  })
  return {
    apiUrl: first!.apiUrl,
    mqttUrl: first!.mqttUrl,
    mqttPort: first!.mqttPort,
    nodes,
    controlUrl: control && `http://127.0.0.1:${portOf(control)}/demo`,
    ...credential,
    close: () => (closing ??= close()),
  }
}

function narrowMembers(count: number): Map<string, number> {
  const narrow = planFleet(count).filter(({ kind }) => kind === 'narrow')
  return new Map(narrow.map(({ clientId }) => [clientId, NARROW_BYTES]))
}

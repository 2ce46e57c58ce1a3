import { once } from 'node:events'
import type { AddressInfo, Server } from 'node:net'
import { createApiServer, credential } from './http/server.ts'
import { Fleet } from './fleet/fleet.ts'
import { createMqttBroker } from './mqtt/broker.ts'

const HOST = '127.0.0.1'

/** If a port is taken, this many ports after it are tried. */
const MORE_PORTS = 20

export interface DemoBrokerOptions {
  /** 0 picks a free one. If the port is taken, the next free one of the 20 after it. Default 1883. */
  mqttPort?: number
  /** Default 0, which picks a free one. */
  apiPort?: number
  /** Number of its own clients, 0 to 10000. Default 200. Each takes two file descriptors. */
  clients?: number
  /** Time from a client's first activity until its numbers are written. Default 15 000. */
  statsIntervalMs?: number
  /** If an offline client of its own is kicked, it is back after one to two times this. Default 20 000. */
  lookMs?: number
  /** How many times faster than usual those clients act. Default 1. */
  fleetSpeed?: number
}

export interface DemoBroker {
  /** `http://127.0.0.1:PORT/api/v4` */
  apiUrl: string
  /** `mqtt://127.0.0.1:PORT` */
  mqttUrl: string
  mqttPort: number
  appId: 'admin'
  appSecret: 'public'
  /** The `authorization` header for these two. */
  authorization: string
  /** Ends everything that was started. A second call waits for the same end. */
  close(): Promise<void>
}

/**
 * Starts an MQTT broker, the management API of EMQX 4.4 and a fleet of clients, all in this process
 * and on the loopback address. Resolves when both ports are open; the fleet is then still connecting.
 * @throws {Error} if no port can be opened
 */
export async function startDemoBroker(options: DemoBrokerOptions = {}): Promise<DemoBroker> {
  const { mqttPort = 1883, apiPort = 0, clients = 200 } = options
  const { statsIntervalMs = 15_000, lookMs = 20_000, fleetSpeed = 1 } = options
  const broker = await createMqttBroker(statsIntervalMs)
  const api = createApiServer(broker)
  try {
    await listen(broker.server, mqttPort, mqttPort === 0 ? 0 : MORE_PORTS)
    await listen(api, apiPort, 0)
  } catch (error) {
    await broker.close()
    throw error
  }
  const port = portOf(broker.server)
  const fleet = new Fleet(port, clients, {
    hasSession: (clientId) => broker.sessions.get(clientId) !== undefined,
    lookMs,
    speed: fleetSpeed,
  })
  let closing: Promise<void> | undefined

  async function close(): Promise<void> {
    fleet.close()
    const closed = once(api, 'close')
    api.close()
    api.closeAllConnections()
    await Promise.all([closed, broker.close()])
  }

  return {
    apiUrl: `http://${HOST}:${portOf(api)}/api/v4`,
    mqttUrl: `mqtt://${HOST}:${port}`,
    mqttPort: port,
    ...credential,
    close: () => (closing ??= close()),
  }
}

async function listen(server: Server, port: number, furtherPorts: number): Promise<void> {
  try {
    server.listen(port, HOST)
    await once(server, 'listening')
  } catch (error) {
    const isTaken = (error as NodeJS.ErrnoException).code === 'EADDRINUSE'
    if (furtherPorts === 0 || port === 65_535 || !isTaken) throw error
    await listen(server, port + 1, furtherPorts - 1)
  }
}

function portOf(server: Server): number {
  return (server.address() as AddressInfo).port
}

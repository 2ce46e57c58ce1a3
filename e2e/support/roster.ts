/** A whole Roster for tests: the built page, the gateway and the demo broker. */
import { createConnection, type AddressInfo } from 'node:net'
import { MqttClient, type IClientOptions } from 'mqtt'
import { startDemoBroker, type DemoBroker } from '../../src/demo-broker/demo-broker.ts'
import { buildGateway } from '../../src/gateway/app.ts'
import { closeWithin } from '../../src/gateway/close-on-signal.ts'
import { readAccess } from '../../src/gateway/settings/access-settings.ts'
import { SettingsReader } from '../../src/gateway/settings/reader.ts'
import {
  startFaultyUpstream,
  type FaultyUpstream,
} from '../../src/gateway/testing/faulty-upstream.ts'
import { builtPage } from './built-page.ts'

/** Short, so that a test of it does not wait for the minute that a cluster may take. */
const ANSWER_TIMEOUT_MS = 4_000

/** Page, gateway, and the demo broker behind a server that can fail. */
export interface Roster {
  origin: string
  broker: DemoBroker
  upstream: FaultyUpstream
  /** Lines of the gateway's audit. */
  audit: string[]
}

/** Options of a real MQTT client. */
export interface ClientOptions extends IClientOptions {
  clientId: string
  /** Address to connect from; any of 127.0.0.0/8. */
  localAddress?: string
}

interface RosterOptions {
  /** How long after its first activity the broker writes a client's numbers. */
  statsIntervalMs?: number
  /** Clients of the broker's own. */
  clients?: number
  nodes?: number
  /** Settings that say who is let in. Default: everyone on this machine. */
  access?: Record<string, string>
}

/** Starts one on free ports. */
export async function startRoster({
  statsIntervalMs = 100,
  clients = 60,
  nodes = 1,
  access: settings,
}: RosterOptions = {}): Promise<Roster & { close: () => Promise<void> }> {
  const broker = await startDemoBroker({ mqttPort: 0, nodes, clients, statsIntervalMs })
  const upstream = await startFaultyUpstream({ upstream: broker.apiUrl })
  const audit: string[] = []
  const access = settings && readAccess(new SettingsReader(settings), '127.0.0.1', true)
  // Who signs in brings a credential; frames and everybody else use the gateway's own.
  const hasOwn = access?.way !== 'sign-in' || settings?.ROSTER_EMBED_ORIGINS !== undefined
  const { appId, appSecret } = broker
  const app = await buildGateway({
    broker: { apiUrls: [upstream.apiUrl], ...(hasOwn && { appId, appSecret }) },
    webRoot: builtPage,
    host: '127.0.0.1',
    session: { demo: { mqttUrl: broker.mqttUrl }, brokerTimeZone: 'UTC' },
    ...(access && { access }),
    timeoutMs: ANSWER_TIMEOUT_MS,
    log: { write: () => {} },
    audit: { write: (line) => audit.push(line) },
  })
  await app.listen({ host: '127.0.0.1', port: 0 })
  const { port } = app.server.address() as AddressInfo
  return {
    origin: `http://127.0.0.1:${port}`,
    broker,
    upstream,
    audit,
    async close() {
      // Connections that the browser has opened ahead, and not used, would hold the close up.
      await closeWithin(app, 0)
      await upstream.close()
      await broker.close()
    },
  }
}

/** Connects a real MQTT client to its broker. */
export async function connectClient(
  { broker: { mqttPort: port } }: Roster,
  { localAddress = '127.0.0.1', ...options }: ClientOptions,
): Promise<MqttClient> {
  const dial = () => createConnection({ host: '127.0.0.1', port, localAddress })
  const client = new MqttClient(dial, { reconnectPeriod: 0, ...options })
  await new Promise((resolve, reject) => {
    client.once('connect', resolve)
    client.on('error', reject)
  })
  return client
}

let serial = 0

/** A prefix for client ids that no other test uses. */
export function freshPrefix(name: string): string {
  return `${name}-${process.pid}-${serial++}-`
}

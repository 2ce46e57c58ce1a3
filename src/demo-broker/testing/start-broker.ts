import { connect, type IClientOptions, type MqttClient } from 'mqtt'
import type { Client } from '../../contract/client.ts'
import { startDemoBroker, type DemoBrokerOptions } from '../demo-broker.ts'
import { whenConnected } from '../fleet/member.ts'

/** Starts a demo broker without a fleet. The clients that it connects end with it. */
export async function startTestBroker(options: DemoBrokerOptions = {}) {
  const broker = await startDemoBroker({ mqttPort: 0, clients: 0, statsIntervalMs: 50, ...options })
  const clients: MqttClient[] = []

  async function call(method: string, path: string): Promise<{ data: Client[]; code: number }> {
    const { authorization } = broker
    const response = await fetch(broker.apiUrl + path, { method, headers: { authorization } })
    return (await response.json()) as { data: Client[]; code: number }
  }

  return {
    ...broker,
    call,
    /** Connects a client. `prepare` is called before any packet can arrive. */
    async connect(
      clientId: string,
      more: IClientOptions = {},
      prepare: (client: MqttClient) => void = () => {},
    ): Promise<MqttClient> {
      const client = connect(broker.mqttUrl, { clientId, reconnectPeriod: 0, ...more })
      clients.push(client.on('error', () => {}))
      prepare(client)
      await whenConnected(client)
      return client
    },
    async row(clientId: string): Promise<Client | undefined> {
      return (await call('GET', `/clients/${encodeURIComponent(clientId)}`)).data[0]
    },
    async ids(query: string): Promise<string[]> {
      return (await call('GET', `/clients?${query}`)).data.map(({ clientid }) => clientid).sort()
    },
    async close(): Promise<void> {
      for (const client of clients) client.end(true)
      await broker.close()
    },
  }
}

export type TestBroker = Awaited<ReturnType<typeof startTestBroker>>

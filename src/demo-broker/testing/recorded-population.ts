import type { MqttClient } from 'mqtt'
import type { Client } from '../../contract/client.ts'
import { readTranscripts, transcriptFiles } from '../../contract/transcripts.test-data.ts'
import type { DemoBroker } from '../demo-broker.ts'
import { createClient, whenConnected } from '../fleet/member.ts'
import { RawDevice } from '../fleet/raw-device.ts'

/** Clients that were connected when most of the transcripts were recorded. */
const RECORDED_COUNT = 98

/** Clients that the transcripts name, but of which they show no row. */
const rowless = ['pub-main', 'sub-all']

/** Rows that appear and disappear in the transcripts of DELETE. */
const passing = ['kick-pers', 'autore']

/** The rows that the transcripts show of each client, in their order. */
export function recordedClients(): Client[] {
  const rows = new Map<string, Client>()
  for (const { body, request } of transcriptFiles.flatMap((file) => readTranscripts(file))) {
    if (!/^GET \/api\/v4\/+(nodes|clients)/.test(request) || !body.startsWith('{')) continue
    const { data } = JSON.parse(body) as { data?: Client[] | Client }
    for (const row of Array.isArray(data) ? data : []) {
      if (row.clientid !== undefined && !rows.has(row.clientid)) rows.set(row.clientid, row)
    }
  }
  return [...rows.values()].filter(({ clientid }) => !passing.includes(clientid))
}

/**
 * Connects the recorded population to a demo broker. Clients of MQTT 5 connect by MQTT 3.1.1. For
 * each of the 98 clients that no transcript shows, some other client connects. Returns a function that
 * closes them all.
 */
export async function populate(broker: DemoBroker): Promise<() => void> {
  const closing: (() => void)[] = []
  const publisher = connectAs(broker, { clientid: 'pub-main' })
  closing.push(() => publisher.end(true))
  await whenConnected(publisher)

  const recorded = recordedClients()
  const all: Pick<Client, 'clientid'>[] = [
    ...recorded,
    { clientid: 'sub-all' },
    ...Array.from({ length: RECORDED_COUNT - recorded.length - rowless.length }, (_, i) => ({
      clientid: `filler ${i}`,
    })),
  ]
  await Promise.all(
    all.map(async (row: Client | Pick<Client, 'clientid'>, index) => {
      closing.push(await recreate(broker, publisher, row, index))
    }),
  )
  return () => closing.forEach((close) => close())
}

/** A client of the `mqtt` library whose row looks like `row`. It does not come back after a kick. */
export function connectAs(
  { mqttPort }: DemoBroker,
  row: Partial<Client>,
  reconnectPeriod = 0,
): MqttClient {
  return createClient(
    {
      kind: 'device',
      index: 0,
      clientId: row.clientid ?? '',
      username: usernameOf(row),
      clean: row.clean_start ?? true,
      keepalive: row.keepalive ?? 60,
      protocolVersion: row.proto_ver === 3 ? 3 : 4,
      localAddress: row.ip_address ?? '127.0.0.1',
    },
    mqttPort,
    { reconnectPeriod },
  )
}

async function recreate(
  broker: DemoBroker,
  publisher: MqttClient,
  row: Partial<Client>,
  index: number,
): Promise<() => void> {
  const { clientid: id = '', inflight = 0, mqueue_len = 0, mqueue_dropped = 0 } = row
  const topics = topicsOf(row, index)
  const qos = id.endsWith('-q2') || id === 'sub-all' ? 2 : 1
  let close: () => void
  if (isUnusual(row)) {
    const device = new RawDevice(broker.mqttPort, {
      clientId: id.includes('\ufffd') ? Buffer.of(0xff, 0xfe, 0x41) : id,
      username: usernameOf(row),
      clean: true,
      keepalive: 60,
    })
    close = () => device.close()
    await device.connect()
    for (const topic of topics) await device.subscribe(topic, qos)
    for (let i = 0; i < (row.awaiting_rel ?? 0); i++) device.publish('nobody', 'x', 2)
  } else {
    const client = connectAs(broker, row)
    close = () => client.end(true)
    await whenConnected(client)
    if (topics.length > 0) await client.subscribeAsync(topics, { qos })
    if (row.connected === false) await client.endAsync()
  }
  const count = inflight + mqueue_len + mqueue_dropped
  for (let i = 0; i < count; i++) publisher.publish(topics[0] ?? '', `${i}`, { qos })
  return close
}

/** Clients that do what the `mqtt` library does not. */
function isUnusual(row: Partial<Client>): boolean {
  return Boolean(row.inflight || row.awaiting_rel) || (row.clientid ?? '').includes('\ufffd')
}

// A filter for `undefined` finds one recorded client: its username is the text `undefined`.
function usernameOf({ clientid, username }: Partial<Client>): string | undefined {
  return username === 'undefined' && clientid !== 'm31-000' ? undefined : username
}

function topicsOf({ clientid = '', subscriptions_cnt = 0 }: Partial<Client>, index: number) {
  if (clientid === 'pers4-live') return ['a/#', 'b/+', 'c']
  if (clientid === 'sub-all') return ['t/#']
  if (subscriptions_cnt === 0) return []
  return [clientid.startsWith('pers') ? `q/${clientid}` : `odd/${index}`]
}

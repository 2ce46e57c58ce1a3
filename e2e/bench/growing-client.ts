import type { AddressInfo } from 'node:net'
import { clientFields } from '../../src/contract/client.ts'
import { buildGateway } from '../../src/gateway/app.ts'
import { serve } from '../../src/testing/serve.ts'
import { builtPage } from '../support/built-page.ts'

export const CLIENT_ID = 'growing'

/** A gateway before a broker that knows one client, whose numbers are written when it is told to. */
export interface GrowingClient {
  origin: string
  /** Writes the client's numbers, each grown as by 15 s of traffic. */
  write(): void
  close(): Promise<void>
}

export async function startGrowingClient(): Promise<GrowingClient> {
  let writes = 1
  const upstream = await serve((request, response) => {
    const isClient = request.url?.endsWith(`/clients/${CLIENT_ID}`) ?? false
    const body = { code: 0, data: isClient ? [recordAfter(writes)] : [] }
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(body))
  })
  const app = await buildGateway({
    broker: {
      apiUrls: [`${upstream.origin}/api/v4`],
      appId: 'bench',
      appSecret: 'bench',
    },
    webRoot: builtPage,
    host: '127.0.0.1',
    session: { demo: null, brokerTimeZone: 'UTC' },
    timeoutMs: 60_000,
    audit: { write: () => {} },
  })
  await app.listen({ host: '127.0.0.1', port: 0 })
  return {
    origin: originOf(app.server.address()),
    write() {
      writes++
    },
    async close() {
      await app.close()
      await upstream.close()
    },
  }
}

/** Counters that grow by another amount each time, and levels that go up and down. */
function recordAfter(writes: number): object {
  const swing = writes % 7
  const numbers = Object.entries(clientFields)
    .filter(([, kind]) => kind === 'count' || kind === 'bytes')
    .map(([field]) => [field, 1000 * writes + 37 * swing])
  return { ...identity, ...limits, ...Object.fromEntries(numbers), ...levelsAt(swing) }
}

const identity = {
  clientid: CLIENT_ID,
  username: 'bench',
  node: 'emqx@127.0.0.1',
  connected: true,
  ip_address: '127.0.0.1',
  port: 40_000,
  proto_name: 'MQTT',
  proto_ver: 4,
  keepalive: 60,
  clean_start: true,
  expiry_interval: 0,
  created_at: '2026-01-01 00:00:00',
  connected_at: '2026-01-01 00:00:00',
}

const limits = { max_mqueue: 1000, max_inflight: 32, max_awaiting_rel: 100, max_subscriptions: 0 }

function levelsAt(swing: number) {
  return {
    mqueue_len: 100 + swing,
    mqueue_dropped: 0,
    inflight: 3 + swing,
    awaiting_rel: swing,
    mailbox_len: swing,
    heap_size: 10_000 + 300 * swing,
    subscriptions_cnt: 0,
  }
}

function originOf(address: AddressInfo | string | null): string {
  return `http://127.0.0.1:${(address as AddressInfo).port}`
}

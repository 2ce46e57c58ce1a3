import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Client } from '../../contract/client.ts'
import { readClusterExchanges, type ClusterExchange } from '../../contract/transcripts.test-data.ts'
import { checkAgainstContract, essenceOf } from '../testing/essence.ts'
import { rawRequest, type RawResponse } from '../testing/raw-request.ts'
import { startTestBroker, type TestBroker } from '../testing/start-broker.ts'

/** Calls that the demo broker answers with 404. The dashboard makes none of them. */
const notServed = [
  '/metrics',
  '/nodes/emqx2@127.0.0.1/metrics',
  '/banned',
  '/plugins',
  '/modules',
  '/listeners',
  '/routes?_limit=3',
  '/rules',
]

/** Calls whose rows have to differ from the recording. The rest of the answer is the same. */
const otherRows = [
  // The demo broker does not serve these two filters.
  '/subscriptions?_match_topic=off%2F1%2Fx&_limit=2',
  '/subscriptions?share=g1',
  // The recording is cut.
  '/clients/username/u1',
]

const down = readClusterExchanges('node-down')
const isAboutStopped = ({ name }: ClusterExchange) => name.startsWith('node2 stopped')
const stopped = down.filter(isAboutStopped)
const hanging = down.filter((exchange) => !isAboutStopped(exchange))
const running = [...readClusterExchanges('two-nodes'), ...readClusterExchanges('overview')]

let broker: TestBroker
beforeAll(async () => {
  broker = await startTestBroker({ nodes: 2, hungListMs: 50, hungCallMs: 100, nodeChangeMs: 1 })
  await populate([...running, ...down])
  // Its row was recorded without a request.
  await broker.connect('crowd-a-0100')
})
afterAll(() => broker.close())

describe('a replay of the cluster', () => {
  replay(running)
})

describe('a replay of the cluster while the second node is stopped', () => {
  beforeAll(() => broker.nodes[1]!.stop())
  afterAll(() => broker.nodes[1]!.start())
  replay(stopped)
})

describe('a replay of the cluster while the second node hangs', () => {
  beforeAll(() => broker.nodes[1]!.hang())
  afterAll(() => broker.nodes[1]!.start())
  replay(hanging)

  it('leaves the client that was to be kicked where it is', async () => {
    const path = `/nodes/${broker.nodes[0]!.name}/clients/crowd-a-0100`
    const { body } = await send({ call: `GET /api/v4${path}`, port: 8081 })
    expect(body).toContain('"clientid":"crowd-a-0100"')
  })
})

it('leaves nothing out that is not recorded', () => {
  const recorded = [...running, ...down].map(({ call }) => pathOf(call))
  expect([...notServed, ...otherRows].filter((path) => !recorded.includes(path))).toEqual([])
})

function replay(exchanges: ClusterExchange[]): void {
  it.each(exchanges.map((exchange) => [`${exchange.name} at ${exchange.port}`, exchange] as const))(
    '%s',
    async (_, exchange) => {
      const path = pathOf(exchange.call)
      const response = await send(exchange)
      const expected = expectedResponse(exchange)
      const withRows = !otherRows.includes(path)
      expect(essenceOf(response, exchange.call, withRows)).toEqual(
        essenceOf(expected, exchange.call, withRows),
      )
      expect(nodesOf(response, path)).toEqual(nodesOf(expected, path))
      checkAgainstContract(exchange.call, response)
    },
  )
}

async function send({ call, port }: Pick<ClusterExchange, 'call' | 'port'>): Promise<RawResponse> {
  const node = broker.nodes[port - 8081]
  return rawRequest(node!.apiUrl, [
    `${call} HTTP/1.1`,
    'Host: demo',
    `Authorization: ${broker.authorization}`,
    'Connection: close',
  ])
}

function expectedResponse({ call, status, contentType, body }: ClusterExchange): RawResponse {
  if (notServed.includes(pathOf(call))) {
    return { status: 404, headers: new Map([['content-type', 'text/plain']]), body: 'Not found.' }
  }
  const headers = new Map(contentType === undefined ? [] : [['content-type', contentType]])
  return { status: status ?? Number.NaN, headers, body }
}

/** The nodes of the rows, in their order. EMQX lists subscriptions in an order of their own. */
function nodesOf({ headers, body }: RawResponse, path: string): unknown[] {
  if (path.startsWith('/subscriptions') || otherRows.includes(path)) return []
  if (headers.get('content-type') !== 'application/json') return []
  const { data } = JSON.parse(body) as { data?: unknown }
  return Array.isArray(data) ? data.map(({ node }: { node?: string }) => node) : []
}

function pathOf(call: string): string {
  return call.split(' ')[1]!.replace('/api/v4', '')
}

/** A row of a client, of a subscription, or of a node. */
type Row = Partial<Client> & { topic?: string; qos?: 0 | 1 | 2 }

/** Connects each recorded client to its node, by MQTT 3.1.1, and subscribes to what it had. */
async function populate(exchanges: ClusterExchange[]): Promise<void> {
  const served = exchanges.filter(({ call }) => !notServed.includes(pathOf(call)))
  const rows = served.flatMap(({ body }): Row[] => {
    if (!body.startsWith('{"data":[') && !body.startsWith('{"meta"')) return []
    const { data } = JSON.parse(body) as { data?: unknown }
    return Array.isArray(data) ? data : []
  })
  const named = rows.filter(({ clientid }) => clientid !== undefined)
  const ids = new Set(named.map(({ clientid }) => clientid!))
  await Promise.all(
    [...ids].map(async (clientId) => {
      const ofClient = named.filter(({ clientid }) => clientid === clientId)
      const row = ofClient.find(({ username }) => username !== undefined) ?? ofClient[0]!
      const client = await broker.connect(clientId, {
        port: broker.nodes[row.node === 'emqx2@127.0.0.1' ? 1 : 0]!.mqttPort,
        ...(row.username === undefined || row.username === 'undefined'
          ? {}
          : { username: row.username }),
        clean: row.connected !== false,
      })
      for (const { topic, qos = 0 } of ofClient) {
        if (topic !== undefined) await client.subscribeAsync(topic, { qos })
      }
      if (row.connected === false) await client.endAsync()
    }),
  )
}

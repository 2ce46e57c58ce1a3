import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { clientListSchema, readAnswer } from '../../contract/answer.ts'
import type { Client } from '../../contract/client.ts'
import { readTranscripts, type Transcript } from '../../contract/transcripts.test-data.ts'
import { startDemoBroker, type DemoBroker } from '../demo-broker.ts'
import { whenConnected } from '../fleet/member.ts'
import { checkAgainstContract, essenceOf } from '../testing/essence.ts'
import { rawRequest, type RawResponse } from '../testing/raw-request.ts'
import { connectAs, populate, recordedClients } from '../testing/recorded-population.ts'

/** Calls that the demo broker answers with 404. The dashboard makes none of them. */
const notServed = {
  'GET /api/v4/': 'the route list',
  'GET /api/v4': 'the route list',
  'GET /api/v4/metrics': 'counters of the node',
  'GET /api/v4/nodes/emqx@127.0.0.1/metrics': 'counters of the node',
  'GET /api/v4/routes?_limit=3': 'the routing table',
  'GET /api/v4/listeners': 'the listeners',
  'GET /api/v4/banned': 'bans',
  'GET /api/v4/plugins': 'plugins',
  'GET /api/v4/modules': 'modules',
}

/** Calls that Node's HTTP parser answers with 400: it takes no byte above 127 in a request line. */
const refusedByNode = {
  'GET /api/v4/clients?clientid=é': 'a query in raw UTF-8, which EMQX takes',
}

/** Calls whose rows have to differ from the recording. The rest of the answer is the same. */
const otherRows = {
  'GET /api/v4/clients?zone=internal': 'the demo broker has one listener and one zone',
  'GET /api/v4/clients?proto_ver=4&clean_start=false': 'pers5-* were MQTT 5, and are 3.1.1 here',
  'GET /api/v4/clients?proto_ver=4&clean_start=false&conn_state=disconnected':
    'pers5-* were MQTT 5, and are 3.1.1 here',
  'GET /api/v4/clients?_lte_connected_at=1795426135': 'the clock of the recording',
  'GET /api/v4/clients?_gte_connected_at=1795426136': 'the clock of the recording',
  'GET /api/v4/clients?_lte_connected_at=1795426134': 'the clock of the recording',
  'GET /api/v4/clients?_gte_connected_at=1795426271': 'the clock of the recording',
  'GET /api/v4/clients?_lte_created_at=1795426135': 'the clock of the recording',
  'GET /api/v4/clients?_gte_created_at=1795426136': 'the clock of the recording',
  'GET /api/v4/clients?_lte_created_at=1795426134': 'the clock of the recording',
  'GET /api/v4/clients?_gte_created_at=1795426271': 'the clock of the recording',
}

/** In the order of the recording if it matters: a session that `delete` ends is gone afterwards. */
const files = [
  'auth-cors-status',
  'list-paging',
  'filters',
  'get-one',
  'delete',
  'other-endpoints',
] as const

const seen = new Set<string>()
let broker: DemoBroker
let close: () => void

beforeAll(async () => {
  broker = await startDemoBroker({ mqttPort: 0, clients: 0, statsIntervalMs: 50 })
  close = await populate(broker)
})

afterAll(async () => {
  close()
  await broker.close()
})

it('shows the recorded clients with the recorded numbers', async () => {
  const expected = recordedClients().map(summaryOf)
  await expect
    .poll(async () => {
      const { body } = await send('GET /api/v4/clients')
      const { data } = readAnswer(clientListSchema, 200, body)
      const rows = new Map(data.map((row) => [row.clientid, summaryOf(row)]))
      return expected.map((summary) => rows.get(summary['clientid'] as string))
    })
    .toEqual(expected)
})

// In order: a DELETE changes the answer to the GET after it.
describe.each(files)('a replay of %s', (file) => {
  const transcripts = readTranscripts(file).filter((transcript) => {
    // 18083 is the port of EMQX's own dashboard. The demo broker has none.
    return !transcript.requestHeaders['Host']?.endsWith(':18083')
  })

  it.each(transcripts.map((transcript) => [nameOf(transcript), transcript] as const))(
    '%s',
    async (_, transcript) => {
      const call = callOf(transcript)
      seen.add(call)
      await prepare(transcript.name)
      const response = await replay(transcript)
      const withRows = !Object.hasOwn(otherRows, call)
      expect(essenceOf(response, call, withRows)).toEqual(
        essenceOf(expectedResponse(transcript, call), call, withRows),
      )
      checkAgainstContract(call, response)
    },
  )
})

it('leaves nothing out that is not listed, and lists nothing that is not recorded', () => {
  const listed = Object.keys({ ...notServed, ...refusedByNode, ...otherRows })
  expect(listed.filter((call) => !seen.has(call))).toEqual([])
})

/** Does what was done before the recorded request of this name. */
async function prepare(name: string): Promise<void> {
  const passing = {
    'DELETE connected v4': { clientid: 'kick-v4' },
    'DELETE connected v5': { clientid: 'kick-v5' },
    'DELETE connected persistent': { clientid: 'kick-pers', clean_start: false },
    'GET disconnected': { clientid: 'kick-pers', clean_start: false },
  }[name]
  if (passing) {
    const client = connectAs(broker, passing)
    await whenConnected(client)
    if (name === 'GET disconnected') {
      client.end()
      await whenShown('kick-pers', '"connected":false')
    }
  }
  if (name === 'DELETE autore') {
    const client = connectAs(broker, { clientid: 'autore' }, 1000)
    const closeOthers = close
    close = () => {
      client.end(true)
      closeOthers()
    }
    await whenConnected(client)
  }
  if (name === 'GET 1.5 s later') await whenShown('autore', '"connected":true')
}

async function whenShown(clientId: string, text: string): Promise<void> {
  await vi.waitUntil(
    async () => (await send(`GET /api/v4/clients/${clientId}`)).body.includes(text),
    { timeout: 10_000 },
  )
}

function replay({ request, requestHeaders, requestBody }: Transcript): Promise<RawResponse> {
  const headers = { ...requestHeaders, Host: new URL(broker.apiUrl).host }
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}`)
  return rawRequest(broker.apiUrl, [request, ...lines], requestBody)
}

function send(call: string): Promise<RawResponse> {
  return rawRequest(broker.apiUrl, [
    `${call} HTTP/1.1`,
    'Host: demo',
    `Authorization: ${broker.authorization}`,
    'Connection: close',
  ])
}

function expectedResponse({ status, headers, body }: Transcript, call: string): RawResponse {
  if (Object.hasOwn(notServed, call)) {
    return { status: 404, headers: new Map([['content-type', 'text/plain']]), body: 'Not found.' }
  }
  if (Object.hasOwn(refusedByNode, call)) return { status: 400, headers: new Map(), body: '' }
  const pairs = headers.map((line): [string, string] => {
    const at = line.indexOf(':')
    return [line.slice(0, at).toLowerCase(), line.slice(at + 1).trim()]
  })
  return { status, headers: new Map(pairs), body }
}

const summaryFields = [
  'clientid',
  'username',
  'ip_address',
  'connected',
  'clean_start',
  'keepalive',
  'subscriptions_cnt',
  'inflight',
  'mqueue_len',
  'mqueue_dropped',
  'awaiting_rel',
] as const

function summaryOf(row: Client) {
  return Object.fromEntries(summaryFields.map((field) => [field, row[field]]))
}

function callOf({ request }: Transcript): string {
  return request.replace(/ HTTP\/1\.\d$/, '')
}

function nameOf(transcript: Transcript): string {
  return `${transcript.name}: ${callOf(transcript)}`.slice(0, 120)
}

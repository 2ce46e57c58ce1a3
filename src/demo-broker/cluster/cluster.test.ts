import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import type { MqttClient } from 'mqtt'
import { rawRequest } from '../testing/raw-request.ts'
import { startTestBroker, type TestBroker } from '../testing/start-broker.ts'
import type { DemoNode } from './demo-node.ts'

/** A call that waits for a hanging node waits as long as the test. */
const options = { nodes: 3, hungListMs: 600_000, hungCallMs: 600_000, nodeChangeMs: 200 }

let broker: TestBroker
let [first, second, third]: DemoNode[] = []
beforeAll(async () => {
  broker = await startTestBroker(options)
  ;[first, second, third] = [...broker.nodes]
})
afterAll(() => broker.close())

/** One request to a node's API; status NaN if the connection was closed without an answer. */
async function ask(node: DemoNode | undefined, call: string) {
  const { status, body } = await rawRequest(node!.apiUrl, [
    `${call.replace(' ', ' /api/v4')} HTTP/1.1`,
    'Host: demo',
    `Authorization: ${broker.authorization}`,
    'Connection: close',
  ])
  return { status, body }
}

async function dataOf(
  node: DemoNode | undefined,
  call: string,
): Promise<Record<string, unknown>[]> {
  return (JSON.parse((await ask(node, call)).body) as { data: Record<string, unknown>[] }).data
}

async function namesOf(node: DemoNode | undefined, call: string): Promise<unknown[]> {
  return (await dataOf(node, call)).map((entry) => entry['clientid'] ?? entry['node'])
}

function connectTo(node: DemoNode | undefined, clientId: string, more = {}): Promise<MqttClient> {
  return broker.connect(clientId, { port: node!.mqttPort, ...more })
}

const down = { status: 200, body: '{"message":"nodedown","code":101}' }
const failed = { status: 500, body: 'Internal Error' }
const closed = { status: Number.NaN, body: '' }

describe('a cluster of three nodes', () => {
  it('lists the node that was asked last, and the clients by node, alike at every node', async () => {
    const places = [first, second, third, first, second, third]
    await Promise.all(places.map((node, i) => connectTo(node, `spread-${i}`)))
    expect(await namesOf(first, 'GET /nodes')).toEqual([
      'emqx2@127.0.0.1',
      'emqx3@127.0.0.1',
      'emqx@127.0.0.1',
    ])
    expect(await namesOf(second, 'GET /brokers')).toEqual([
      'emqx3@127.0.0.1',
      'emqx@127.0.0.1',
      'emqx2@127.0.0.1',
    ])
    const rows = await dataOf(first, 'GET /clients?_like_clientid=spread-')
    expect(rows.map(({ node }) => node)).toEqual([
      'emqx2@127.0.0.1',
      'emqx2@127.0.0.1',
      'emqx3@127.0.0.1',
      'emqx3@127.0.0.1',
      'emqx@127.0.0.1',
      'emqx@127.0.0.1',
    ])
    expect(await namesOf(third, 'GET /clients?_like_clientid=spread-')).toEqual(
      rows.map(({ clientid }) => clientid),
    )
  })

  it('lists the clients of a username in the order of the nodes', async () => {
    const more = { username: 'shared-name' }
    await Promise.all([connectTo(first, 'name-1', more), connectTo(second, 'name-2', more)])
    const call = 'GET /clients/username/shared-name'
    expect(await namesOf(first, call)).toEqual(['name-2', 'name-1'])
    expect(await namesOf(second, call)).toEqual(['name-1', 'name-2'])
  })

  it('shows at the paths of a node what is on that node', async () => {
    await Promise.all([connectTo(first, 'here'), connectTo(second, 'there')])
    const path = `/nodes/${second!.name}/clients`
    expect(await namesOf(first, `GET ${path}/there`)).toEqual(['there'])
    expect(await namesOf(first, `GET ${path}/here`)).toEqual([])
    expect(await namesOf(first, 'GET /clients/there')).toEqual(['there'])
    const page = JSON.parse((await ask(first, `GET ${path}?_limit=1`)).body) as object
    const rows = await dataOf(second, `GET ${path}`)
    expect(page).toMatchObject({ meta: { count: rows.length } })
    const stats = await dataOf(first, 'GET /stats')
    const own = stats.find(({ node }) => node === second!.name)
    expect(own).toMatchObject({ stats: { 'connections.count': rows.length } })
  })

  it('moves a session to the node where its client connects again', async () => {
    const before = await connectTo(first, 'roamer', { clean: false })
    await before.subscribeAsync('to/roamer', { qos: 1 })
    const gone = new Promise((done) => before.once('close', () => done(null)))
    const after = await connectTo(third, 'roamer', { clean: false })
    await gone
    expect(await dataOf(second, 'GET /clients/roamer')).toMatchObject([
      { node: third!.name, connected: true, subscriptions_cnt: 1 },
    ])
    expect(await namesOf(second, `GET /nodes/${first!.name}/clients/roamer`)).toEqual([])
    const received = new Promise((done) => after.once('message', (topic) => done(topic)))
    const publisher = await connectTo(second, 'publisher')
    await publisher.publishAsync('to/roamer', 'x', { qos: 1 })
    expect(await received).toBe('to/roamer')
  })

  it('ends a client of any node', async () => {
    const client = await connectTo(second, 'victim')
    const gone = new Promise((done) => client.once('close', () => done(null)))
    expect(await ask(third, 'DELETE /clients/victim')).toMatchObject({ body: '{"code":0}' })
    await gone
    expect(await namesOf(first, 'GET /clients/victim')).toEqual([])
  })
})

describe('a node that stops', () => {
  it('answers nothing, and is missing in every list, until it starts without sessions', async () => {
    const client = await connectTo(second, 'on-2', { clean: false })
    await connectTo(first, 'on-1')
    const lost = new Promise((done) => client.once('close', () => done(null)))
    await second!.stop()
    await lost
    const path = `/nodes/${second!.name}`
    expect(await namesOf(first, 'GET /nodes')).toEqual(['emqx3@127.0.0.1', 'emqx@127.0.0.1'])
    expect(await namesOf(first, 'GET /clients?_like_clientid=on-')).toEqual(['on-1'])
    expect(await ask(first, 'GET /clients/on-2')).toEqual({
      status: 200,
      body: '{"data":[],"code":0}',
    })
    expect(await ask(first, `GET ${path}/clients?_limit=1`)).toEqual(down)
    expect(await ask(first, `GET ${path}/clients/on-2`)).toEqual({ status: 204, body: '' })
    await expect(ask(second, 'GET /nodes')).rejects.toThrow('ECONNREFUSED')

    await second!.start()
    expect(await namesOf(first, `GET ${path}/clients`)).toEqual([])
    await connectTo(second, 'on-2', { clean: false })
    expect(await namesOf(second, `GET ${path}/clients`)).toEqual(['on-2'])
  })

  it('makes EMQX answer with errors while it stops and starts', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'], shouldClearNativeTimers: true })
    for (const step of ['stop', 'start'] as const) {
      const done = third![step]()
      await expect.poll(() => third!.state).toBe(`${step}${step === 'stop' ? 'p' : ''}ing`)
      const path = `/nodes/${third!.name}`
      const calls = ['/clients', '/clients/x', '/subscriptions/x']
      for (const call of calls) expect(await ask(first, `GET ${call}`)).toEqual(failed)
      expect(await ask(first, 'GET /alarms')).toMatchObject({ status: 204 })
      expect((await ask(first, `GET ${path}/clients?_limit=10`)).body).toContain("{'EXIT',{badarg,")
      const nodes = await dataOf(first, 'GET /nodes')
      expect(nodes.find(({ node }) => node === third!.name)).not.toHaveProperty('connections')
      expect(await dataOf(first, 'GET /stats')).toContainEqual({ stats: {}, node: third!.name })
      expect((await ask(first, `GET /nodes/${first!.name}/clients`)).status).toBe(200)
      const endTheHalfSecond = () => {
        vi.advanceTimersByTime(options.nodeChangeMs)
        return third!.state
      }
      await expect.poll(endTheHalfSecond).toMatch(/^(running|stopped)$/)
      await done
    }
    vi.useRealTimers()
    expect(third!.state).toBe('running')
  })
})

describe('a node that hangs', () => {
  it('holds every call for the cluster, and none for one healthy node', async () => {
    const impatient = await startTestBroker({ nodes: 2, hungListMs: 50, hungCallMs: 100 })
    const [healthy, hanging] = impatient.nodes
    await impatient.connect('here')
    await hanging!.hang()
    expect(await ask(healthy, 'GET /clients')).toEqual(failed)
    const calls = [
      'GET /clients/here',
      'DELETE /clients/here',
      'GET /nodes',
      'GET /brokers',
      'GET /stats',
      'GET /alarms',
      'GET /subscriptions/here',
      `GET /nodes/${hanging!.name}/clients`,
      `GET /brokers/${hanging!.name}`,
    ]
    for (const answer of await Promise.all(calls.map((call) => ask(healthy, call)))) {
      expect(answer).toEqual(closed)
    }
    await hanging!.start()
    // The DELETE was not carried out.
    expect(await namesOf(healthy, 'GET /clients/here')).toEqual(['here'])
    await impatient.close()
  })

  it('holds no path of one healthy node, and no call with a wrong parameter', async () => {
    await connectTo(first, 'healthy')
    await second!.hang()
    const path = `/nodes/${first!.name}`
    expect(await namesOf(first, `GET ${path}/clients/healthy`)).toEqual(['healthy'])
    expect(await namesOf(first, `GET ${path}/clients?clientid=healthy`)).toEqual(['healthy'])
    expect(await ask(first, `GET ${path}/stats`)).toMatchObject({ status: 200 })
    expect(await ask(first, `GET /brokers/${first!.name}`)).toMatchObject({ status: 200 })
    expect(await ask(first, 'GET /clients?_limit=-1')).toEqual(failed)
    expect((await ask(first, 'GET /clients?proto_ver=x')).body).toContain('"code":108')
    await second!.start()
  })

  it('lets what waits go on when it goes on', async () => {
    const client = await connectTo(second, 'patient')
    await client.subscribeAsync('to/patient', { qos: 1 })
    await second!.hang()
    const own = ask(second, 'GET /clients/patient')
    const others = ask(first, 'GET /clients/patient')
    const messages: string[] = []
    client.on('message', (_, payload) => messages.push(String(payload)))
    const newcomer = connectTo(third, 'newcomer')
    await second!.start()
    for (const answer of [own, others]) expect((await answer).body).toContain('"patient"')
    await (await newcomer).publishAsync('to/patient', 'hello', { qos: 1 })
    await expect.poll(() => messages).toEqual(['hello'])
  })

  it('neither reads from its clients nor writes to them', async () => {
    const client = await connectTo(second, 'mute')
    await client.subscribeAsync('to/mute', { qos: 0 })
    const healthy = await connectTo(first, 'healthy-too')
    await healthy.subscribeAsync('to/healthy', { qos: 0 })
    const heard: string[] = []
    for (const one of [client, healthy]) one.on('message', (topic) => heard.push(topic))
    await second!.hang()
    client.publish('to/healthy', 'from the hanging node')
    healthy.publish('to/mute', 'to the hanging node')
    await healthy.publishAsync('to/healthy', 'from the healthy node', { qos: 1 })
    await expect.poll(() => heard).toEqual(['to/healthy'])
    await second!.start()
    await expect.poll(() => heard.toSorted()).toEqual(['to/healthy', 'to/healthy', 'to/mute'])
  })

  it('can be stopped', async () => {
    await second!.hang()
    await second!.stop()
    expect(await namesOf(first, 'GET /nodes')).toHaveLength(2)
    await second!.start()
    expect(await namesOf(first, 'GET /nodes')).toHaveLength(3)
  })
})

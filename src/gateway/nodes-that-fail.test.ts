import { afterEach, describe, expect, it } from 'vitest'
import type { ClusterNode } from '../contract/cluster-nodes.ts'
import type { GatewayOptions } from './app.ts'
import { accessOf, startTestGateway, TEST_ACCESS, type TestGateway } from './testing/gateway.ts'
import { startCluster } from './testing/hanging-cluster.ts'

const closing: (() => Promise<unknown>)[] = []
afterEach(async () => {
  for (const close of closing.splice(0).toReversed()) await close()
})

const LIST = '/api/v4/clients?_limit=10'

/** A cluster, and a gateway that knows its nodes and clients. */
async function start(size: number, options: Partial<GatewayOptions> = {}, apis = size) {
  const cluster = await startCluster(size)
  closing.push(cluster.close)
  const broker = { apiUrls: cluster.apiUrls.slice(0, apis), ...TEST_ACCESS }
  const gateway = await startTestGateway('', { broker, ...options })
  closing.push(() => gateway.close())
  await nodesOf(gateway)
  await gateway.ask(LIST)
  return { cluster, gateway }
}

async function nodesOf(gateway: TestGateway): Promise<ClusterNode[]> {
  const { text } = await gateway.ask('/cluster/nodes')
  return (JSON.parse(text) as { data: ClusterNode[] }).data
}

/** Name and state of each node; looks again until a look is due. */
async function statesOf(gateway: TestGateway): Promise<Record<string, string>> {
  return Object.fromEntries((await nodesOf(gateway)).map(({ name, state }) => [name, state]))
}

const idsIn = (text: string) =>
  (JSON.parse(text) as { data: { clientid: string }[] }).data.map(({ clientid }) => clientid)

describe('while a node hangs', () => {
  it('a client of a healthy node is read, and so are its node’s lists', async () => {
    const { cluster, gateway } = await start(3)
    cluster.moods[1] = 'hangs'
    const one = await gateway.ask('/api/v4/clients/on-2')
    expect([one.status, idsIn(one.text)]).toEqual([200, ['on-2']])
    const list = await gateway.ask(`/api/v4/nodes/${cluster.names[2]}/clients?_limit=10`)
    expect(idsIn(list.text)).toEqual(['on-2'])
  })

  it('that node is named, the others are not, and the node that was asked stays in use', async () => {
    const { cluster, gateway } = await start(3)
    cluster.moods[1] = 'hangs'
    // While all is well, the gateway looks once a minute. A list that does not come makes it look at once.
    const list = gateway.ask(LIST)
    await expect
      .poll(() => statesOf(gateway), { timeout: 20_000 })
      .toEqual({
        [cluster.names[0]!]: 'running',
        [cluster.names[1]!]: 'silent',
        [cluster.names[2]!]: 'running',
      })
    expect(gateway.log.filter((line) => line.includes('is down'))).toEqual([])
    expect(gateway.log.filter((line) => line.includes('may hang'))).toHaveLength(1)
    await gateway.ask('/api/v4/clients/on-0')
    expect(cluster.requests.at(-1)?.at).toBe(0)
    expect((await list).status).toBe(504)
    cluster.moods[1] = 'runs'
    await expect
      .poll(() => statesOf(gateway), { timeout: 20_000 })
      .toMatchObject({ [cluster.names[1]!]: 'running' })
  }, 60_000)

  it('and it is the node that is asked, the next one is asked', async () => {
    const { cluster, gateway } = await start(2)
    cluster.moods[0] = 'hangs'
    const list = gateway.ask(LIST)
    await expect
      .poll(() => statesOf(gateway), { timeout: 30_000 })
      .toEqual({ [cluster.names[0]!]: 'silent', [cluster.names[1]!]: 'running' })
    expect((await list).status).toBe(504)
    expect(idsIn((await gateway.ask('/api/v4/clients/on-1')).text)).toEqual(['on-1'])
  }, 60_000)

  it('a list of the cluster ends early, with its name', async () => {
    const { cluster, gateway } = await start(2)
    cluster.moods[1] = 'hangs'
    const list = await gateway.ask(LIST)
    expect([list.status, list.text]).toEqual([504, expect.stringContaining(cluster.names[1]!)])
  }, 60_000)

  it('lists of the cluster do not delay a list of one node', async () => {
    const { cluster, gateway } = await start(2)
    cluster.moods[1] = 'hangs'
    const held = [1, 2, 3, 4].map((page) => gateway.ask(`/api/v4/clients?_page=${page}`))
    await expect
      .poll(() => cluster.requests.filter(({ url }) => url.includes('_page=')).length)
      .toBe(3)
    expect(idsIn((await gateway.ask(`/api/v4/nodes/${cluster.names[0]}/clients`)).text)).toEqual([
      'on-0',
    ])
    await cluster.close()
    await Promise.allSettled(held)
  }, 60_000)
})

describe('two records of a client', () => {
  async function startTwice(apis: number) {
    const { cluster, gateway } = await start(3, {}, apis)
    for (const at of [0, 1]) {
      cluster.records[at] = [{ clientid: 'twin', node: cluster.names[at] }]
    }
    return { cluster, gateway }
  }
  const kicked = (cluster: Awaited<ReturnType<typeof startCluster>>) =>
    cluster.requests.filter(({ method }) => method === 'DELETE').map(({ at }) => at)

  it('are both ended, each by the API of its node', async () => {
    const { cluster, gateway } = await startTwice(3)
    expect((await gateway.kick('/api/v4/clients/twin')).status).toBe(200)
    expect(new Set(kicked(cluster))).toEqual(new Set([0, 1]))
    expect(kicked(cluster)).toHaveLength(2)
    expect(idsIn((await gateway.ask('/api/v4/clients/twin')).text)).toEqual([])
  })

  it('leave one that can be read if its node has no address here', async () => {
    const { cluster, gateway } = await startTwice(1)
    expect((await gateway.kick('/api/v4/clients/twin')).status).toBe(200)
    expect(kicked(cluster)).toEqual([0])
    expect(idsIn((await gateway.ask('/api/v4/clients/twin')).text)).toEqual(['twin'])
  })

  it('are not looked for at each node if there is one record', async () => {
    const { cluster, gateway } = await start(3)
    await gateway.kick('/api/v4/clients/on-0')
    expect(kicked(cluster)).toEqual([0])
  })
})

describe('a node that stops', () => {
  it('is remembered with its clients until it runs again', async () => {
    const { cluster, gateway } = await start(2)
    cluster.moods[1] = 'stopped'
    const [, name = ''] = cluster.names
    // The list is shorter than before: the gateway looks.
    await gateway.ask(LIST)
    await expect
      .poll(() => nodesOf(gateway), { timeout: 20_000 })
      .toContainEqual(expect.objectContaining({ name, state: 'stopped', clients: 1 }))
    const list = await gateway.ask(`/api/v4/nodes/${name}/clients`)
    expect(JSON.parse(list.text)).toMatchObject({ code: 101 })
    cluster.moods[1] = 'runs'
    await expect
      .poll(() => statesOf(gateway), { timeout: 20_000 })
      .toMatchObject({ [name]: 'running' })
  }, 60_000)

  it('is dismissed by an operator, and by no viewer', async () => {
    const { cluster, gateway } = await start(2)
    cluster.moods[1] = 'stopped'
    const path = `/cluster/nodes?node=${cluster.names[1]}`
    expect((await gateway.kick(path)).status).toBe(404)
    // One client of the node is not there.
    const askForIt = () => gateway.ask('/api/v4/clients/on-1')
    await expect
      .poll(() => askForIt().then(() => statesOf(gateway)), { timeout: 20_000 })
      .toMatchObject({ [cluster.names[1]!]: 'stopped' })
    expect((await gateway.kick(path, { origin: 'http://other.example' })).status).toBe(403)
    expect((await gateway.kick(path)).status).toBe(200)
    expect(await statesOf(gateway)).toEqual({ [cluster.names[0]!]: 'running' })

    const viewers = await start(1, { access: accessOf({ ROSTER_ROLES: '*=viewer' }) })
    expect((await viewers.gateway.kick(path)).status).toBe(403)
  }, 60_000)

  it('fails no read in the half second in between', async () => {
    const { cluster, gateway } = await start(2)
    for (const path of [
      '/clients?_limit=10',
      '/clients/on-0',
      `/nodes/${cluster.names[1]}/clients`,
    ]) {
      cluster.moods[1] = 'stopping'
      const before = cluster.requests.length
      const answer = gateway.ask(`/api/v4${path}`)
      await expect.poll(() => cluster.requests.length).toBeGreaterThan(before)
      cluster.moods[1] = 'runs'
      expect(await answer).toMatchObject({ status: 200, text: expect.stringContaining('"data"') })
    }
  })

  it('shows no Erlang term that stays', async () => {
    const { cluster, gateway } = await start(2)
    cluster.moods[1] = 'stopping'
    const { status, text } = await gateway.ask(`/api/v4/nodes/${cluster.names[1]}/clients`)
    expect([status, text]).toEqual([502, expect.not.stringContaining('badarg')])
  })
})

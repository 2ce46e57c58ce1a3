import { beforeEach, describe, expect, it } from 'vitest'
import { Answer } from './answer.ts'
import { parseCall, pathOf } from './call.ts'
import { guardNames } from './name-guard.ts'
import { CALM_MS, watchNodes, type ClusterNodes } from './nodes.ts'
import type { FairBroker } from './shared-lists.ts'

/** Paths of all requests to the broker. */
let asked: string[]
/** The broker's answer. */
let nodes: string[]
let zones: string[]
let status: number
let clients: number
let guarded: FairBroker
let look: ClusterNodes
let now: number

const broker: FairBroker = {
  address: 'broker',
  timeoutMs: 1000,
  hasCredential: true,
  sharedAnswers: 0,
  async ask(call) {
    asked.push(pathOf(call))
    const data = call.kind === 'nodes' ? nodes.map((node) => ({ node })) : rows()
    const body = Buffer.from(JSON.stringify({ meta: { count: clients }, code: 0, data }))
    return new Answer({ status, type: 'application/json', body, begunAt: 0 })
  },
  close: async () => {},
}

/** Clients whose texts look like a zone. */
function rows() {
  return zones.map((zone) => ({
    clientid: '","zone":"forged","x":"',
    username: 'zone',
    mountpoint: '"zone":"forged"',
    zone,
  }))
}

beforeEach(() => {
  asked = []
  nodes = ['a@h']
  zones = ['external', 'inner "zone"']
  status = 200
  clients = 100
  now = 0
  look = watchNodes(
    (call, signal) => broker.ask(call, signal, { person: '' }),
    {},
    () => now,
  )
  guarded = guardNames(broker, look)
})

async function ask(path: string, person = 'ann'): Promise<unknown> {
  const call = parseCall('GET', `/api/v4${path}`)
  if ('status' in call) throw new Error(call.message)
  const { body } = await guarded.ask(call, new AbortController().signal, { person })
  return JSON.parse(body.toString())
}

/** Asks for so many unknown zones. @returns how many reach the broker */
async function newZones(count: number, person: string): Promise<number> {
  const before = asked.length
  const path = (i: number) => `/clients?zone=${person}-${i}`
  for (let i = 0; i < count; i++) await ask(path(i), person).catch(() => {})
  return asked.length - before
}

describe('a zone', () => {
  it('that no answer has shown can be asked for 20 times by one person, and 200 times by all', async () => {
    expect(await newZones(30, 'ann')).toBe(20)
    for (let i = 0; i < 8; i++) expect(await newZones(30, `person-${i}`)).toBe(20)
    expect(await newZones(30, 'late')).toBe(20)
    expect(await newZones(30, 'later')).toBe(0)
    await expect(ask('/clients?zone=new', 'last')).rejects.toMatchObject({ status: 429 })
  })

  it('can be asked for again, by others too', async () => {
    await newZones(30, 'ann')
    for (let i = 0; i < 50; i++) await ask('/clients?zone=ann-0', 'bob')
    expect(await newZones(30, 'bob')).toBe(20)
  })

  it('that an answer has shown can always be asked for', async () => {
    await newZones(30, 'ann')
    await ask('/clients')
    expect(await ask('/clients?zone=external')).toHaveProperty('code', 0)
    await expect(ask('/nodes/a@h/clients?zone=other')).rejects.toMatchObject({ status: 429 })
  })

  it('is not read from texts that devices choose', async () => {
    await newZones(30, 'ann')
    await ask('/clients')
    await expect(ask('/clients?zone=forged')).rejects.toMatchObject({ status: 429 })
  })
})

describe('a node', () => {
  const down = { message: 'nodedown', code: 101 }

  it('of the cluster is asked, and the list of nodes is read once', async () => {
    await ask('/nodes/a@h/clients')
    await ask('/nodes/a@h/clients?_page=2')
    expect(asked).toEqual(['/nodes', '/nodes/a@h/clients', '/nodes/a@h/clients?_page=2'])
  })

  it('that the cluster does not have is never asked for, and the list of nodes is read once in 5 s', async () => {
    for (let i = 0; i < 20; i++) expect(await ask(`/nodes/x${i}@h/clients`)).toEqual(down)
    expect(asked).toEqual(['/nodes'])
    now += 5000
    expect(await ask('/nodes/x@h/clients')).toEqual(down)
    expect(asked).toEqual(['/nodes', '/nodes'])
  })

  it('is looked at once a minute, and at once when the cluster has lost clients', async () => {
    const looks = async () => {
      await look.look()
      return asked.filter((path) => path === '/nodes').length
    }
    expect(await looks()).toBe(1)
    now += CALM_MS - 1
    expect(await looks()).toBe(1)
    now += 1
    expect(await looks()).toBe(2)
    await ask('/clients')
    clients = 96
    await ask('/clients?_page=2')
    // A part of the cluster tells nothing of its nodes.
    clients = 1
    await ask('/clients?username=u')
    expect(await looks()).toBe(2)
    clients = 90
    await ask('/clients')
    expect(await looks()).toBe(3)
  })

  it('that has stopped is looked for each 5 s, for ten minutes', async () => {
    nodes = ['a@h', 'b@h']
    await look.look()
    nodes = ['a@h']
    now += CALM_MS
    await look.look()
    const looksIn = async (ms: number) => {
      const before = asked.length
      for (const end = now + ms; now < end; now += 1000) await look.look()
      return asked.length - before
    }
    expect(await looksIn(60_000)).toBe(11)
    now += 600_000
    expect(await looksIn(60_000)).toBe(1)
    expect(look.named('stopped')).toEqual(['b@h'])
  })

  it('that joins can be asked, and one that has left too', async () => {
    await ask('/nodes/b@h/clients')
    nodes = ['b@h']
    now += 5000
    expect(await ask('/nodes/b@h/clients')).toHaveProperty('data')
    expect(await ask('/nodes/a@h/clients')).toHaveProperty('data')
  })

  it('is not asked if the broker refuses to list its nodes: the refusal is the answer', async () => {
    status = 401
    const call = parseCall('GET', '/api/v4/nodes/a@h/clients')
    if ('status' in call) throw new Error(call.message)
    const answer = await guarded.ask(call, new AbortController().signal, { person: 'ann' })
    expect(answer.status).toBe(401)
    expect(asked).toEqual(['/nodes'])
  })
})

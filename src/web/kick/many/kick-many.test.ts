import type { ServerResponse } from 'node:http'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import type { Client } from '../../../contract/client.ts'
import { clientOf } from '../../../testing/client-of.ts'
import { serve } from '../../../testing/serve.ts'
import { kickMany, type KickResult } from './kick-many.ts'
import { kickTargets } from './targets.ts'

/** A broker with sessions, for the two calls of a kick. */
async function startSessions() {
  const sessions = new Map<string, Client[]>()
  const calls: string[] = []
  const held: (() => void)[] = []
  const behaviour = {
    /** True if kicks wait for a release. */
    holds: false,
    deleteSession: (id: string, response: ServerResponse) => {
      sessions.delete(id)
      send(response, 200, { code: 0 })
    },
  }
  const { origin, close } = await serve((request, response) => {
    const id = decodeURIComponent(request.url?.replace('/api/v4/clients/', '') ?? '')
    calls.push(`${request.method} ${id}`)
    const answer = () =>
      request.method === 'DELETE'
        ? behaviour.deleteSession(id, response)
        : send(response, 200, { code: 0, data: sessions.get(id) ?? [] })
    if (behaviour.holds && request.method === 'DELETE') held.push(answer)
    else answer()
  })
  return { sessions, calls, held, behaviour, origin, close }
}

function send(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
}

let broker: Awaited<ReturnType<typeof startSessions>>
/** When each kick was sent, by `performance.now()`. */
let sentAt: number[] = []
/** The headers of each kick. */
let sentHeaders: RequestInit['headers'][] = []

beforeEach(async () => {
  broker = await startSessions()
  sentAt = []
  sentHeaders = []
  const realFetch = fetch
  // A browser resolves paths against the page's address; Node has no such address.
  vi.stubGlobal('fetch', (path: string, init: RequestInit) => {
    if (init.method === 'DELETE') {
      sentAt.push(performance.now())
      sentHeaders.push(init.headers)
    }
    return realFetch(broker.origin + path, init)
  })
})
afterEach(async () => {
  vi.unstubAllGlobals()
  await broker.close()
})

function addSession(clientid: string, change: Partial<Client> = {}): Client {
  const session = clientOf({ clientid, ...change })
  broker.sessions.set(clientid, [...(broker.sessions.get(clientid) ?? []), session])
  return session
}

function addSessions(count: number): Client[] {
  return Array.from({ length: count }, (_, index) => addSession(`c${index}`))
}

interface RunOptions {
  pace?: number
  reason?: string
}

function run(clients: readonly Client[], { pace = 50, reason }: RunOptions = {}) {
  const controller = new AbortController()
  const told: KickResult[] = []
  const ended = kickMany(kickTargets(clients), {
    pace,
    reason,
    signal: controller.signal,
    onResult: (result) => told.push(result),
  })
  return { told, ended, stop: () => controller.abort() }
}

const outcomesOf = (results: KickResult[]) =>
  Object.fromEntries(results.map(({ target, outcome }) => [target.clientId, outcome]))

it('gives the real result for each id', async () => {
  const clients = ['goes', 'back', 'stays', 'fails', 'unseen', 'lost'].map((id) => addSession(id))
  const { deleteSession } = broker.behaviour
  broker.behaviour.deleteSession = (id, response) => {
    if (id === 'stays') return send(response, 200, { code: 0 })
    if (id === 'fails') return send(response, 500, {})
    deleteSession(id, response)
    if (id === 'back') addSession('back', { port: 50_001 })
    // The answer is not JSON.
    if (id === 'unseen') broker.sessions.set(id, [{} as Client])
  }
  const { told, ended } = run(clients)
  const { end, results } = await ended
  expect(end).toBe('finished')
  expect(outcomesOf(results)).toEqual({
    goes: 'kicked',
    back: 'back',
    stays: 'not-kicked',
    fails: 'not-kicked',
    unseen: 'unknown',
    lost: 'kicked',
  })
  expect(told).toEqual(results)
})

it('kicks an id with several records once, and reads all of them', async () => {
  const before = [addSession('twin'), addSession('twin', { node: 'emqx@10.0.0.2', port: 50_001 })]
  broker.behaviour.deleteSession = (id, response) => {
    broker.sessions.set(id, before.slice(1))
    send(response, 200, { code: 0 })
  }
  const { results } = await run(before).ended
  expect(outcomesOf(results)).toEqual({ twin: 'not-kicked' })
  expect(broker.calls).toEqual(['DELETE twin', 'GET twin'])
})

it('sends the reason with each kick', async () => {
  await run(addSessions(2), { reason: 'old firmware' }).ended
  const header = { 'roster-kick-reason': 'old%20firmware' }
  expect(sentHeaders).toMatchObject([header, header])
  await run([addSession('without')]).ended
  expect(sentHeaders.at(-1)).not.toHaveProperty('roster-kick-reason')
})

it('runs at most eight kicks at a time, and begins none after a stop', async () => {
  broker.behaviour.holds = true
  const { ended, stop, told } = run(addSessions(20))
  await expect.poll(() => broker.held.length).toBe(8)
  broker.held.shift()?.()
  await expect.poll(() => told.length).toBe(1)
  await expect.poll(() => broker.held.length).toBe(8)
  stop()
  for (const go of broker.held) go()
  const { end, results } = await ended
  expect(end).toBe('stopped')
  expect(results).toHaveLength(20)
  expect(results.slice(0, 9).map(({ outcome }) => outcome)).toEqual(Array(9).fill('kicked'))
  expect(results.slice(9).map(({ outcome }) => outcome)).toEqual(Array(11).fill('not-tried'))
  expect(broker.sessions.size).toBe(11)
  expect(told).toHaveLength(9)
})

it('begins no more kicks within any second than its pace', async () => {
  const { results } = await run(addSessions(5), { pace: 2 }).ended
  expect(results).toHaveLength(5)
  for (const [index, time] of sentAt.slice(2).entries()) {
    expect(time - (sentAt[index] ?? 0)).toBeGreaterThanOrEqual(1000)
  }
})

it('does not wait for the pace after a stop', async () => {
  const { ended, stop, told } = run(addSessions(2), { pace: 1 })
  await expect.poll(() => told.length).toBe(1)
  stop()
  const { end, results } = await ended
  expect(end).toBe('stopped')
  expect(results.map(({ outcome }) => outcome)).toEqual(['kicked', 'not-tried'])
})

it('ends if the broker cannot be reached, and a next round can try the rest', async () => {
  const clients = addSessions(40)
  const { deleteSession: endSession } = broker.behaviour
  broker.behaviour.deleteSession = (_id, response) => response.socket?.destroy()
  const { end, results } = await run(clients).ended
  expect(end).toBe('hopeless')
  expect(results).toHaveLength(40)
  const tried = results.filter(({ outcome }) => outcome !== 'not-tried')
  expect(tried.length).toBeGreaterThanOrEqual(5)
  expect(tried.length).toBeLessThanOrEqual(12)

  broker.behaviour.deleteSession = endSession
  const rest = results.map(({ target: { seen } }) => seen[0])
  expect((await run(rest).ended).end).toBe('finished')
  expect(broker.sessions.size).toBe(0)
})

it('ends if the gateway refuses further kicks', async () => {
  broker.behaviour.deleteSession = (_id, response) =>
    send(response, 429, { code: 429, message: 'too many kicks: try again in 60 s' })
  const { end, results } = await run(addSessions(40)).ended
  expect(end).toBe('hopeless')
  expect(results.filter(({ outcome }) => outcome !== 'not-tried').length).toBeLessThanOrEqual(12)
})

it('goes on if the broker answers with an error each time', async () => {
  broker.behaviour.deleteSession = (_id, response) => send(response, 500, {})
  const { end, results } = await run(addSessions(10)).ended
  expect(end).toBe('finished')
  expect(new Set(results.map(({ outcome }) => outcome))).toEqual(new Set(['not-kicked']))
})

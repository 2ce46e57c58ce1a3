import { fork, spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { Agent, get as httpGet, type IncomingMessage } from 'node:http'
import { connect } from 'node:net'
import { setTimeout as delay } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { acceptedAge } from '../../src/contract/refresh.ts'
import { runPlainNginx } from '../support/run-proxy.ts'

/**
 * Measures what the gateway costs, as ratios: a list of 20 rows beside nginx that proxies the same
 * broker, the memory that lists of 9 MB take, what 50 viewers out of step cost the broker, and what is
 * left for others while 300 connections ask for lists and read nothing. It fails if a target is missed.
 * Needs nginx, and a machine that does nothing else.
 */
const MAIN = fileURLToPath(new URL('../../dist/server/main.js', import.meta.url))

const children: ChildProcess[] = []

interface Counts {
  lists: number
  /** Questions about the cluster's nodes. */
  looks: number
}

/** A broker that answers a list after so many ms. */
async function startBroker(delayMs: number) {
  const child = fork(new URL('static-upstream.ts', import.meta.url), [String(delayMs)])
  children.push(child)
  const [{ port }] = (await once(child, 'message')) as [{ port: number }]
  const count = async () => {
    child.send('count')
    const [counts] = (await once(child, 'message')) as [Counts]
    return counts
  }
  return { port, count }
}

async function startGateway(brokerPort: number): Promise<string> {
  const env = {
    PATH: process.env.PATH,
    NODE_ENV: 'production',
    PORT: '0',
    EMQX_API: `http://127.0.0.1:${brokerPort}/api/v4`,
    EMQX_APP_ID: 'app',
    EMQX_APP_SECRET: 'secret',
    ROSTER_METRICS: 'true',
    ROSTER_REQUESTS_PER_MINUTE: '1000000',
  }
  const child = spawn(process.execPath, [MAIN], { env, stdio: ['ignore', 'ignore', 'pipe'] })
  children.push(child)
  for await (const part of child.stderr as AsyncIterable<Buffer>) {
    const origin = /^Roster is at (http:\S+)$/m.exec(String(part))?.[1]
    if (origin !== undefined) return origin
  }
  throw new Error('the gateway did not start')
}

function openConnections(atMost: number): Agent {
  return new Agent({ keepAlive: true, maxSockets: atMost })
}

async function get(agent: Agent, url: string, headers = {}) {
  const [answer] = (await once(httpGet(url, { agent, headers }), 'response')) as [IncomingMessage]
  let bytes = 0
  for await (const part of answer as AsyncIterable<Buffer>) bytes += part.length
  if (answer.statusCode !== 200) throw new Error(`${url}: ${answer.statusCode}`)
  return { bytes, age: Number(answer.headers.age ?? 0) }
}

const median = (values: number[]) => values.toSorted((a, b) => a - b)[values.length >> 1] ?? 0

let serial = 1

/** Median time of one list after another, by turns through each, in ms. Each list is another one. */
async function timeLists(origins: string[], rounds: number, headers = {}): Promise<number[]> {
  const agents = origins.map(() => openConnections(1))
  const times: number[][] = origins.map(() => [])
  for (let round = 0; round < rounds; round++) {
    for (const [i, origin] of origins.entries()) {
      const start = performance.now()
      await get(agents[i]!, `${origin}/api/v4/clients?_page=${serial++}&_limit=20`, headers)
      // The first ones only warm up.
      if (round >= rounds / 4) times[i]!.push(performance.now() - start)
    }
  }
  for (const agent of agents) agent.destroy()
  return times.map(median)
}

/** Requests a second with so many at a time, by turns through each. */
async function loadLists(origins: string[], atATime: number, seconds: number): Promise<number[]> {
  const rates = origins.map((): number[] => [])
  for (let round = 0; round < 3; round++) {
    for (const [i, origin] of origins.entries()) {
      const agent = openConnections(atATime)
      const end = performance.now() + seconds * 1000
      let count = 0
      const worker = async () => {
        while (performance.now() < end) {
          await get(agent, `${origin}/api/v4/clients?_page=${serial++}&_limit=20`)
          count++
        }
      }
      await Promise.all(Array.from({ length: atATime }, worker))
      rates[i]!.push(count / seconds)
      agent.destroy()
    }
  }
  return rates.map(median)
}

/** Memory of the gateway's process, in MB. */
async function memoryOf(origin: string): Promise<number> {
  const text = await (await fetch(`${origin}/metrics`)).text()
  return Number(/^process_resident_memory_bytes (\d+)$/m.exec(text)?.[1]) / 1e6
}

/** The most memory while so many lists of 9 MB come, four at a time, each another one. */
async function peakOfHeavyLists(origin: string, lists: number): Promise<number> {
  const agent = openConnections(4)
  let peak = 0
  for (let i = 0; i < lists; i += 4) {
    const urls = Array.from(
      { length: 4 },
      () => `${origin}/api/v4/clients?_page=${serial++}&_limit=10000`,
    )
    await Promise.all(urls.map((url) => get(agent, url)))
    peak = Math.max(peak, await memoryOf(origin))
  }
  agent.destroy()
  return peak
}

/** What the broker is asked per refresh, where 50 pages look at a list and the nodes, out of step. */
async function questionsPerRefresh(origin: string, count: () => Promise<Counts>) {
  const REFRESH_S = 5
  const CYCLES = 8
  const agent = openConnections(50)
  const url = `${origin}/api/v4/clients?_page=${serial++}&_limit=20`
  const before = await count()
  const end = performance.now() + REFRESH_S * CYCLES * 1000
  const viewer = async (_: unknown, i: number) => {
    await delay((i * 997) % (REFRESH_S * 1000))
    let reads = 0
    while (performance.now() < end) {
      const headers = { 'cache-control': `max-age=${acceptedAge(REFRESH_S)}` }
      const { age } = await get(agent, url, headers)
      reads++
      // A page asks for the nodes every 10 s.
      if (reads % 2 === 1) await get(agent, `${origin}/cluster/nodes`)
      await delay((REFRESH_S - age) * 1000)
    }
    return reads
  }
  const reads = await Promise.all(Array.from({ length: 50 }, viewer))
  agent.destroy()
  const after = await count()
  return {
    lists: (after.lists - before.lists) / CYCLES,
    looks: (after.looks - before.looks) / CYCLES,
    reads: reads.reduce((sum, n) => sum + n, 0) / CYCLES,
  }
}

/** What a process may take up beside its answers, in MB. */
const BESIDE_ANSWERS_MB = 150

/** Connections that ask for lists of 9 MB ahead and read nothing; from ten addresses. */
function floodUnread(origin: string, count: number): { close: () => void } {
  const { hostname, port, host } = new URL(origin)
  const sockets = Array.from({ length: count }, (_, i) => {
    const localAddress = `127.0.0.${10 + (i % 10)}`
    const socket = connect({ host: hostname, port: Number(port), localAddress })
    const lists = Array.from({ length: 64 }, () => {
      return `GET /api/v4/clients?_page=${serial++}&_limit=10000 HTTP/1.1\r\nhost: ${host}\r\n\r\n`
    })
    socket.on('error', () => {}).write(lists.join(''))
    return socket
  })
  return { close: () => sockets.forEach((socket) => socket.destroy()) }
}

/** Median time of one client's page, asked for from an address of its own, in ms. */
async function timeClient(agent: Agent, origin: string, rounds: number): Promise<number> {
  const times: number[] = []
  for (let round = 0; round < rounds; round++) {
    const start = performance.now()
    await get(agent, `${origin}/api/v4/clients/truck-1`)
    times.push(performance.now() - start)
  }
  return median(times)
}

async function tellFlood(origin: string): Promise<void> {
  const agent = new Agent({ keepAlive: true, maxSockets: 1, localAddress: '127.0.0.2' })
  await timeClient(agent, origin, 300)
  const idle = await timeClient(agent, origin, 300)
  const flood = floodUnread(origin, 300)
  let peak = 0
  const times: number[] = []
  for (let i = 0; i < 20; i++) {
    times.push(await timeClient(agent, origin, 15))
    peak = Math.max(peak, await memoryOf(origin))
    await delay(100)
  }
  flood.close()
  agent.destroy()
  tell(
    '300 connections that read nothing: a client’s page, of its idle time',
    median(times) / idle,
    2,
  )
  tell('  at worst of 20 medians', Math.max(...times) / idle)
  tell('  most memory, of ROSTER_MEMORY_MB and 150 MB', peak / (256 + BESIDE_ANSWERS_MB), 1)
  tell('  most memory, MB', peak)
}

function tell(name: string, value: number, target?: number): void {
  const isMissed = target !== undefined && value > target
  if (isMissed) process.exitCode = 1
  const verdict = target === undefined ? '' : `  ≤ ${target}  ${isMissed ? 'MISSED' : 'ok'}`
  console.log(`${name.padEnd(64)} ${value.toFixed(2).padStart(8)}${verdict}`)
}

/** What 20 rows of page 1 cost a real EMQX 4.4.19, in ms; measured. */
const EMQX_MS = 3

/** 20 rows through the gateway and through nginx, from a broker that takes so long for them. */
async function tellOverhead(delayMs: number, target?: number): Promise<void> {
  const broker = await startBroker(delayMs)
  const nginx = await runPlainNginx(broker.port)
  try {
    const origins = [await startGateway(broker.port), `http://127.0.0.1:${nginx.port}`]
    const [own = 0, bare = 1] = await timeLists(origins, 2000)
    tell(`20 rows of a broker that takes ${delayMs} ms: time, of nginx’s`, own / bare, target)
    tell('  through the gateway, ms', own)
    tell('  through nginx, ms', bare)
  } finally {
    await nginx.close()
  }
}

try {
  await tellOverhead(EMQX_MS, 1.5)
  await tellOverhead(0)
} catch (error) {
  for (const child of children) child.kill()
  throw error
}

const broker = await startBroker(0)
const nginx = await runPlainNginx(broker.port)
try {
  const gateway = await startGateway(broker.port)
  const origins = [gateway, `http://127.0.0.1:${nginx.port}`]
  const [packed = 0] = await timeLists([gateway], 1000, { 'accept-encoding': 'br' })
  tell('  through the gateway with brotli, as browsers ask, ms', packed)
  const [rate = 1, bareRate = 0] = await loadLists(origins, 16, 3)
  tell('20 rows, 16 at a time: requests a second, nginx’s of the gateway’s', bareRate / rate)

  const warm = await peakOfHeavyLists(gateway, 80)
  const later = await peakOfHeavyLists(gateway, 320)
  tell('9 MB lists: memory after 400, of that after 80', later / warm, 1.2)
  tell('  most memory, MB', later)

  await tellFlood(await startGateway(broker.port))

  const viewed = await startBroker(0)
  const { lists, looks, reads } = await questionsPerRefresh(
    await startGateway(viewed.port),
    viewed.count,
  )
  tell('50 viewers: lists that the broker is asked for each refresh', lists, 1.2)
  tell('  with the looks at its nodes', lists + looks)
  tell('  reads of the viewers for each refresh', reads)
} finally {
  await nginx.close()
  for (const child of children) child.kill()
}

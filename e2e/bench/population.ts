import { fork } from 'node:child_process'
import { once } from 'node:events'
import { cpSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import react from '@vitejs/plugin-react'
import { build } from 'vite'
import { startDemoBroker, type DemoBroker } from '../../src/demo-broker/demo-broker.ts'
import { buildGateway } from '../../src/gateway/app.ts'
import { compressFiles } from '../../src/tools/compress-files.ts'
import { builtPage } from '../support/built-page.ts'

/**
 * The demo's own clients, with traffic and trouble. Each takes two open files of this process, and
 * each of the crowd one: together they stay below 20,000, which is what many machines allow.
 */
const FLEET = 2000

/** Further clients, idle, out of a process of their own. */
const CROWD = 8300

/** Clients of the fleet that may be away just now, at most. */
const FLAPPING = 50

/** A gateway with the built page and both references, before a broker with 10,300 clients. */
export interface Population {
  origin: string
  /** How many clients the broker counted when all had connected. */
  count: number
  close(): Promise<void>
}

/**
 * Starts broker, clients and gateway, and waits until the clients are connected.
 * @throws where a port or a connection cannot be had
 */
export async function startPopulation(): Promise<Population> {
  const broker = await startDemoBroker({ mqttPort: 0, clients: FLEET })
  const crowd = fork(new URL('crowd.ts', import.meta.url), [broker.mqttUrl, String(CROWD)])
  const [message] = await Promise.race([once(crowd, 'message'), once(crowd, 'exit')])
  if (message !== 'connected') throw new Error('The crowd could not connect')
  const count = await countClients(broker, FLEET + CROWD - FLAPPING)

  const webRoot = await webRootWithReferences()
  const app = await buildGateway({
    broker: { ...broker, apiUrls: [broker.apiUrl] },
    webRoot,
    host: '127.0.0.1',
    session: { demo: { mqttUrl: broker.mqttUrl }, brokerTimeZone: 'UTC' },
    timeoutMs: 60_000,
  })
  await app.listen({ host: '127.0.0.1', port: 0 })
  const { port } = app.server.address() as AddressInfo

  return {
    origin: `http://127.0.0.1:${port}`,
    count,
    async close() {
      await app.close()
      if (crowd.connected) crowd.disconnect()
      await broker.close()
      rmSync(webRoot, { recursive: true })
    },
  }
}

/**
 * Asks until the broker counts at least so many.
 * @throws where they have not come within a minute
 */
async function countClients(broker: DemoBroker, least: number): Promise<number> {
  const deadline = performance.now() + 60_000
  for (;;) {
    const answer = await fetch(`${broker.apiUrl}/clients?_limit=1`, {
      headers: { authorization: broker.authorization },
    })
    const { meta } = (await answer.json()) as { meta: { count: number } }
    if (meta.count >= least) return meta.count
    if (performance.now() > deadline) throw new Error(`Only ${meta.count} clients connected`)
    await delay(200)
  }
}

/** A folder with the built page and, beside it, the references: the gateway serves them alike. */
async function webRootWithReferences(): Promise<string> {
  const webRoot = mkdtempSync(join(tmpdir(), 'roster-bench-'))
  await buildReactPage(webRoot)
  cpSync(builtPage, webRoot, { recursive: true })
  for (const file of ['bare.html', 'bare.js']) {
    cpSync(fileURLToPath(new URL(file, import.meta.url)), join(webRoot, file))
  }
  return webRoot
}

/** Builds the smallest page of React as Roster's own is built, compressed ahead. */
async function buildReactPage(outDir: string): Promise<void> {
  const root = fileURLToPath(new URL('react/', import.meta.url))
  await build({
    root,
    configFile: false,
    logLevel: 'warn',
    plugins: [react()],
    build: {
      outDir,
      target: 'baseline-widely-available',
      emptyOutDir: false,
      rolldownOptions: { input: join(root, 'react.html') },
    },
  })
  const scripts = readdirSync(join(outDir, 'assets'))
  await compressFiles(join(outDir, 'assets'), scripts)
}

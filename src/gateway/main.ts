#!/usr/bin/env node
import { existsSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import { fileURLToPath } from 'node:url'
import type { FastifyInstance } from 'fastify'
import { doesEverybodyBringTheirOwn } from './access/access.ts'
import { buildGateway } from './app.ts'
import { formatAccess } from './logging/access-log.ts'
import { closeOnSignal } from './close-on-signal.ts'
import { createMetrics, metricsServer } from './metrics/gateway-metrics.ts'
import { errorLine } from './logging/logged-error.ts'
import { isLoopback } from './http/request-guard.ts'
import type { RequestOutcome } from './logging/request-outcome.ts'
import { readSettings, SettingsError, type Settings } from './settings/settings.ts'

// Of unhandled rejections too.
process.on('uncaughtException', stop)

try {
  await start(readSettings(process.env, warn))
} catch (error) {
  // What the system refused (a port that is taken) is as well known as a wrong setting.
  const isKnown = error instanceof SettingsError || (error instanceof Error && 'syscall' in error)
  if (!isKnown) stop(error)
  console.error(`roster: ${error.message}`)
  process.exit(1)
}

/** Ends the program, and says in one line why. */
function stop(error: unknown): never {
  console.error(`roster: stopped: ${errorLine(error)}`)
  process.exit(1)
}

async function start(settings: Settings): Promise<void> {
  const { host, basePath, timeoutMs, memoryBytes, access } = settings
  const { broker, demo } = await brokerOf(settings)
  const brokerTimeZone = settings.brokerTimeZone ?? (demo && ownTimeZone())
  const webRoot = builtPage()
  const counts = settings.metrics === null ? null : createMetrics()
  const app = await buildGateway({
    broker,
    webRoot,
    host,
    basePath,
    session: { demo: demo && { mqttUrl: demo.mqttUrl }, brokerTimeZone },
    access,
    timeoutMs,
    memoryBytes,
    ...(counts && { metrics: { counts, isPublic: settings.metrics === 'public' } }),
    ...(settings.accessLog.isOn && { accessLog: logAccess(settings.accessLog.withIds) }),
  })
  const metricsApp = counts && metricsServer(counts)
  await listen(app, settings, 'PORT')
  if (metricsApp && typeof settings.metrics === 'object' && settings.metrics !== null) {
    await listen(metricsApp, { host, port: settings.metrics.port }, 'ROSTER_METRICS_PORT')
    console.log(`Metrics are at ${addressOf(metricsApp, host)}/metrics`)
  }
  rereadOnSignal(settings)
  closeOnSignal(app, async () => {
    await Promise.all([metricsApp?.close(), demo?.close()])
  })

  console.log(`Roster is at ${addressOf(app, host)}${basePath}`)
  if (demo === null) {
    console.log(`  broker: ${broker.apiUrls.join(', ')}`)
  } else {
    console.log(`  broker: the built-in demo, with MQTT at ${demo.mqttUrl}`)
    const isElsewhere = ![0, demo.mqttPort].includes(settings.demo.mqttPort)
    if (isElsewhere) console.log(`          (port ${settings.demo.mqttPort} was taken)`)
    console.log(`          try: mosquitto_pub -p ${demo.mqttPort} -i my-client -t hello -m world`)
    console.log('  to show another one, set EMQX_API, EMQX_APP_ID and EMQX_APP_SECRET')
  }
  if (webRoot === null) console.log('  the page is not built: only the API is served')
  tellAccess(settings)
}

/** The broker that is named, or else the demo: nobody who names one needs another in memory. */
async function brokerOf({ broker, demo: options, access }: Settings) {
  if (broker !== null) return { broker, demo: null }
  const { startDemoBroker } = await import('../demo-broker/demo-broker.ts')
  const demo = await startDemoBroker(options)
  const ownApplication = doesEverybodyBringTheirOwn(access) ? {} : demo
  return { broker: { ...ownApplication, apiUrls: [demo.apiUrl] }, demo }
}

/** SIGHUP, as `systemctl reload` sends it; from a terminal that closes it ends Roster. */
function rereadOnSignal({ reread }: Settings): void {
  if (process.stdin.isTTY) return
  process.on('SIGHUP', () => {
    reread()
    console.error('roster: the files of secrets, keys and certificates were read again')
  })
}

function warn(text: string): void {
  console.error(`roster: warning: ${text}`)
}

/** Says what the settings mean for who comes in. */
function tellAccess({ host, access }: Settings): void {
  if (access.way === 'open') {
    const isHere = isLoopback(host) && [...access.hostNames].every(isLoopback)
    if (!isHere) warn('there is no sign-in: whoever can reach Roster is let in')
    return
  }
  console.log(`  sign-in: ${access.way === 'proxy' ? 'by a proxy' : 'with id and secret of EMQX'}`)
  if (access.way !== 'sign-in') return
  if (access.areKeysOwn) console.log('           ends when Roster stops: set ROSTER_SESSION_KEYS')
  if (!isLoopback(host) && access.trustedProxies.isEmpty) {
    warn('without TLS secrets can be read on the way: put a proxy before it, and name it')
  }
}

/** The demo broker runs in this process, and so writes its times in this zone. */
function ownTimeZone(): string {
  return Intl.DateTimeFormat().resolvedOptions().timeZone
}

/** Each line goes out as it is written: stdout is the access log's, once Roster has said where it is. */
function logAccess(withIds: boolean): (outcome: RequestOutcome) => void {
  return (outcome) => void process.stdout.write(formatAccess(outcome, withIds))
}

async function listen(
  app: FastifyInstance,
  { host, port }: { host: string; port: number },
  setting: string,
): Promise<void> {
  try {
    await app.listen({ host, port })
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code !== 'EADDRINUSE') throw error
    throw new SettingsError(`port ${port} of ${host} is taken: set ${setting} to another one`)
  }
}

/** Folder of the page when this runs from `dist/server/`; null in development, where Vite serves it. */
function builtPage(): string | null {
  const folder = fileURLToPath(new URL('../web/', import.meta.url))
  return existsSync(`${folder}index.html`) ? folder : null
}

function addressOf(app: FastifyInstance, host: string): string {
  const { port } = app.server.address() as AddressInfo
  return `http://${host.includes(':') ? `[${host}]` : host}:${port}`
}

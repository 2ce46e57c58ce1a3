#!/usr/bin/env node
import { existsSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import { fileURLToPath } from 'node:url'
import type { FastifyInstance } from 'fastify'
import { usesPersonalCredentials } from './access/access.ts'
import { buildGateway } from './app.ts'
import { formatAccess } from './logging/access-log.ts'
import { closeOnSignal } from './close-on-signal.ts'
import { createMetrics, metricsServer } from './metrics/gateway-metrics.ts'
import { errorLine } from './logging/logged-error.ts'
import { isLoopback } from './http/request-guard.ts'
import type { RequestOutcome } from './logging/request-outcome.ts'
import { readSettings, SettingsError, type Settings } from './settings/settings.ts'

// For unhandled rejections too.
process.on('uncaughtException', stop)

try {
  await start(readSettings(process.env, warn))
} catch (error) {
  // An error of the system, such as a port in use, needs no more words than a wrong setting.
  const isKnown = error instanceof SettingsError || (error instanceof Error && 'syscall' in error)
  if (!isKnown) stop(error)
  console.error(`roster: ${error.message}`)
  process.exit(1)
}

/** Ends the program with one line that says why. */
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
    if (isElsewhere) console.log(`          (port ${settings.demo.mqttPort} was in use)`)
    console.log(`          try: mosquitto_pub -p ${demo.mqttPort} -i my-client -t hello -m world`)
    console.log(`          to stop or hang one of its nodes: ${demo.controlUrl}`)
    console.log('  for your own broker, set EMQX_API, EMQX_APP_ID and EMQX_APP_SECRET')
  }
  if (webRoot === null) console.log('  the page is not built: Roster serves only the API')
  logWayIn(settings)
}

/** The broker of the settings, or the demo broker, which is loaded only then. */
async function brokerOf({ broker, demo: options, access }: Settings) {
  if (broker !== null) return { broker, demo: null }
  const { startDemoBroker } = await import('../demo-broker/demo-broker.ts')
  const demo = await startDemoBroker({ ...options, controlPort: 0, warn })
  const ownApplication = usesPersonalCredentials(access) ? {} : demo
  return { broker: { ...ownApplication, apiUrls: demo.nodes.map(({ apiUrl }) => apiUrl) }, demo }
}

/** On SIGHUP, which `systemctl reload` sends. A terminal that closes sends it too: there it ends Roster. */
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

/** Says how people get in, and warns of risks. */
function logWayIn({ host, access }: Settings): void {
  if (access.way === 'open') {
    const isHere = isLoopback(host) && [...access.hostNames].every(isLoopback)
    if (!isHere) warn('there is no sign-in: every person who can reach Roster is let in')
    return
  }
  console.log(
    `  sign-in: ${access.way === 'proxy' ? 'by a proxy' : 'with an id and secret of EMQX'}`,
  )
  if (access.way !== 'sign-in') return
  if (access.areKeysOwn)
    console.log('           ends when Roster stops: to keep sign-ins, set ROSTER_SESSION_KEYS')
  if (!isLoopback(host) && access.trustedProxies.isEmpty) {
    warn(
      'without TLS others can read secrets on the network: put a TLS proxy in front, and set ROSTER_TRUSTED_PROXIES',
    )
  }
}

/** The demo broker runs in this process, so its times are in this zone. */
function ownTimeZone(): string {
  return Intl.DateTimeFormat().resolvedOptions().timeZone
}

/** Writes the access log to stdout, one line at a time. */
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
    throw new SettingsError(`port ${port} of ${host} is in use: set ${setting} to another port`)
  }
}

/** Folder of the built page, if this runs from `dist/server/`; null in development: Vite serves the page. */
function builtPage(): string | null {
  const folder = fileURLToPath(new URL('../web/', import.meta.url))
  return existsSync(`${folder}index.html`) ? folder : null
}

function addressOf(app: FastifyInstance, host: string): string {
  const { port } = app.server.address() as AddressInfo
  return `http://${host.includes(':') ? `[${host}]` : host}:${port}`
}

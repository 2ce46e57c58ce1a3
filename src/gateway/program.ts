import { existsSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import { fileURLToPath } from 'node:url'
import type { FastifyInstance } from 'fastify'
import { usesPersonalCredentials } from './access/access.ts'
import { buildGateway } from './app.ts'
import { CALM_MS } from './broker/nodes.ts'
import { answerTo, versionIn } from './command-line.ts'
import { formatAccess } from './logging/access-log.ts'
import { closeOnSignal } from './close-on-signal.ts'
import { createMetrics, metricsServer } from './metrics/gateway-metrics.ts'
import { toJsonLine } from './logging/json-line.ts'
import { errorLine } from './logging/logged-error.ts'
import { openOutputs, type Outputs } from './logging/outputs.ts'
import { isLoopback } from './http/request-guard.ts'
import { listenError } from './settings/listen-error.ts'
import { mostOpenFiles, planOpenFiles } from './open-files.ts'
import { readSettings, SettingsError, type Settings } from './settings/settings.ts'
import { ownTimeZone } from './settings/time-zone.ts'

/** Opened by {@link run}: `--help` needs none of it. */
let out: Outputs

/**
 * Runs Roster until a signal ends it. Answers `--help` and `--version` instead, and refuses other arguments.
 * @param main URL of the file that was started
 */
export async function run(main: string): Promise<void> {
  const version = versionIn(new URL('../../package.json', main))
  const answer = answerTo(process.argv.slice(2), version)
  if (answer !== null) {
    process.exitCode = answer.exitCode
    if (answer.exitCode === 0) console.log(answer.text)
    else console.error(answer.text)
    return
  }
  out = openOutputs()
  // For unhandled rejections too.
  process.on('uncaughtException', stop)
  try {
    const settings = readSettings(process.env, out.warn)
    // Tells at once, and not at the first kick, if stdout cannot be written.
    out.audit.write(toJsonLine({ time: new Date(), event: 'start', version }))
    await start(settings, new URL('../web/', main))
  } catch (error) {
    // An error of the system needs no more words than a wrong setting.
    const isKnown = error instanceof SettingsError || (error instanceof Error && 'syscall' in error)
    if (!isKnown) stop(error)
    out.say(`roster: ${error.message}`)
    process.exit(1)
  }
}

/** Ends the program with one line that says why. */
function stop(error: unknown): never {
  out.say(`roster: stopped: ${errorLine(error)}`)
  process.exit(1)
}

async function start(settings: Settings, webFolder: URL): Promise<void> {
  const { host, basePath, timeoutMs, memoryBytes, access } = settings
  const { broker, demo } = await brokerOf(settings)
  // The demo broker runs in this process, so its times are in this zone.
  const brokerTimeZone = settings.brokerTimeZone ?? (demo && ownTimeZone())
  const webRoot = builtPage(webFolder)
  const counts = settings.metrics === null ? null : createMetrics()
  const app = await buildGateway({
    broker,
    webRoot,
    host,
    basePath,
    session: {
      demo: demo && { mqttUrl: demo.mqttUrl },
      cluster: settings.cluster,
      brokerTimeZone,
    },
    access,
    timeoutMs,
    memoryBytes,
    teamViews: settings.teamViews,
    lookMs: CALM_MS,
    ...(counts && { metrics: { counts, isPublic: settings.metrics === 'public' } }),
    log: out.log,
    audit: out.audit,
    ...(settings.accessLog.isOn && {
      accessLog: (outcome) => {
        out.accessLog.write(formatAccess(outcome, settings.accessLog.withIds))
      },
    }),
  })
  const metricsApp = counts && metricsServer(counts)
  await listen(app, settings, 'PORT')
  if (metricsApp && typeof settings.metrics === 'object' && settings.metrics !== null) {
    await listen(metricsApp, { host, port: settings.metrics.port }, 'ROSTER_METRICS_PORT')
    out.say(`Metrics are at ${addressOf(metricsApp, host)}/metrics`)
  }
  rereadOnSignal(settings)
  closeOnSignal(
    app,
    async () => {
      await Promise.all([metricsApp?.close(), demo?.close()])
    },
    (error) => out.say(`roster: could not close: ${errorLine(error)}`),
  )

  out.say(`Roster is at ${addressOf(app, host)}${basePath}`)
  if (demo === null) {
    out.say(`  broker: ${broker.apiUrls.join(', ')}`)
  } else {
    out.say(`  broker: the built-in demo, with MQTT at ${demo.mqttUrl}`)
    const isElsewhere = ![0, demo.mqttPort].includes(settings.demo.mqttPort)
    if (isElsewhere) out.say(`          (port ${settings.demo.mqttPort} was in use)`)
    out.say(`          try: mosquitto_pub -p ${demo.mqttPort} -i my-client -t hello -m world`)
    out.say(`          to stop or hang one of its nodes: ${demo.controlUrl}`)
    out.say('  for your own broker, set EMQX_API, EMQX_APP_ID and EMQX_APP_SECRET')
  }
  if (webRoot === null) out.say('  the page is not built: Roster serves only the API')
  logWayIn(settings)
}

/** The broker of the settings, or the demo broker, which is loaded only then. */
async function brokerOf({ broker, demo: options, access }: Settings) {
  const { demoClients, warning } = planOpenFiles(mostOpenFiles(), broker ? 0 : options.clients)
  if (warning !== null) out.warn(warning)
  if (broker !== null) return { broker, demo: null }
  const { startDemoBroker } = await import('../demo-broker/demo-broker.ts')
  const place = { host: '127.0.0.1', port: options.mqttPort, setting: 'DEMO_MQTT_PORT' }
  const demo = await startDemoBroker({
    ...options,
    clients: demoClients,
    controlPort: 0,
    warn: out.warn,
  }).catch((error: unknown) => {
    throw listenError(error, place)
  })
  const ownApplication = usesPersonalCredentials(access) ? {} : demo
  return { broker: { ...ownApplication, apiUrls: demo.nodes.map(({ apiUrl }) => apiUrl) }, demo }
}

/** On SIGHUP, which `systemctl reload` sends. A terminal that closes sends it too: there it ends Roster. */
function rereadOnSignal({ reread }: Settings): void {
  if (process.stdin.isTTY) return
  process.on('SIGHUP', () => {
    reread()
    out.say('roster: the files of secrets, keys and certificates were read again')
  })
}

/** Says how people get in, and warns of risks. */
function logWayIn({ host, access }: Settings): void {
  if (access.way === 'open') {
    const isHere = isLoopback(host) && [...access.hostNames].every(isLoopback)
    if (!isHere) out.warn('there is no sign-in: every person who can reach Roster is let in')
    return
  }
  out.say(`  sign-in: ${access.way === 'proxy' ? 'by a proxy' : 'with an id and secret of EMQX'}`)
  if (access.way !== 'sign-in') return
  if (access.areKeysOwn)
    out.say('           ends when Roster stops: to keep sign-ins, set ROSTER_SESSION_KEYS')
  if (!isLoopback(host) && access.trustedProxies.isEmpty) {
    out.warn(
      'without TLS others can read secrets on the network: put a TLS proxy in front, and set ROSTER_TRUSTED_PROXIES',
    )
  }
}

async function listen(
  app: FastifyInstance,
  { host, port }: { host: string; port: number },
  setting: string,
): Promise<void> {
  try {
    await app.listen({ host, port })
  } catch (error) {
    throw listenError(error, { host, port, setting })
  }
}

/** Folder of the built page; null if it is not there, as in development: Vite serves the page. */
function builtPage(url: URL): string | null {
  const folder = fileURLToPath(url)
  return existsSync(`${folder}index.html`) ? folder : null
}

function addressOf(app: FastifyInstance, host: string): string {
  const { port } = app.server.address() as AddressInfo
  return `http://${host.includes(':') ? `[${host}]` : host}:${port}`
}

import { existsSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import { fileURLToPath } from 'node:url'
import type { FastifyInstance } from 'fastify'
import { buildGateway } from './app.ts'
import { closeOnSignal } from './close-on-signal.ts'
import { isLoopback } from './request-guard.ts'
import { readSettings, SettingsError, type Settings } from './settings.ts'

try {
  await start(readSettings(process.env))
} catch (error) {
  // What the system refused (a port that is taken) is as well known as a wrong setting.
  const isKnown = error instanceof SettingsError || (error instanceof Error && 'syscall' in error)
  console.error(isKnown ? `roster: ${error.message}` : error)
  process.exit(1)
}

async function start(settings: Settings): Promise<void> {
  const { host, timeoutMs, access } = settings
  const { broker, demo } = await brokerOf(settings)
  const brokerTimeZone = settings.brokerTimeZone ?? (demo && ownTimeZone())
  const webRoot = builtPage()
  const app = await buildGateway({
    broker,
    webRoot,
    host,
    session: { demo: demo && { mqttUrl: demo.mqttUrl }, brokerTimeZone },
    access,
    timeoutMs,
  })
  await listen(app, settings)
  closeOnSignal(app, async () => demo?.close())

  console.log(`Roster is at ${addressOf(app, host)}`)
  if (demo === null) {
    console.log(`  broker: ${broker.apiUrl}`)
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
  const everybodyBringsTheirOwn = access.way === 'sign-in' && access.embedding.keys.length === 0
  return { broker: everybodyBringsTheirOwn ? { apiUrl: demo.apiUrl } : demo, demo }
}

/** Says what the settings mean for who comes in. */
function tellAccess({ host, access }: Settings): void {
  const warn = (text: string) => console.error(`roster: warning: ${text}`)
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

async function listen(app: FastifyInstance, { host, port }: Settings): Promise<void> {
  try {
    await app.listen({ host, port })
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code !== 'EADDRINUSE') throw error
    throw new SettingsError(`port ${port} of ${host} is taken: set PORT to another one`)
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

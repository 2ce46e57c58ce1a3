import { API_PREFIX } from '../contract/paths.ts'
import { isBasePath } from './base-path.ts'
import { BROKER_TLS_SETTINGS, readBrokerTls, type BrokerTls } from './broker-tls.ts'
import { openSecretFile } from './secret-file.ts'

/** A broker's management API, and the application that Roster signs in as. */
export interface BrokerAccess {
  /**
   * One for each node of one cluster that may be asked, the first one first. Each ends in `/api/v4`,
   * without a slash behind it. No proxy that decodes and normalises paths may stand before it: there,
   * a kick of the client `../apps/x` would delete an application.
   */
  apiUrls: readonly string[]
  appId: string
  /** As a function where it comes from a file: asked for each call. */
  appSecret: string | (() => string)
  /** For `https` addresses; asked for each connection. */
  tls?: () => BrokerTls
}

/** What the environment asks for, checked. */
export interface Settings {
  host: string
  /** 0 picks a free one. */
  port: number
  /** Path under which everything is served, without a slash at its end; empty for the root. */
  basePath: string
  /** Null: the demo broker. */
  broker: BrokerAccess | null
  demo: { mqttPort: number; clients: number }
  /** IANA name, or null where it is not known. */
  brokerTimeZone: string | null
  /** How long one answer of the broker may take. */
  timeoutMs: number
  /** Whether a line about each request goes to stdout, and whether ids stand in it. */
  accessLog: { isOn: boolean; withIds: boolean }
  /** Where `/metrics` is: nowhere, on the public port, or on one of its own (0 picks one). */
  metrics: null | 'public' | { port: number }
}

/** One line that names every wrong setting. Holds no secret. */
export class SettingsError extends Error {
  override readonly name = 'SettingsError'
}

type Environment = Record<string, string | undefined>

const ROSTER_SETTINGS = [
  'ROSTER_ACCESS_LOG',
  'ROSTER_BASE_PATH',
  'ROSTER_BROKER_TIME_ZONE',
  'ROSTER_LIST_TIMEOUT_S',
  'ROSTER_LOG_IDS',
  'ROSTER_METRICS',
  'ROSTER_METRICS_PORT',
]

/**
 * Reads the settings from environment variables; an empty one counts as not set.
 * @throws {SettingsError} naming everything that is wrong
 */
export function readSettings(env: Environment): Settings {
  const problems: string[] = []
  const text = (name: string) => env[name] || undefined
  const whole = (name: string, min: number, max: number, fallback: number) => {
    const value = text(name)
    if (value === undefined) return fallback
    if (/^\d{1,9}$/.test(value) && Number(value) >= min && Number(value) <= max) return +value
    problems.push(`${name} must be a whole number from ${min} to ${max}, not ${quote(value)}`)
    return fallback
  }

  const yes = (name: string, fallback: boolean) => {
    const value = text(name)
    if (value === undefined || value === 'true' || value === 'false') {
      return value === undefined ? fallback : value === 'true'
    }
    problems.push(`${name} must be true or false, not ${quote(value)}`)
    return fallback
  }

  for (const name of Object.keys(env)) {
    if (!name.startsWith('ROSTER_') || ROSTER_SETTINGS.includes(name)) continue
    problems.push(`unknown setting ${name} (there are ${ROSTER_SETTINGS.join(', ')})`)
  }
  const basePath = (text('ROSTER_BASE_PATH') ?? '').replace(/\/$/, '')
  if (!isBasePath(basePath)) {
    problems.push(
      `ROSTER_BASE_PATH must be a path such as /mqtt/clients (letters, digits, ._~-), not ${quote(basePath)}`,
    )
  }
  const timeZone = text('ROSTER_BROKER_TIME_ZONE') ?? null
  if (timeZone !== null && !isTimeZone(timeZone)) {
    problems.push(
      `ROSTER_BROKER_TIME_ZONE must be an IANA name such as Europe/Berlin, not ${quote(timeZone)}`,
    )
  }
  const settings: Settings = {
    host: text('HOST') ?? '127.0.0.1',
    port: whole('PORT', 0, 65535, 4180),
    basePath,
    broker: readBrokerAccess(text, problems),
    demo: {
      mqttPort: whole('DEMO_MQTT_PORT', 0, 65535, 1883),
      clients: whole('DEMO_CLIENTS', 0, 10_000, 200),
    },
    brokerTimeZone: timeZone,
    timeoutMs: whole('ROSTER_LIST_TIMEOUT_S', 1, 60, 60) * 1000,
    accessLog: { isOn: yes('ROSTER_ACCESS_LOG', false), withIds: yes('ROSTER_LOG_IDS', true) },
    metrics:
      text('ROSTER_METRICS_PORT') !== undefined
        ? { port: whole('ROSTER_METRICS_PORT', 0, 65535, 0) }
        : yes('ROSTER_METRICS', false)
          ? 'public'
          : null,
  }
  if (problems.length > 0) throw new SettingsError(problems.join('; '))
  return settings
}

function readBrokerAccess(
  text: (name: string) => string | undefined,
  problems: string[],
): BrokerAccess | null {
  const [api, appId] = [text('EMQX_API'), text('EMQX_APP_ID')]
  const [secret, secretFile] = [text('EMQX_APP_SECRET'), text('EMQX_APP_SECRET_FILE')]
  if (api === undefined) {
    const names = ['EMQX_APP_ID', 'EMQX_APP_SECRET', 'EMQX_APP_SECRET_FILE', ...BROKER_TLS_SETTINGS]
    for (const name of names) {
      if (text(name) !== undefined) problems.push(`${name} is set, but EMQX_API is not`)
    }
    return null
  }
  if (appId === undefined) problems.push('EMQX_APP_ID is missing (EMQX_API is set)')
  else if (appId.includes(':')) problems.push('EMQX_APP_ID must not have a colon in it')
  if (secret !== undefined && secretFile !== undefined) {
    problems.push('EMQX_APP_SECRET and EMQX_APP_SECRET_FILE are both set: keep one')
  } else if (secret === undefined && secretFile === undefined) {
    problems.push('EMQX_APP_SECRET or EMQX_APP_SECRET_FILE is missing (EMQX_API is set)')
  }
  const appSecret = secretFile === undefined ? secret : readSecretFile(secretFile, problems)
  const apiUrls = readApiUrls(api, problems)
  const tls = readBrokerTls(text, problems)
  if (tls !== null && apiUrls.some((url) => url.startsWith('http:'))) {
    problems.push('EMQX_CA_FILE and EMQX_CERT_FILE are for https: EMQX_API names an http address')
  }
  return { apiUrls, appId: appId ?? '', appSecret: appSecret ?? '', ...(tls && { tls }) }
}

function readApiUrls(value: string, problems: string[]): string[] {
  const urls = value.split(',').map((url) => readApiUrl(url.trim(), problems))
  if (new Set(urls).size < urls.length) problems.push('EMQX_API names an address twice')
  return urls
}

/** The value is never repeated in a message: it may hold a password. */
function readApiUrl(value: string, problems: string[]): string {
  const url = URL.canParse(value) ? new URL(value) : null
  if (url === null || !/^https?:$/.test(url.protocol)) {
    problems.push(`EMQX_API must be an http or https address such as http://host:8081${API_PREFIX}`)
    return ''
  }
  if (url.username !== '' || url.password !== '') {
    problems.push('EMQX_API must not hold credentials: use EMQX_APP_ID and EMQX_APP_SECRET')
  }
  if (url.search !== '' || url.hash !== '') {
    problems.push('EMQX_API must not have a query or a fragment')
  }
  const path = url.pathname.replace(/\/+$/, '')
  if (!path.endsWith(API_PREFIX)) problems.push(`EMQX_API must end in ${API_PREFIX}`)
  return url.origin + path
}

function readSecretFile(path: string, problems: string[]): string | (() => string) {
  try {
    const secret = openSecretFile(path)
    if (secret() === '') problems.push('EMQX_APP_SECRET_FILE names an empty file')
    return secret
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    problems.push(`EMQX_APP_SECRET_FILE cannot be read (${code ?? 'unknown error'})`)
    return ''
  }
}

function isTimeZone(name: string): boolean {
  // Offsets such as +02:00 are taken too by newer engines, but not by every browser.
  if (!/^[A-Za-z]/.test(name)) return false
  try {
    Intl.DateTimeFormat('en', { timeZone: name })
    return true
  } catch {
    return false
  }
}

function quote(value: string): string {
  return JSON.stringify(value.slice(0, 40))
}

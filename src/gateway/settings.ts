import { API_PREFIX } from '../contract/paths.ts'
import type { Credential } from '../contract/session.ts'
import type { Access } from './access.ts'
import { readAccess } from './access-settings.ts'
import { quote, SettingsReader, type Environment } from './settings-reader.ts'

/**
 * A broker's management API, and the application that Roster signs in as; without one, everybody
 * brings their own.
 */
export interface BrokerAccess extends Partial<Credential> {
  /**
   * Ends in `/api/v4`, without a slash behind it. No proxy that decodes and normalises paths may
   * stand before it: there, a kick of the client `../apps/x` would delete an application.
   */
  apiUrl: string
}

/** What the environment asks for, checked. */
export interface Settings {
  host: string
  /** 0 picks a free one. */
  port: number
  /** Null: the demo broker. */
  broker: BrokerAccess | null
  demo: { mqttPort: number; clients: number }
  /** IANA name, or null where it is not known. */
  brokerTimeZone: string | null
  /** How long one answer of the broker may take. */
  timeoutMs: number
  access: Access
}

/** One line that names every wrong setting. Holds no secret. */
export class SettingsError extends Error {
  override readonly name = 'SettingsError'
}

/**
 * Reads the settings from environment variables; an empty one counts as not set.
 * @throws {SettingsError} naming everything that is wrong
 */
export function readSettings(env: Environment): Settings {
  const reader = new SettingsReader(env)
  const { problems } = reader
  const timeZone = reader.text('ROSTER_BROKER_TIME_ZONE') ?? null
  if (timeZone !== null && !isTimeZone(timeZone)) {
    problems.push(
      `ROSTER_BROKER_TIME_ZONE must be an IANA name such as Europe/Berlin, not ${quote(timeZone)}`,
    )
  }
  const host = reader.text('HOST') ?? '127.0.0.1'
  const access = readAccess(reader, host, reader.text('EMQX_API') === undefined)
  const settings: Settings = {
    host,
    port: reader.whole('PORT', 0, 65535, 4180),
    broker: readBrokerAccess(reader, access),
    demo: {
      mqttPort: reader.whole('DEMO_MQTT_PORT', 0, 65535, 1883),
      clients: reader.whole('DEMO_CLIENTS', 0, 10_000, 200),
    },
    brokerTimeZone: timeZone,
    timeoutMs: reader.whole('ROSTER_LIST_TIMEOUT_S', 1, 60, 60) * 1000,
    access,
  }
  reader.refuseUnknown()
  if (problems.length > 0) throw new SettingsError(problems.join('; '))
  return settings
}

function readBrokerAccess(reader: SettingsReader, { way, embedding }: Access): BrokerAccess | null {
  const { problems } = reader
  const [api, appId] = [reader.text('EMQX_API'), reader.text('EMQX_APP_ID')]
  const given = ['EMQX_APP_ID', 'EMQX_APP_SECRET', 'EMQX_APP_SECRET_FILE'].filter(
    (name) => reader.text(name) !== undefined,
  )
  if (api === undefined) {
    for (const name of given) problems.push(`${name} is set, but EMQX_API is not`)
    return null
  }
  const apiUrl = readApiUrl(api, problems)
  // Who comes with a token has nothing that the broker would take.
  if (way === 'sign-in' && embedding.keys.length === 0) {
    for (const name of given) {
      problems.push(`${name} is set, but with ROSTER_AUTH=sign-in everybody brings their own`)
    }
    return { apiUrl }
  }
  if (appId === undefined) problems.push('EMQX_APP_ID is missing (EMQX_API is set)')
  else if (appId.includes(':')) problems.push('EMQX_APP_ID must not have a colon in it')
  const appSecret = reader.secret('EMQX_APP_SECRET')
  if (appSecret === undefined) {
    problems.push('EMQX_APP_SECRET or EMQX_APP_SECRET_FILE is missing (EMQX_API is set)')
  }
  return { apiUrl, appId: appId ?? '', appSecret: appSecret ?? '' }
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

import type { Access } from '../access/access.ts'
import { readAccess } from './access-settings.ts'
import { isBasePath } from '../http/addresses.ts'
import type { BrokerAccess } from '../broker/broker-access.ts'
import { readBrokerAccess } from './broker-settings.ts'
import { DEFAULT_MEMORY_MB } from '../http/byte-budget.ts'
import { quote, SettingsReader, type Environment } from './reader.ts'

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
  /** What answers may take up, kept and under way, in bytes. */
  memoryBytes: number
  access: Access
  /** Whether a line about each request goes to stdout, and whether ids stand in it. */
  accessLog: { isOn: boolean; withIds: boolean }
  /** Where `/metrics` is: nowhere, on the public port, or on one of its own (0 picks one). */
  metrics: null | 'public' | { port: number }
  /** Reads the files of secrets, keys and certificates again, now. */
  reread: () => void
}

/** One line that names every wrong setting. Holds no secret. */
export class SettingsError extends Error {
  override readonly name = 'SettingsError'
}

/**
 * Reads the settings from environment variables; an empty one counts as not set.
 * @param warn told, once Roster runs, of files that are no good any more
 * @throws {SettingsError} naming everything that is wrong
 */
export function readSettings(env: Environment, warn?: (text: string) => void): Settings {
  const reader = new SettingsReader(env, warn)
  const host = reader.text('HOST') ?? '127.0.0.1'
  const access = readAccess(reader, host, reader.text('EMQX_API') === undefined)
  const settings: Settings = {
    host,
    port: reader.whole('PORT', 0, 65535, 4180),
    basePath: readBasePath(reader),
    broker: readBrokerAccess(reader, access),
    demo: {
      mqttPort: reader.whole('DEMO_MQTT_PORT', 0, 65535, 1883),
      clients: reader.whole('DEMO_CLIENTS', 0, 10_000, 200),
    },
    brokerTimeZone: readTimeZone(reader),
    timeoutMs: reader.whole('ROSTER_LIST_TIMEOUT_S', 1, 60, 60) * 1000,
    memoryBytes: reader.whole('ROSTER_MEMORY_MB', 64, 65_536, DEFAULT_MEMORY_MB) * 1e6,
    access,
    accessLog: {
      isOn: reader.choice('ROSTER_ACCESS_LOG', ['false', 'true']) === 'true',
      withIds: reader.choice('ROSTER_LOG_IDS', ['true', 'false']) === 'true',
    },
    metrics: readMetrics(reader),
    reread: reader.reread,
  }
  reader.refuseUnknown()
  if (reader.problems.length > 0) throw new SettingsError(reader.problems.join('; '))
  return settings
}

function readBasePath(reader: SettingsReader): string {
  const path = (reader.text('ROSTER_BASE_PATH') ?? '').replace(/\/$/, '')
  if (!isBasePath(path)) {
    reader.problems.push(
      `ROSTER_BASE_PATH must be a path such as /mqtt/clients (letters, digits, ._~-), not ${quote(path)}`,
    )
  }
  return path
}

function readMetrics(reader: SettingsReader): Settings['metrics'] {
  const isPublic = reader.choice('ROSTER_METRICS', ['false', 'true']) === 'true'
  const port = reader.whole('ROSTER_METRICS_PORT', 0, 65535, 0)
  if (reader.text('ROSTER_METRICS_PORT') !== undefined) return { port }
  return isPublic ? 'public' : null
}

function readTimeZone(reader: SettingsReader): string | null {
  const name = reader.text('ROSTER_BROKER_TIME_ZONE') ?? null
  if (name !== null && !isTimeZone(name)) {
    reader.problems.push(
      `ROSTER_BROKER_TIME_ZONE must be an IANA name such as Europe/Berlin, not ${quote(name)}`,
    )
  }
  return name
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

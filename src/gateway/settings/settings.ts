// Reads all settings from the environment.
import type { View } from '../../contract/views.ts'
import type { Access } from '../access/access.ts'
import { readAccess } from './access-settings.ts'
import { isBasePath } from '../http/addresses.ts'
import type { Session } from '../../contract/session.ts'
import type { BrokerAccess } from '../broker/broker-access.ts'
import { readBrokerAccess } from './broker-settings.ts'
import { quote, SettingsReader, type Environment } from './reader.ts'
import { readTeamViews } from './team-views.ts'
import { isTimeZone } from './time-zone.ts'

/** The settings of the environment, checked. */
export interface Settings {
  host: string
  /** 0 picks a free port. */
  port: number
  /** Path under which Roster is served, without a slash at its end; empty for the root. */
  basePath: string
  /** Null: the demo broker. */
  broker: BrokerAccess | null
  demo: { mqttPort: number; nodes: number; clients: number }
  /** How the cluster is called, and its colour; null without a name. */
  cluster: Session['cluster']
  /** IANA name; null if it is not known. */
  brokerTimeZone: string | null
  /** How long the broker may take to begin an answer, and for each further part of it. */
  timeoutMs: number
  /** Most bytes of the broker's answers, kept and under way. */
  memoryBytes: number
  access: Access
  /** `isOn`: a line about each request goes to stdout; `withIds`: with ids of devices in it. */
  accessLog: { isOn: boolean; withIds: boolean }
  /** Where `/metrics` is: nowhere, on the public port, or on its own port (0 picks one). */
  metrics: null | 'public' | { port: number }
  /** The team's views, as the file has them at the time of each call. */
  teamViews: () => readonly View[]
  /** Reads the files of secrets, keys and certificates again, now. */
  reread: () => void
}

/** The message is one line that names every wrong setting, and holds no secret. */
export class SettingsError extends Error {
  override readonly name = 'SettingsError'
}

/**
 * Reads the settings from environment variables. An empty one counts as not set.
 * @param warn told of names that may be misspelled; later, if a file can no longer be used
 * @throws {SettingsError} naming all that is wrong
 */
export function readSettings(env: Environment, warn?: (text: string) => void): Settings {
  const reader = new SettingsReader(env, warn)
  const host = reader.text('HOST')
  const access = readAccess(reader, host, !reader.isSet('EMQX_API'))
  const settings: Settings = {
    host,
    port: reader.whole('PORT'),
    basePath: readBasePath(reader),
    broker: readBrokerAccess(reader, access),
    demo: {
      mqttPort: reader.whole('DEMO_MQTT_PORT'),
      nodes: reader.whole('DEMO_NODES'),
      clients: reader.whole('DEMO_CLIENTS'),
    },
    cluster: readCluster(reader),
    brokerTimeZone: readTimeZone(reader),
    timeoutMs: reader.whole('ROSTER_LIST_TIMEOUT_S') * 1000,
    memoryBytes: reader.whole('ROSTER_MEMORY_MB') * 1e6,
    access,
    accessLog: {
      isOn: reader.choice('ROSTER_ACCESS_LOG') === 'true',
      withIds: reader.choice('ROSTER_LOG_IDS') === 'true',
    },
    metrics: readMetrics(reader),
    teamViews: readTeamViews(reader),
    reread: reader.reread,
  }
  reader.checkNames(access.way)
  if (reader.problems.length > 0) throw new SettingsError(reader.problems.join('; '))
  return settings
}

function readBasePath(reader: SettingsReader): string {
  const path = reader.text('ROSTER_BASE_PATH').replace(/\/$/, '')
  if (!isBasePath(path)) {
    reader.problems.push(
      `ROSTER_BASE_PATH must be a path such as /mqtt/clients (letters, digits, ._~-), not ${quote(path)}`,
    )
  }
  return path
}

function readMetrics(reader: SettingsReader): Settings['metrics'] {
  const isPublic = reader.choice('ROSTER_METRICS') === 'true'
  const port = reader.whole('ROSTER_METRICS_PORT')
  if (reader.isSet('ROSTER_METRICS_PORT')) return { port }
  return isPublic ? 'public' : null
}

/** Longest name of the cluster, in characters: it stands in the header, in titles and in dialogs. */
const LONGEST_NAME = 40

function readCluster(reader: SettingsReader): Session['cluster'] {
  const color = reader.choice('ROSTER_COLOR')
  const name = reader.text('ROSTER_NAME')?.trim()
  if (name === undefined) return null
  if (name === '' || name.length > LONGEST_NAME || /[\p{C}\p{Zl}\p{Zp}]/u.test(name)) {
    reader.problems.push(
      `ROSTER_NAME must have 1 to ${LONGEST_NAME} characters, all of them visible, not ${quote(name)}`,
    )
  }
  return { name, color }
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

// Every setting of Roster: its group, kind of value, default, and what it goes with.
import { clusterColors, waysIn, type WayIn } from '../../contract/session.ts'
import { DEFAULT_MEMORY_MB } from '../http/byte-budget.ts'

/** The headings of docs/settings.md. */
type Group =
  | 'Listening'
  | 'Broker'
  | 'Demo'
  | 'Who is let in'
  | 'Roles and limits'
  | 'Views'
  | 'Embedding'
  | 'Logs and metrics'

/** How the value is written; `SettingsReader` has a method for each kind. */
type Kind =
  | { kind: 'text'; fallback?: string }
  /** Values between commas. */
  | { kind: 'list' }
  | { kind: 'whole'; min: number; max: number; fallback: number }
  /** The first word is the default. */
  | { kind: 'choice'; words: readonly [string, ...string[]] }
  /** Set as `NAME`, or in the file that `NAME_FILE` names. */
  | { kind: 'secret' }

/** If a setting is set without what it goes with, Roster does not start. */
interface Condition {
  /** Another setting that has to be set too. */
  needs?: 'EMQX_API' | 'ROSTER_EMBED_KEYS' | 'ROSTER_NAME'
  /** The only value of `ROSTER_AUTH` that it goes with. */
  onlyWith?: WayIn
  /** If this setting is set, any value of `ROSTER_AUTH` will do. */
  orWith?: 'ROSTER_EMBED_KEYS'
}

type Setting = { group: Group } & Kind & Condition

const perMinute = { group: 'Roles and limits', kind: 'whole', min: 1 } as const
const yes = ['true', 'false'] as const
const no = ['false', 'true'] as const

export const settingTable = {
  HOST: { group: 'Listening', kind: 'text', fallback: '127.0.0.1' },
  PORT: { group: 'Listening', kind: 'whole', min: 0, max: 65_535, fallback: 4180 },
  ROSTER_BASE_PATH: { group: 'Listening', kind: 'text', fallback: '/' },
  ROSTER_HOSTS: { group: 'Listening', kind: 'list' },

  EMQX_API: { group: 'Broker', kind: 'text' },
  EMQX_APP_ID: { group: 'Broker', kind: 'text', needs: 'EMQX_API' },
  EMQX_APP_SECRET: { group: 'Broker', kind: 'secret', needs: 'EMQX_API' },
  EMQX_CA_FILE: { group: 'Broker', kind: 'text', needs: 'EMQX_API' },
  EMQX_CERT_FILE: { group: 'Broker', kind: 'text', needs: 'EMQX_API' },
  EMQX_KEY_FILE: { group: 'Broker', kind: 'text', needs: 'EMQX_API' },
  ROSTER_NAME: { group: 'Broker', kind: 'text' },
  ROSTER_COLOR: { group: 'Broker', kind: 'choice', words: clusterColors, needs: 'ROSTER_NAME' },
  ROSTER_BROKER_TIME_ZONE: { group: 'Broker', kind: 'text' },
  ROSTER_LIST_TIMEOUT_S: { group: 'Broker', kind: 'whole', min: 1, max: 60, fallback: 60 },

  DEMO_MQTT_PORT: { group: 'Demo', kind: 'whole', min: 0, max: 65_535, fallback: 1883 },
  DEMO_NODES: { group: 'Demo', kind: 'whole', min: 1, max: 9, fallback: 3 },
  DEMO_CLIENTS: { group: 'Demo', kind: 'whole', min: 0, max: 10_000, fallback: 200 },

  ROSTER_AUTH: { group: 'Who is let in', kind: 'choice', words: waysIn },
  ROSTER_OPEN_TO_NETWORK: { group: 'Who is let in', kind: 'text', onlyWith: 'open' },
  ROSTER_TRUSTED_PROXIES: { group: 'Who is let in', kind: 'list' },
  ROSTER_PROXY_USER_HEADER: {
    group: 'Who is let in',
    kind: 'text',
    fallback: 'Remote-User',
    onlyWith: 'proxy',
  },
  ROSTER_PROXY_GROUPS_HEADER: {
    group: 'Who is let in',
    kind: 'text',
    fallback: 'Remote-Groups',
    onlyWith: 'proxy',
  },
  // The keys seal the sessions of embedded pages too.
  ROSTER_SESSION_KEYS: {
    group: 'Who is let in',
    kind: 'secret',
    onlyWith: 'sign-in',
    orWith: 'ROSTER_EMBED_KEYS',
  },
  ROSTER_SESSION_IDLE_MINUTES: {
    group: 'Who is let in',
    kind: 'whole',
    min: 1,
    max: 1440,
    fallback: 480,
    onlyWith: 'sign-in',
  },
  ROSTER_SESSION_HOURS: {
    group: 'Who is let in',
    kind: 'whole',
    min: 1,
    max: 720,
    fallback: 24,
    onlyWith: 'sign-in',
  },

  ROSTER_ROLES: { group: 'Roles and limits', kind: 'list' },
  ROSTER_READ_ONLY: { group: 'Roles and limits', kind: 'choice', words: no },
  ROSTER_SIGN_INS_PER_MINUTE: { ...perMinute, max: 1000, fallback: 10, onlyWith: 'sign-in' },
  ROSTER_OPERATOR_KICKS_PER_MINUTE: { ...perMinute, max: 100_000, fallback: 10 },
  // The page's fastest run is 50 kicks a second.
  ROSTER_MAINTAINER_KICKS_PER_MINUTE: { ...perMinute, max: 100_000, fallback: 3600 },
  ROSTER_REQUESTS_PER_MINUTE: { ...perMinute, min: 60, max: 1_000_000, fallback: 12_000 },
  ROSTER_MEMORY_MB: {
    group: 'Roles and limits',
    kind: 'whole',
    min: 64,
    max: 65_536,
    fallback: DEFAULT_MEMORY_MB,
  },

  ROSTER_VIEWS_FILE: { group: 'Views', kind: 'text' },

  ROSTER_EMBED_ORIGINS: { group: 'Embedding', kind: 'list', needs: 'ROSTER_EMBED_KEYS' },
  ROSTER_EMBED_KEYS: { group: 'Embedding', kind: 'secret' },
  ROSTER_EMBED_AUDIENCE: {
    group: 'Embedding',
    kind: 'text',
    fallback: 'roster',
    needs: 'ROSTER_EMBED_KEYS',
  },

  ROSTER_ACCESS_LOG: { group: 'Logs and metrics', kind: 'choice', words: no },
  ROSTER_LOG_IDS: { group: 'Logs and metrics', kind: 'choice', words: yes },
  ROSTER_METRICS: { group: 'Logs and metrics', kind: 'choice', words: no },
  ROSTER_METRICS_PORT: {
    group: 'Logs and metrics',
    kind: 'whole',
    min: 0,
    max: 65_535,
    fallback: 0,
  },
} as const satisfies Record<string, Setting>

type Table = typeof settingTable

/** The name of a setting that is read as this kind. */
export type NameOf<K extends Kind['kind']> = {
  [N in keyof Table]: Table[N] extends { kind: K } ? N : never
}[keyof Table]

/** The table by any text; undefined if there is no such setting. */
export const settingsByName: ReadonlyMap<string, Setting> = new Map(Object.entries(settingTable))

/** Names under which the environment may set a setting: two for a secret. */
export function namesOf(name: string): string[] {
  return settingsByName.get(name)?.kind === 'secret' ? [name, `${name}_FILE`] : [name]
}

/** Every name that the environment may set, with its group, in the order of the table. */
export const settingNames = [...settingsByName].flatMap(([name, { group }]) =>
  namesOf(name).map((each) => ({ name: each, group })),
)

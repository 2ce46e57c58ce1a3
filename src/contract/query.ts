// What a list of clients can ask the broker for: the table of filters, and the call of a list.

/** How the broker reads a filter's value. */
export type FilterKind =
  /** Compared as text; case-sensitive. */
  | { type: 'text' }
  /** Turned into an Erlang atom for good: never send one per keystroke. At most 255 characters. */
  | { type: 'atom' }
  /** Exact IPv4 address. Anything else is code 108 or no rows. */
  | { type: 'ipv4' }
  /** One of a closed list; case-sensitive; another value gives no rows. */
  | { type: 'choice'; choices: readonly string[] }
  /** Whole number. Anything else is code 108. */
  | { type: 'integer' }
  /** Whole number from 0 on. Anything else is code 108. */
  | { type: 'amount' }
  /** Unix seconds, whole; the broker compares with stored milliseconds. */
  | { type: 'timestamp' }
  /**
   * Up to now, rolling: `15m`, `1h`, `2d`, up to four digits. Roster's own: the gateway asks the broker
   * from a fixed time on, see {@link fixTimes}.
   */
  | { type: 'span' }

/** What has to be known of a filter. `Name` is the type of filter names. */
interface FilterFacts<Name> {
  /**
   * Only one of the two is set in the page. Of an exact filter and a `_like_` one the broker drops the
   * second silently.
   */
  exclusiveWith?: Name
  /** The value tells which device or user is asked for, or where it is: the access log can leave it out. */
  isPersonal?: true
  /**
   * The broker has to look at every client that it knows. Source: measured, 45 ms in 10,000 clients,
   * and EMQX 4.4's `emqx_mgmt_api`.
   */
  isHeavy?: true
  /**
   * Known from 4.4.4 and 4.3.15 on, and missing in the API's description. An older broker ignores the
   * filter, and then `count` is not -1. Source: measured on 4.4.19.
   */
  isThreshold?: true
}

/** A filter of `GET /clients`: how the broker reads its value, and how Roster treats it. */
export type Filter = FilterKind & FilterFacts<ClientFilter>

const time = { type: 'timestamp' } as const
const threshold = { type: 'amount', isHeavy: true, isThreshold: true } as const

/**
 * Every filter of `GET /clients`, in the order of an address. Different ones AND together. `_gte_` is ≥
 * and `_lte_` is ≤ (the printed API description has the two words swapped). Source: measured on 4.4.19.
 */
const table = {
  clientid: {
    type: 'text',
    exclusiveWith: '_like_clientid',
    isPersonal: true,
  },
  username: {
    type: 'text',
    exclusiveWith: '_like_username',
    isPersonal: true,
  },
  zone: { type: 'atom' },
  ip_address: { type: 'ipv4', isPersonal: true },
  /** `idle` is documented but never matched anything on 4.4.19. */
  conn_state: {
    type: 'choice',
    choices: ['connected', 'idle', 'disconnected'],
  },
  clean_start: { type: 'choice', choices: ['true', 'false'] },
  /** `MQIsdp` is what a client of MQTT 3.1 shows; the printed list leaves it out. */
  proto_name: {
    type: 'choice',
    choices: ['MQTT', 'MQIsdp', 'CoAP', 'LwM2M', 'MQTT-SN'],
  },
  proto_ver: { type: 'integer' },
  _like_clientid: {
    type: 'text',
    exclusiveWith: 'clientid',
    isPersonal: true,
    isHeavy: true,
  },
  _like_username: {
    type: 'text',
    exclusiveWith: 'username',
    isPersonal: true,
    isHeavy: true,
  },
  _gte_created_at: { ...time, exclusiveWith: 'created_within' },
  _lte_created_at: time,
  _gte_connected_at: { ...time, exclusiveWith: 'connected_within' },
  _lte_connected_at: time,
  created_within: { type: 'span', exclusiveWith: '_gte_created_at' },
  connected_within: { type: 'span', exclusiveWith: '_gte_connected_at' },
  _gte_mqueue_len: threshold,
  _lte_mqueue_len: threshold,
  _gte_mqueue_dropped: threshold,
  _lte_mqueue_dropped: threshold,
} as const satisfies Record<string, FilterKind & FilterFacts<string>>

export type ClientFilter = keyof typeof table
/** Roster's own filters, which the broker does not know. */
type RollingFilter = 'created_within' | 'connected_within'
/** A filter of the broker's API. */
export type BrokerFilter = Exclude<ClientFilter, RollingFilter>

/**
 * Every filter by its name. From this table come the filter bar, links and calls, the access log and
 * the attributes of `public/embed.js`. The labels stand in the catalogues of `web/i18n`.
 */
export const clientFilters: Readonly<Record<ClientFilter, Filter>> = table

/** The names of all filters, in the order of an address. */
export const filterNames = Object.keys(table) as ClientFilter[]

/** True for the name of a filter. */
export function isClientFilter(name: string): name is ClientFilter {
  return Object.hasOwn(table, name)
}

/** Values of filters by name, as they stand in a URL. */
export type ClientFilters = Partial<Record<ClientFilter, string>>

/** What a list asks the broker for. `page` counts from 1. */
export interface ClientQuery {
  page: number
  limit: number
  filters: ClientFilters
  /** Only the clients of one node; null asks the cluster. */
  node: string | null
  /**
   * Where to continue a search that the gateway has cut short (`meta.cursor` of its answer); null for
   * the beginning. Pages count from there.
   */
  cursor: string | null
}

/**
 * Names and values of the filters that are set, in the order of the table, for an address and for a
 * call. Empty values are left out: the broker answers 500 to an empty `_like_*`.
 */
export function filterParams(filters: ClientFilters): [ClientFilter, string][] {
  return filterNames.flatMap((name) => {
    const value = filters[name]
    return value ? [[name, value] as [ClientFilter, string]] : []
  })
}

const SECONDS = { m: 60, h: 3600, d: 86_400 } as const

/** Number and unit of a rolling span, such as `15m`; null for any other text. */
export function readSpan(text: string): { count: number; unit: keyof typeof SECONDS } | null {
  const [, digits, unit] = /^([1-9]\d{0,3})([mhd])$/.exec(text) ?? []
  return unit === undefined ? null : { count: Number(digits), unit: unit as keyof typeof SECONDS }
}

/** Rolling spans begin at whole steps, in s: those who ask within one step ask for the same list. */
const STEP_S = 15

/** Filters with fixed times for rolling spans. If both are set for a field, the later one counts. */
export function fixTimes(filters: ClientFilters, nowMs: number): ClientFilters {
  const { connected_within, created_within, ...fixed } = filters
  const fix = (name: '_gte_connected_at' | '_gte_created_at', text = '') => {
    const span = readSpan(text)
    if (!span) return
    const step = Math.floor(nowMs / 1000 / STEP_S) * STEP_S
    const from = Math.max(step - span.count * SECONDS[span.unit], Number(fixed[name] ?? 0))
    fixed[name] = String(Math.max(0, from))
  }
  fix('_gte_connected_at', connected_within)
  fix('_gte_created_at', created_within)
  return fixed
}

/** Path and query, below `/api/v4`, of one page of clients. */
export function clientListPath({ page, limit, filters, node, cursor }: ClientQuery): string {
  const params = new URLSearchParams([
    ['_page', String(page)],
    ['_limit', String(limit)],
    ...filterParams(filters),
  ])
  if (cursor !== null) params.set('cursor', cursor)
  // The node goes raw: the broker answers 404 to `%40`.
  return `${node === null ? '' : `/nodes/${node}`}/clients?${params}`
}

/** True for a list that costs the broker a look at every client that it knows. */
export function isHeavy({ filters }: ClientQuery): boolean {
  return filterParams(filters).some(([name]) => clientFilters[name].isHeavy)
}

/** True for a text that can be a cursor of the gateway. */
export function isCursor(text: string): boolean {
  return /^[\w.-]{1,1000}$/.test(text)
}

/** True for a text that can be the name of a node, `name@host`, and can stand raw in a path. */
export function isNodeName(text: string): boolean {
  return /^[\w.-]{1,100}@[\w.:-]{1,255}$/.test(text)
}

const ipv4 = /^(?:(?:25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)(?:\.(?!$)|$)){4}$/

/** True for a dotted IPv4 address, the only form that the broker's `ip_address` matches. */
export function isIpv4(text: string): boolean {
  return ipv4.test(text)
}

/** True when the broker would take `value` for this filter and could match it. */
export function isFilterValue(kind: FilterKind, value: string): boolean {
  if (value === '') return false
  switch (kind.type) {
    case 'text':
      return true
    case 'atom':
      return [...value].length <= 255
    case 'ipv4':
      return isIpv4(value)
    case 'choice':
      return kind.choices.includes(value)
    case 'integer':
      return /^-?\d{1,15}$/.test(value)
    case 'amount':
      return /^\d{1,15}$/.test(value)
    case 'timestamp':
      return /^\d{1,11}$/.test(value)
    case 'span':
      return readSpan(value) !== null
  }
}

// A client's record: its fields, how one is checked, and what some values mean.
import { isCount, type RowCheck } from './odd-values.ts'

/**
 * Meaning and unit of a field's value. `time` is `YYYY-MM-DD HH:mm:ss` in the broker's zone. `words` are
 * words of Erlang's memory, see {@link WORD_BYTES}.
 */
export type FieldKind =
  'text' | 'flag' | 'count' | 'limit' | 'bytes' | 'words' | 'seconds' | 'time' | 'version' | 'port'

/** Bytes of one word of Erlang's memory on a 64-bit machine. */
export const WORD_BYTES = 8

/**
 * Every field of a client as EMQX 4.4 writes it: the 36 of the API description, `disconnected_at`,
 * `mountpoint`, and the counts by QoS and by cause of drop that 4.4 adds. A `limit` of 0 means no limit. Source: API v4 description; transcripts of 4.4.19.
 */
export const clientFields = {
  clientid: 'text',
  username: 'text',
  node: 'text',
  connected: 'flag',
  ip_address: 'text',
  port: 'port',
  zone: 'text',
  mountpoint: 'text',
  is_bridge: 'flag',
  proto_name: 'text',
  proto_ver: 'version',
  keepalive: 'seconds',
  connected_at: 'time',
  disconnected_at: 'time',
  created_at: 'time',
  clean_start: 'flag',
  expiry_interval: 'seconds',
  subscriptions_cnt: 'count',
  max_subscriptions: 'limit',
  mqueue_len: 'count',
  max_mqueue: 'limit',
  mqueue_dropped: 'count',
  inflight: 'count',
  max_inflight: 'limit',
  awaiting_rel: 'count',
  max_awaiting_rel: 'limit',
  recv_oct: 'bytes',
  send_oct: 'bytes',
  recv_cnt: 'count',
  send_cnt: 'count',
  recv_pkt: 'count',
  send_pkt: 'count',
  recv_msg: 'count',
  send_msg: 'count',
  'recv_msg.qos0': 'count',
  'recv_msg.qos1': 'count',
  'recv_msg.qos2': 'count',
  'recv_msg.dropped': 'count',
  'send_msg.qos0': 'count',
  'send_msg.qos1': 'count',
  'send_msg.qos2': 'count',
  'send_msg.dropped': 'count',
  'send_msg.dropped.expired': 'count',
  'send_msg.dropped.queue_full': 'count',
  'send_msg.dropped.too_large': 'count',
  mailbox_len: 'count',
  heap_size: 'words',
  reductions: 'count',
} as const satisfies Record<string, FieldKind>

export type ClientField = keyof typeof clientFields

type ValueOf<K extends FieldKind> = K extends 'text' | 'time'
  ? string
  : K extends 'flag'
    ? boolean
    : number

/** Fields that every row has. Others may be missing: rows of offline clients have no byte counts. */
type IdentityField = 'clientid' | 'node' | 'connected'

/** One client's record. Fields that Roster does not know are kept as they are. */
export type Client = {
  [F in IdentityField]: ValueOf<(typeof clientFields)[F]>
} & {
  [F in Exclude<ClientField, IdentityField>]?: ValueOf<(typeof clientFields)[F]> | undefined
}

const identityFields: readonly string[] = [
  'clientid',
  'node',
  'connected',
] satisfies IdentityField[]

/** For each field: whether a value fits, and whether it may be missing. */
const fieldChecks = Object.entries(clientFields).map(([field, kind]) => ({
  field,
  fits: fitOf(kind),
  isIdentity: identityFields.includes(field),
}))

function fitOf(kind: FieldKind): (value: unknown) => boolean {
  if (kind === 'flag') return (value) => typeof value === 'boolean'
  return kind === 'text' || kind === 'time' ? (value) => typeof value === 'string' : isCount
}

/**
 * Checks one record of `GET /clients`. Unknown fields are kept. An odd value is left out of the record;
 * without its identity fields a record cannot be shown. `v.looseObject` would copy each record: for
 * 10,000 of them that took ten times as long, and five times the memory.
 */
export const checkClient: RowCheck<Client> = (row, tell) => {
  if (typeof row !== 'object' || row === null || Array.isArray(row)) {
    tell('', row)
    return null
  }
  const record = row as Record<string, unknown>
  let client: Record<string, unknown> = record
  let isShown = true
  for (const { field, fits, isIdentity } of fieldChecks) {
    const value = record[field]
    if (fits(value) || (value === undefined && !isIdentity)) continue
    // EMQX writes Erlang's atom `undefined` as text: measured for `username` and `mountpoint`.
    if (value !== 'undefined' || isIdentity) tell(field, value)
    if (isIdentity) isShown = false
    else client = { ...client, [field]: undefined }
  }
  return isShown ? (client as Client) : null
}

/** The field that holds the limit of a count. A limit of 0 means no limit. Source: broker. */
export const limitFields = {
  mqueue_len: 'max_mqueue',
  inflight: 'max_inflight',
  awaiting_rel: 'max_awaiting_rel',
  subscriptions_cnt: 'max_subscriptions',
} as const satisfies Partial<Record<ClientField, ClientField>>

export type LimitedField = keyof typeof limitFields

/** True if the client has no username: the broker then writes the text `undefined`. */
export function hasNoUsername(client: Client): boolean {
  return client.username === undefined || client.username === 'undefined'
}

/** `expiry_interval` of a session that never expires (2³² − 1 s). Source: broker, MQTT 5 §3.1.2.11.2. */
export const NEVER_EXPIRES = 4294967295

/** The usual name of each MQTT version, by `proto_ver`. Source: broker; MQTT specifications. */
export const mqttVersions: Readonly<Record<number, string>> = { 3: '3.1', 4: '3.1.1', 5: '5' }

/** The address that a client connects from: `10.0.0.1:5000`, `[::1]:5000`; null if it is not known. */
export function endpointOf({ ip_address: address, port }: Client): string | null {
  if (address === undefined) return null
  if (port === undefined) return address
  return `${address.includes(':') ? `[${address}]` : address}:${port}`
}

// The groups of fields on the client's page. Fields with a limit and `mqueue_dropped` are tiles.
import type { ClientField } from '../../contract/client.ts'
import type { CounterField } from './watch/watch.ts'

/** Fields of the connection. */
export const connectionFields = [
  'connected',
  'connected_at',
  'disconnected_at',
  'node',
  'ip_address',
  'port',
  'username',
  'proto_name',
  'proto_ver',
  'keepalive',
  'zone',
  'mountpoint',
  'is_bridge',
] as const satisfies ClientField[]

/** Fields of the session. */
export const sessionFields = [
  'created_at',
  'clean_start',
  'expiry_interval',
] as const satisfies ClientField[]

/** Rows of the traffic table: name, received and sent; null if there is no such field. */
export const trafficRows = [
  ['bytes', 'recv_oct', 'send_oct'],
  ['tcp', 'recv_cnt', 'send_cnt'],
  ['mqtt', 'recv_pkt', 'send_pkt'],
  ['messages', 'recv_msg', 'send_msg'],
  ['qos0', 'recv_msg.qos0', 'send_msg.qos0'],
  ['qos1', 'recv_msg.qos1', 'send_msg.qos1'],
  ['qos2', 'recv_msg.qos2', 'send_msg.qos2'],
  ['dropped', 'recv_msg.dropped', 'send_msg.dropped'],
  ['expired', null, 'send_msg.dropped.expired'],
  ['queueFull', null, 'send_msg.dropped.queue_full'],
  ['tooLarge', null, 'send_msg.dropped.too_large'],
] as const satisfies [string, CounterField | null, CounterField][]

/** Fields of the client's process in the broker. */
export const processFields = [
  'mailbox_len',
  'heap_size',
  'reductions',
] as const satisfies ClientField[]

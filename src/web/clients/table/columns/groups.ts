// The groups of columns.
import type { ColumnId } from '../../../list-address/search.ts'

/** The groups of columns in the panel of the columns. Every column is in exactly one group. */
export const columnGroups = {
  identity: [
    'clientid',
    'username',
    'node',
    'ip_address',
    'port',
    'zone',
    'mountpoint',
    'is_bridge',
    'proto_name',
    'proto_ver',
  ],
  session: [
    'connected',
    'connected_at',
    'disconnected_at',
    'created_at',
    'keepalive',
    'clean_start',
    'expiry_interval',
    'subscriptions_cnt',
    'max_subscriptions',
  ],
  queue: [
    'problem',
    'mqueue_len',
    'max_mqueue',
    'mqueue_dropped',
    'inflight',
    'max_inflight',
    'awaiting_rel',
    'max_awaiting_rel',
    'send_msg.dropped',
    'send_msg.dropped.expired',
    'send_msg.dropped.queue_full',
    'send_msg.dropped.too_large',
    'recv_msg.dropped',
  ],
  traffic: [
    'recv_oct',
    'send_oct',
    'recv_cnt',
    'send_cnt',
    'recv_pkt',
    'send_pkt',
    'recv_msg',
    'send_msg',
    'recv_msg.qos0',
    'recv_msg.qos1',
    'recv_msg.qos2',
    'send_msg.qos0',
    'send_msg.qos1',
    'send_msg.qos2',
  ],
  process: ['mailbox_len', 'heap_size', 'reductions'],
} as const satisfies Record<string, ColumnId[]>

export type ColumnGroup = keyof typeof columnGroups

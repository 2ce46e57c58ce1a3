// The names of fields and filters, and the texts of errors, in English.
import type { ErrorWords } from '../api/api-error.ts'
import type { ClientField } from '../../contract/client.ts'
import type { ClientFilter } from '../../contract/query.ts'

/** By the API's name. */
export const fields: Record<ClientField, string> = {
  clientid: 'Client ID',
  username: 'Username',
  node: 'Node',
  connected: 'State',
  ip_address: 'Address',
  port: 'Port',
  zone: 'Zone',
  mountpoint: 'Mountpoint',
  is_bridge: 'Bridge',
  proto_name: 'Protocol',
  proto_ver: 'Protocol version',
  keepalive: 'Keepalive',
  connected_at: 'Connected at',
  disconnected_at: 'Disconnected at',
  created_at: 'Session created',
  clean_start: 'Clean start',
  expiry_interval: 'Session expiry',
  subscriptions_cnt: 'Subscriptions',
  max_subscriptions: 'Subscription limit',
  mqueue_len: 'Queue',
  max_mqueue: 'Queue limit',
  mqueue_dropped: 'Queue dropped',
  inflight: 'Inflight',
  max_inflight: 'Inflight limit',
  awaiting_rel: 'Awaiting PUBREL',
  max_awaiting_rel: 'Awaiting PUBREL limit',
  recv_oct: 'Bytes received',
  send_oct: 'Bytes sent',
  recv_cnt: 'TCP packets received',
  send_cnt: 'TCP packets sent',
  recv_pkt: 'MQTT packets received',
  send_pkt: 'MQTT packets sent',
  recv_msg: 'Messages received',
  send_msg: 'Messages sent',
  'recv_msg.qos0': 'Messages received, QoS 0',
  'recv_msg.qos1': 'Messages received, QoS 1',
  'recv_msg.qos2': 'Messages received, QoS 2',
  'recv_msg.dropped': 'Incoming messages dropped',
  'send_msg.qos0': 'Messages sent, QoS 0',
  'send_msg.qos1': 'Messages sent, QoS 1',
  'send_msg.qos2': 'Messages sent, QoS 2',
  'send_msg.dropped': 'Outgoing messages dropped',
  'send_msg.dropped.expired': 'Dropped: expired',
  'send_msg.dropped.queue_full': 'Dropped: queue full',
  'send_msg.dropped.too_large': 'Dropped: too large',
  mailbox_len: 'Mailbox',
  heap_size: 'Heap',
  reductions: 'Reductions',
}

/** By the API's name. */
export const filters: Record<ClientFilter, string> = {
  clientid: 'Client ID is',
  username: 'Username is',
  zone: 'Zone',
  ip_address: 'IP address',
  conn_state: 'State',
  clean_start: 'Clean start',
  proto_name: 'Protocol',
  proto_ver: 'Protocol version',
  _like_clientid: 'Client ID contains',
  _like_username: 'Username contains',
  _gte_created_at: 'Session created after',
  _lte_created_at: 'Session created before',
  _gte_connected_at: 'Connected after',
  _lte_connected_at: 'Connected before',
  created_within: 'Session created within',
  connected_within: 'Connected within',
  _gte_mqueue_len: 'Queue at least',
  _lte_mqueue_len: 'Queue at most',
  _gte_mqueue_dropped: 'Queue drops at least',
  _lte_mqueue_dropped: 'Queue drops at most',
}

/** By reason. */
export const errors: ErrorWords = {
  unauthorized: {
    title: 'EMQX rejected the credentials',
    advice: 'Check EMQX_APP_ID and EMQX_APP_SECRET of the gateway.',
  },
  forbidden: {
    title: 'The gateway refused the request',
    advice: 'Open Roster by its own address and try again.',
  },
  'signed-out': {
    title: 'You are signed out',
    advice: 'Sign in again at the top of the page.',
  },
  'too-many': {
    title: 'Too many requests',
    advice: 'Wait a moment and try again.',
    wait: (seconds) => `Wait ${seconds} s and try again.`,
  },
  'broker-unreachable': {
    title: 'The broker cannot be reached',
    advice: 'Check that EMQX is running and that EMQX_API points to it.',
  },
  'broker-timeout': {
    title: 'The broker did not answer in time',
    advice: 'It may be overloaded, or one of its nodes may hang. A narrower filter is quicker.',
  },
  refused: {
    title: 'The broker refused the request',
    advice: 'Change the filter that its message names.',
  },
  'http-status': {
    title: 'The broker answered with an error',
    advice: 'See the EMQX log for details.',
  },
  'not-json': {
    title: 'This is not an EMQX API',
    advice: 'Something else answers there, or the answer was cut off. Check EMQX_API.',
  },
  'too-long': {
    title: 'This id or filter is too long for the broker’s API',
    advice:
      'EMQX takes addresses of up to 8 KB, with each byte outside ASCII counting three times.',
  },
  'unexpected-shape': {
    title: 'Unexpected answer from the broker',
    advice: 'Roster is made for EMQX 4.3.12 to 4.4. Check the version of the broker.',
  },
  'gateway-unreachable': {
    title: 'Roster’s gateway cannot be reached',
    advice: 'Check your network, and that Roster is still running.',
  },
  'gateway-timeout': {
    title: 'Roster’s gateway does not answer',
    advice: 'Check your network, and that Roster is still running.',
  },
  updated: {
    title: 'Roster was updated',
    advice: 'Reload the page to go on.',
  },
}

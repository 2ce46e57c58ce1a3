// What the API shows of a client over time, as EMQX writes it.
import type { Client } from '../../../contract/client.ts'
import { observe } from './observe.ts'
import { nextReadMs } from './reading-times.ts'
import type { Watch } from './watch.ts'

/** The record of a client that has just connected, from EMQX 4.4.19. Source: transcripts. */
export const idleRow: Client = {
  clientid: 'm4-000',
  node: 'emqx@127.0.0.1',
  connected: true,
  ip_address: '127.0.0.1',
  port: 57886,
  connected_at: '2026-11-23 09:28:55',
  created_at: '2026-11-23 09:28:55',
  clean_start: true,
  expiry_interval: 0,
  keepalive: 60,
  subscriptions_cnt: 1,
  max_subscriptions: 0,
  mqueue_len: 0,
  max_mqueue: 1000,
  mqueue_dropped: 0,
  inflight: 0,
  max_inflight: 32,
  awaiting_rel: 0,
  max_awaiting_rel: 100,
  recv_oct: 35,
  send_oct: 8,
  recv_cnt: 3,
  send_cnt: 3,
  recv_pkt: 3,
  send_pkt: 3,
  recv_msg: 0,
  send_msg: 0,
  'send_msg.qos1': 0,
  'send_msg.qos2': 0,
  'recv_msg.dropped': 0,
  'send_msg.dropped': 0,
  'send_msg.dropped.expired': 0,
  'send_msg.dropped.queue_full': 0,
  'send_msg.dropped.too_large': 0,
  mailbox_len: 0,
  heap_size: 1598,
  reductions: 4392,
}

/** The record of the client when it is offline, without the numbers of a socket. */
export function offlineRow(row: Client): Client {
  const { recv_oct: _a, send_oct: _b, recv_cnt: _c, send_cnt: _d, ...rest } = row
  return { ...rest, connected: false, disconnected_at: '2026-11-23 09:40:00' }
}

/** The records that the API shows from each moment on, in seconds since the page was opened. */
export type Script = readonly (readonly [seconds: number, records: readonly Client[]])[]

/** When the page was opened, in ms since the epoch. */
export const OPENED = Date.UTC(2026, 10, 23, 9, 30)

/** Reads a script like the page: at once, and then whenever a reading is due. */
export function watchScript(script: Script, seconds: number): Watch {
  let watch: Watch | undefined
  let now = OPENED
  while (watch === undefined || now <= OPENED + seconds * 1000) {
    const shown = script.findLast(([from]) => OPENED + from * 1000 <= now)
    watch = observe(watch, shown?.[1] ?? [], now)
    now += nextReadMs(watch, now)
  }
  return watch
}

/**
 * The script of a client that gets messages. The broker writes its numbers 15 s after the first
 * message since the last write.
 * @param sentAt times of the messages, in seconds since the page was opened; may be negative
 */
export function writesOf(sentAt: readonly number[], row: Client = idleRow): Script {
  const script: [number, Client[]][] = [[-Infinity, [row]]]
  let written = -Infinity
  sentAt.forEach((moment) => {
    if (moment <= written) return
    written = moment + 15
    const count = sentAt.filter((at) => at <= written).length
    const grown = { send_msg: count, send_pkt: 3 + count, send_oct: 8 + count * 100 }
    script.push([written, [{ ...row, ...grown }]])
  })
  return script
}

/** Times with a fixed distance, in seconds. */
export function every(step: number, from: number, to: number): number[] {
  return Array.from({ length: Math.floor((to - from) / step) + 1 }, (_, i) => from + i * step)
}

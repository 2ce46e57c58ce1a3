// What the samples prove about acknowledgements of a full inflight window.
import { WRITE_MS } from '../watch/rates.ts'
import type { Sample, Watch } from '../watch/watch.ts'

/** A full window since it became full, as far as the samples show. */
export interface FullWindow {
  /** How long the window has been full in every sample, in ms. */
  forMs: number
  /** The most messages that can have been acknowledged in that time. */
  acknowledged: number
}

/**
 * How long the window has been full, and how many messages can have been acknowledged since. Null if
 * the window is not full. There are three upper bounds, and the smallest one counts for each sample:
 * - In a full window each acknowledgement makes room for one message with QoS 1 or 2. So at most as
 *   many messages were acknowledged as were sent. Repeated messages count as sent too.
 * - Each acknowledgement is a received packet. Pings are received packets too.
 * - A packet has at least 2 bytes, as a ping has, and an acknowledgement at least 4. So of the bytes beyond
 *   2 a packet, each acknowledgement takes 2 or more. For a client that only pings, none are left.
 */
export function fullWindow({ samples, readAt }: Watch, max: number): FullWindow | null {
  const isFull = (sample: Sample | undefined) => (sample?.values.inflight ?? 0) >= max
  let first = samples.at(-1)
  if (!first || !isFull(first)) return null
  // Everything until 15 s before the reading has been written.
  const provenUntil = Math.max(first.at, readAt - WRITE_MS)
  let acknowledged = 0
  for (let index = samples.length - 2; index >= 0; index--) {
    const earlier = samples[index]
    if (!earlier || earlier.run !== first.run || !isFull(earlier)) break
    acknowledged += mostAcknowledged(earlier, first)
    first = earlier
  }
  return { forMs: provenUntil - first.at, acknowledged }
}

function mostAcknowledged(earlier: Sample, later: Sample): number {
  // A number that the broker leaves out gives no bound.
  const grown = (field: keyof Sample['values']) =>
    (later.values[field] ?? NaN) - (earlier.values[field] ?? NaN)
  const sent = grown('send_msg.qos1') + grown('send_msg.qos2') - grown('inflight')
  const packets = grown('recv_pkt')
  const received = packets - grown('recv_msg')
  const moreBytes = grown('recv_oct') - 2 * packets
  // Fewer bytes than that cannot be.
  const long = moreBytes < 0 ? NaN : Math.floor(moreBytes / 2)
  const bounds = [sent, received, long].filter((bound) => !Number.isNaN(bound))
  return Math.max(0, Math.min(...bounds))
}

/**
 * True if nothing was acknowledged since the client connected: all messages with QoS 1 or 2 are still
 * in flight.
 */
export function isUnacknowledged({ values }: Sample): boolean {
  const sent = (values['send_msg.qos1'] ?? Infinity) + (values['send_msg.qos2'] ?? Infinity)
  return sent > 0 && sent <= (values.inflight ?? 0)
}

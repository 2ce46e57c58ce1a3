import { WRITE_MS } from '../watch/rates.ts'
import type { Sample, Watch } from '../watch/watch.ts'

/** What samples and readings prove of a window that is full. */
export interface FullWindow {
  /** For how long it has been full in every sample, in ms. */
  forMs: number
  /** How many messages can have been acknowledged in that time, at most. */
  acknowledged: number
}

/**
 * For how long the window has been full, and how much of it can have been acknowledged meanwhile.
 * A message that the window takes in was sent, and one that was acknowledged has made room for it:
 * what was sent with QoS 1 or 2 is as much as was acknowledged, or more, since the broker also sends
 * again what is not acknowledged. And each acknowledgement is a packet that was received, though so
 * is a ping. The smaller of the two counts, from sample to sample; null where the window is not full.
 */
export function fullWindow({ samples, readAt }: Watch, max: number): FullWindow | null {
  const isFull = (sample: Sample | undefined) => (sample?.values.inflight ?? 0) >= max
  let first = samples.at(-1)
  if (!first || !isFull(first)) return null
  // Until 15 s ago nothing happened that was not written yet.
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
  const grown = (field: keyof Sample['values']) =>
    (later.values[field] ?? Infinity) - (earlier.values[field] ?? 0)
  const sent = grown('send_msg.qos1') + grown('send_msg.qos2') - grown('inflight')
  const received = grown('recv_pkt') - grown('recv_msg')
  return Math.max(0, Math.min(finite(sent), finite(received)))
}

/** A number that the broker left out proves nothing. */
function finite(bound: number): number {
  return Number.isFinite(bound) ? bound : Infinity
}

/**
 * True where nothing was acknowledged since the connection began: all that was sent on it with QoS 1
 * or 2 is still in flight.
 */
export function isUnacknowledged({ values }: Sample): boolean {
  const sent = (values['send_msg.qos1'] ?? Infinity) + (values['send_msg.qos2'] ?? Infinity)
  return sent > 0 && sent <= (values.inflight ?? 0)
}

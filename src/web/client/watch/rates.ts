// Rates of counters, and how far apart the broker wrote them.
import {
  isCounter,
  sampledFields,
  type CounterField,
  type Sample,
  type SampledField,
  type Watch,
} from './watch.ts'

/**
 * Time from the first activity after a write to the next write, in ms. The writes of a busy client are
 * this far apart. Source: measured on 4.4.19.
 */
export const WRITE_MS = 15_000

/** A client is silent after three missing writes. */
const SILENT_MS = 3 * WRITE_MS

/** A longer time between two readings, in ms, is a gap: the tab was hidden. */
export const GAP_MS = 2 * WRITE_MS

/** True for a sample that was first read after a gap. */
export function isAfterGap({ at, after }: Sample): boolean {
  return after !== undefined && at - after > GAP_MS
}

/** Rates per second. A field is missing if one of the samples lacks it. */
export type Rates = Partial<Record<CounterField, number>>

/** The rates between two samples; null if the samples are of different runs. */
export function ratesBetween(earlier: Sample, later: Sample): Rates | null {
  if (earlier.run !== later.run) return null
  const seconds = msBetween(earlier, later) / 1000
  const rates: Rates = {}
  for (const field of sampledFields) {
    const before = earlier.values[field]
    const after = later.values[field]
    if (!isCounter(field) || before === undefined || after === undefined) continue
    rates[field] = (after - before) / seconds
  }
  return rates
}

/**
 * The time between the writes of two samples of a run, in ms. The times of the readings give a lower and
 * an upper bound. If the time between two writes of a busy client fits, it is the result, else the
 * middle. If the time of the earlier write is not known, the result is at least the time between the
 * readings.
 */
export function msBetween(earlier: Sample, later: Sample): number {
  const apart = later.at - earlier.at
  const busy = msBetweenWrites(packetsOf(later) - packetsOf(earlier))
  const from = writtenAfter(earlier)
  const to = writtenAfter(later)
  if (from === null || to === null) return Math.max(busy, apart)
  const least = to - earlier.at
  const most = later.at - from
  return least <= busy && busy <= most ? busy : (least + most) / 2
}

/**
 * The time between two writes of a busy client. The first packet starts the 15 s in which the others
 * come. The time before it is the distance between two packets.
 */
function msBetweenWrites(packets: number): number {
  return packets > 1 ? (WRITE_MS * packets) / (packets - 1) : WRITE_MS
}

function packetsOf({ values }: Sample): number {
  return (values.recv_pkt ?? 0) + (values.send_pkt ?? 0)
}

/**
 * The earliest time of a sample's write, in ms since the epoch; null if the readings were so far apart
 * that they may have missed a write.
 */
export function writtenAfter({ at, after }: Sample): number | null {
  return after !== undefined && at - after < WRITE_MS ? after : null
}

/**
 * The current rate per second: the rate between the last two samples, or 0 for a silent client and for
 * the traffic of an offline one. Null if it is not known: before the second sample of a connection,
 * after a gap, and if the client is gone.
 */
export function currentRate(watch: Watch, field: CounterField): number | null {
  const { samples, record, isGone } = watch
  if (isGone || record === null) return null
  if (!record.connected && isTraffic(field)) return 0
  const later = samples.at(-1)
  const earlier = samples.at(-2)
  if (later?.values[field] === undefined) return null
  if (silentSince(watch) !== null) return 0
  // A mean over a gap is not the current rate.
  if (isAfterGap(later)) return null
  return (earlier && ratesBetween(earlier, later)?.[field]) ?? null
}

/** True for counters that grow only while the client is connected. */
function isTraffic(field: SampledField): boolean {
  return field.startsWith('recv_') || (field.startsWith('send_') && !field.includes('dropped'))
}

/**
 * The time of the last write of a silent client, in ms since the epoch; null if the client is not
 * silent. The last activity was at most 15 s before.
 */
export function silentSince({ samples, readAt }: Watch): number | null {
  const last = samples.at(-1)
  return last && readAt - last.at >= SILENT_MS ? last.at : null
}

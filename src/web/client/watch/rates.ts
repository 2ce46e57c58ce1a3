import {
  isCounter,
  sampledFields,
  type CounterField,
  type Sample,
  type SampledField,
  type Watch,
} from './watch.ts'

/**
 * The broker writes so many ms after the first activity since the last write, so that the writes of
 * a busy client are this far apart. Source: measured on 4.4.19.
 */
export const WRITE_MS = 15_000

/** A client of which nothing new was written for so long is silent: three writes did not come. */
const SILENT_MS = 3 * WRITE_MS

/** Two readings that are further apart, in ms, have nobody looking in between: the tab was hidden. */
export const GAP_MS = 2 * WRITE_MS

/** True for a sample that was first read after a time in which nobody looked. */
export function isAfterGap({ at, after }: Sample): boolean {
  return after !== undefined && at - after > GAP_MS
}

/** Rates per second; a field that either sample lacks is missing. */
export type Rates = Partial<Record<CounterField, number>>

/** How fast each counter grew between two samples, per second; null where they are of two runs. */
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
 * How far apart two samples of a run were written, in ms. They were read some time after, so the
 * time between the readings is off by up to a reading; where the readings allow for the time between
 * two writes of a client that is busy throughout, it is that. Where it is not known when the earlier
 * one was written, what was counted since happened while the page watched, or just before.
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
 * The first of the packets started the 15 s in which the others came, so the first took as long to
 * come as they are apart.
 */
function msBetweenWrites(packets: number): number {
  return packets > 1 ? (WRITE_MS * packets) / (packets - 1) : WRITE_MS
}

function packetsOf({ values }: Sample): number {
  return (values.recv_pkt ?? 0) + (values.send_pkt ?? 0)
}

/**
 * After when a sample was written, in ms since the epoch; null where that is not well known: writes
 * can have been missed between the two readings.
 */
export function writtenAfter({ at, after }: Sample): number | null {
  return after !== undefined && at - after < WRITE_MS ? after : null
}

/**
 * The rate per second as it is now: between the last two samples; 0 of a client that has been silent
 * since, and of the traffic of one that is not connected. Null while it is not known: until the
 * second sample of a connection, and once the client is gone.
 */
export function currentRate(watch: Watch, field: CounterField): number | null {
  const { samples, record, isGone } = watch
  if (isGone || record === null) return null
  if (!record.connected && isTraffic(field)) return 0
  const later = samples.at(-1)
  const earlier = samples.at(-2)
  if (later?.values[field] === undefined) return null
  if (silentSince(watch) !== null) return 0
  // A mean over a time in which nobody looked is not how it is now.
  if (isAfterGap(later)) return null
  return (earlier && ratesBetween(earlier, later)?.[field]) ?? null
}

/** True for what only a connection can count. */
function isTraffic(field: SampledField): boolean {
  return field.startsWith('recv_') || (field.startsWith('send_') && !field.includes('dropped'))
}

/**
 * Since when nothing has been written of the client, in ms since the epoch: it was then last active,
 * to 15 s. Null while writes come, or can still come.
 */
export function silentSince({ samples, readAt }: Watch): number | null {
  const last = samples.at(-1)
  return last && readAt - last.at >= SILENT_MS ? last.at : null
}

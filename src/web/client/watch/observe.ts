// Adds readings and kicks to a watch.
import type { Client } from '../../../contract/client.ts'
import { withDrops } from './drops.ts'
import { pickRecord, type ToEpoch } from './pick-record.ts'
import { isSameConnection, presenceEvents } from './presence.ts'
import { GAP_MS } from './rates.ts'
import { isCounter, sampledFields, type PresenceEvent, type Sample, type Watch } from './watch.ts'

const MINUTE_MS = 60_000

/** Every sample that is younger is kept. There is at most one sample every 15 s. */
const FINE_MS = 15 * MINUTE_MS

/** Almost a day of samples, unless the client reconnects all the time. */
const MOST_SAMPLES = 1440
const MOST_EVENTS = 200

/**
 * The watch after one more reading. `samples` and `events` stay the same arrays if nothing is new. A
 * reading that is not newer than the last one changes nothing.
 * @param records all records of the id; may be empty
 * @param now time of the reading, in ms since the epoch
 * @param toEpoch as in {@link pickRecord}
 */
export function observe(
  watch: Watch | undefined,
  records: readonly Client[],
  now: number,
  toEpoch?: ToEpoch,
): Watch {
  if (watch && now <= watch.readAt && watch.record) return watch
  const { samples, events, record: before, isGone } = watch ?? newWatch(now)
  const record = pickRecord(records, toEpoch)
  const nextSamples = record
    ? withSample(samples, before, isGone, record, watch?.readAt, now)
    : samples
  const news = presenceEvents(before, isGone, record, now).map((event) =>
    watch && now - watch.readAt > GAP_MS ? { ...event, after: watch.readAt } : event,
  )
  return {
    samples: nextSamples,
    events: bounded(
      withDrops(news.length > 0 ? [...events, ...news] : events, samples, nextSamples),
    ),
    since: before === null ? now : (watch?.since ?? now),
    readAt: now,
    record: record ?? before,
    isGone: record === null,
  }
}

/** The watch with a kick from this tab. The same kick is noted only once. */
export function noteKick(watch: Watch | undefined, at: number): Watch {
  const known = watch ?? newWatch(at)
  if (known.events.some((event) => event.kind === 'kicked' && event.at === at)) return known
  const later = known.events.findIndex((event) => event.at > at)
  const place = later === -1 ? known.events.length : later
  return { ...known, events: bounded(known.events.toSpliced(place, 0, { at, kind: 'kicked' })) }
}

function newWatch(now: number): Watch {
  return { samples: [], events: [], since: now, readAt: now, record: null, isGone: false }
}

function withSample(
  samples: readonly Sample[],
  before: Client | null,
  wasGone: boolean,
  record: Client,
  readBefore: number | undefined,
  at: number,
): readonly Sample[] {
  const values = valuesOf(record)
  const last = samples.at(-1)
  if (!last) return Object.keys(values).length === 0 ? samples : [{ at, run: 0, values }]
  const isNewRun =
    wasGone || !before || !isSameConnection(before, record) || hasFallen(last.values, values)
  if (!isNewRun && !differs(last.values, values)) return samples
  const sample: Sample = isNewRun
    ? { at, run: last.run + 1, values }
    : { at, ...(readBefore === undefined ? {} : { after: readBefore }), run: last.run, values }
  return thinned([...samples, sample])
}

function valuesOf(record: Client): Sample['values'] {
  const entries = sampledFields.map((field) => [field, record[field]] as const)
  return Object.fromEntries(entries.filter(([, value]) => value !== undefined))
}

/** A number that goes missing is no change: an offline client has no byte counts. */
function differs(before: Sample['values'], values: Sample['values']): boolean {
  return sampledFields.some(
    (field) => values[field] !== undefined && values[field] !== before[field],
  )
}

function hasFallen(before: Sample['values'], values: Sample['values']): boolean {
  return sampledFields.some(
    (field) => isCounter(field) && (values[field] ?? Infinity) < (before[field] ?? 0),
  )
}

/**
 * Drops older samples. After 15 min one sample per minute stays, and the first and last of each run. If
 * there are still too many, every second sample of the older half goes. Rates stay right, over
 * longer times.
 */
function thinned(samples: readonly Sample[]): readonly Sample[] {
  const fineFrom = (samples.at(-1)?.at ?? 0) - FINE_MS
  const kept = samples.filter((sample, index) => {
    const [before, after] = [samples[index - 1], samples[index + 1]]
    return (
      sample.at >= fineFrom ||
      before?.run !== sample.run ||
      after?.run !== sample.run ||
      minuteOf(before) !== minuteOf(sample)
    )
  })
  if (kept.length <= MOST_SAMPLES) return kept
  return kept.filter((_, index) => index >= MOST_SAMPLES / 2 || index % 2 === 0)
}

function minuteOf({ at }: Sample): number {
  return Math.floor(at / MINUTE_MS)
}

function bounded(events: readonly PresenceEvent[]): readonly PresenceEvent[] {
  return events.length > MOST_EVENTS ? events.slice(-MOST_EVENTS) : events
}

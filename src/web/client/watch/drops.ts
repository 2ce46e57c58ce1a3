// Drops that this tab has seen in the samples.
import { isAfterGap } from './rates.ts'
import type { PresenceEvent, Sample, SampledField } from './watch.ts'

/** Drops within this time of each other are one event, in ms. */
const SAME_DROPS_MS = 60_000

/** The events, with the drops between the last sample of `before` and the newest sample. */
export function withDrops(
  events: readonly PresenceEvent[],
  before: readonly Sample[],
  samples: readonly Sample[],
): readonly PresenceEvent[] {
  const last = before.at(-1)
  const sample = samples.at(-1)
  if (samples === before || !last || !sample) return events
  const count = increase(last, sample, 'mqueue_dropped')
  if (count === 0) return events
  const { at } = sample
  const latest = events.at(-1)
  if (latest?.kind === 'dropped' && at - (latest.until ?? latest.at) < SAME_DROPS_MS) {
    return [...events.slice(0, -1), { ...latest, count: (latest.count ?? 0) + count, until: at }]
  }
  return [...events, { at, kind: 'dropped', count, until: at }]
}

/** How much a counter grew in the samples after `from` (ms since the epoch). */
export function increaseSince(
  samples: readonly Sample[],
  field: SampledField,
  from: number,
): number {
  return pairsSince(samples, from).reduce(
    (sum, [earlier, later]) => sum + increase(earlier, later, field),
    0,
  )
}

/**
 * The earliest time of that growth, in ms since the epoch. It is before `from` if a sample came after
 * a gap between readings.
 */
export function increaseBegan(samples: readonly Sample[], from: number): number {
  const gaps = pairsSince(samples, from).filter(([, later]) => isAfterGap(later))
  return Math.min(from, ...gaps.map(([earlier]) => earlier.at))
}

/** Each sample after `from`, with the sample before it. */
function pairsSince(samples: readonly Sample[], from: number): [Sample, Sample][] {
  const pairs: [Sample, Sample][] = []
  for (let index = samples.length - 1; index > 0; index--) {
    const [earlier, later] = [samples[index - 1], samples[index]]
    if (!earlier || !later || later.at <= from) break
    pairs.push([earlier, later])
  }
  return pairs
}

/**
 * How much a counter grew from one sample to the next; 0 if a number is missing. The session counts the
 * drops of the queue. The other counters start at 0 with each run.
 */
function increase(earlier: Sample, later: Sample, field: SampledField): number {
  const before = earlier.values[field]
  const after = later.values[field]
  if (before === undefined || after === undefined) return 0
  const isContinued = after >= before && (earlier.run === later.run || field === 'mqueue_dropped')
  return isContinued ? after - before : after
}

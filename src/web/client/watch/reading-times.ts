import { WRITE_MS } from './rates.ts'
import type { Watch } from './watch.ts'

/** How often presence is looked at; in ms. */
const PRESENCE_MS = 5_000

/** How often a write is looked for while it is due, and how long after it should have come; in ms. */
const DUE_MS = 1_000
const OVERDUE_MS = 4_000

/**
 * In how many ms to read the client anew: every 5 s, and every second while the broker is about to
 * write its numbers, so that the time of the write is known to a second.
 */
export function nextReadMs(watch: Watch | undefined, now: number): number {
  const last = watch?.samples.at(-1)
  if (!watch || !last) return PRESENCE_MS
  // When the first of all samples was written is not known; another run began after the last reading.
  const after = last.after ?? (watch.samples.length > 1 ? last.at - PRESENCE_MS : undefined)
  if (after === undefined) return PRESENCE_MS
  const from = after + WRITE_MS
  const to = last.at + WRITE_MS + OVERDUE_MS
  if (now >= to) return PRESENCE_MS
  return Math.min(PRESENCE_MS, Math.max(DUE_MS, from - now))
}

/**
 * When the next numbers are due of a client that is active, in ms since the epoch: they come at the
 * latest by then, later only if it was silent. Null where there are none yet.
 */
export function nextSampleAt({ samples }: Watch): number | null {
  const last = samples.at(-1)
  return last ? last.at + WRITE_MS : null
}

// When to read a client again.
import { WRITE_MS } from './rates.ts'
import type { Watch } from './watch.ts'

/** The usual interval, in ms. It shows connects and disconnects. */
const PRESENCE_MS = 5_000

/** The interval while a write is due, and how long the page waits for a late write, in ms. */
const DUE_MS = 1_000
const OVERDUE_MS = 4_000

/**
 * The time until the next reading, in ms: 5 s, or 1 s while a write of the broker is due, so that the
 * time of the write is known to a second.
 */
export function nextReadMs(watch: Watch | undefined, now: number): number {
  const last = watch?.samples.at(-1)
  if (!watch || !last) return PRESENCE_MS
  // The write of the very first sample has no known time. A later run began after the last reading.
  const after = last.after ?? (watch.samples.length > 1 ? last.at - PRESENCE_MS : undefined)
  if (after === undefined) return PRESENCE_MS
  const from = after + WRITE_MS
  const to = last.at + WRITE_MS + OVERDUE_MS
  if (now >= to) return PRESENCE_MS
  return Math.min(PRESENCE_MS, Math.max(DUE_MS, from - now))
}

/**
 * When an active client's next numbers come at the latest, in ms since the epoch; null before the first
 * sample. The numbers of a silent client come later.
 */
export function nextSampleAt({ samples }: Watch): number | null {
  const last = samples.at(-1)
  return last ? last.at + WRITE_MS : null
}

// When the queue will be full, if it goes on as in the last minute.
import type { Client } from '../../../contract/client.ts'
import { msBetween, WRITE_MS } from '../watch/rates.ts'
import type { Sample, Watch } from '../watch/watch.ts'

/** The growth of this time counts, in ms. */
const SLOPE_MS = 60_000

/** Numbers that are older than this say nothing about now, in ms. */
const FRESH_MS = 3 * WRITE_MS

/** A minute says nothing about times that are longer than this, in ms. */
const MOST_MS = 6 * 3_600_000

/**
 * The time until the queue is full, in ms, by the samples of the last minute. Null if the queue does not
 * grow, is full, or has no limit, and without two samples of one connection in that minute.
 */
export function queueFullIn({ max_mqueue: max = 0 }: Client, watch: Watch): number | null {
  const { samples, readAt } = watch
  const last = samples.at(-1)
  const length = last?.values.mqueue_len
  if (!last || length === undefined || length >= max || readAt - last.at > FRESH_MS) return null
  let ms = 0
  let first: Sample = last
  for (let index = samples.length - 2; index >= 0; index--) {
    const earlier = samples[index]
    if (!earlier || earlier.run !== last.run || last.at - earlier.at > SLOPE_MS) break
    ms += msBetween(earlier, first)
    first = earlier
  }
  const grown = length - (first.values.mqueue_len ?? Infinity)
  if (grown <= 0 || ms <= 0) return null
  const fullInMs = Math.max(0, ((max - length) * ms) / grown - (readAt - last.at))
  return fullInMs > MOST_MS ? null : fullInMs
}

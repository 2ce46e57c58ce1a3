// Dropped messages, by cause.
import type { Client, ClientField } from '../../../contract/client.ts'
import { increaseSince } from '../watch/drops.ts'
import type { SampledField, Watch } from '../watch/watch.ts'
import type { Drops } from './finding.ts'

/** Drops of the queue since the session began, and drops of other causes since the client connected. */
export function totalDrops(record: Client): Drops {
  return dropsOf((field) => record[field])
}

/** Drops that this tab has seen. @param from start of the time, in ms since the epoch */
export function droppedSince({ samples }: Watch, record: Client, from: number): Drops {
  return dropsOf((field) =>
    record[field] === undefined ? undefined : increaseSince(samples, field, from),
  )
}

/** The number of dropped messages, of all causes. */
export function countDrops({ queueFull, expired, tooLarge, other }: Drops): number {
  return queueFull + expired + tooLarge + other
}

function dropsOf(read: (field: SampledField & ClientField) => number | undefined): Drops {
  const ofQueue = read('mqueue_dropped')
  const ofConnection = read('send_msg.dropped.queue_full')
  const queueFull = ofQueue ?? ofConnection ?? 0
  const expired = read('send_msg.dropped.expired') ?? 0
  const tooLarge = read('send_msg.dropped.too_large') ?? 0
  const explained = (ofConnection ?? queueFull) + expired + tooLarge
  const other = Math.max(0, (read('send_msg.dropped') ?? 0) - explained)
  return { queueFull, expired, tooLarge, other }
}

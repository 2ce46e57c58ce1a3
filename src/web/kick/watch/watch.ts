import type { Client } from '../../../contract/client.ts'
import { findSameSession } from '../kick.ts'

/** For how long a kicked client is watched, from the order on. */
export const WATCH_MS = 30_000

/** Time from one reading to the next. */
const READ_EVERY_MS = 1_000

/** What a client has done since it was kicked. */
export type KickWatch = {
  clientId: string
  /** Its records before the order. */
  before: readonly Client[]
  /** It was gone before the order, which was not sent then: somebody else ended it, or it left. */
  wasGone: boolean
  /** It had connected anew since the operator saw it: that session was kicked, not the one seen. */
  wasAnother: boolean
  /** When the order was sent, or would have been, in ms since the epoch. */
  since: number
} & (
  | { stage: 'watching' }
  /**
   * It has connected again, with a new session. `afterMs` is the time to the reading that showed it,
   * late by up to the time between two readings.
   */
  | { stage: 'back'; record: Client; afterMs: number }
  /** No record of it came up in the whole time. */
  | { stage: 'away' }
  /** A session from before the order is there again. */
  | { stage: 'still'; record: Client }
  /** The time is over, and the last reading failed. */
  | { stage: 'unknown' }
)

/** What was read of the client. */
interface Reading {
  /** In ms since the epoch. */
  at: number
  /** Null where nothing could be read. */
  records: readonly Client[] | null
}

/** Takes a reading in. A watch that has come to its end stays as it is. */
export function advanceKickWatch(watch: KickWatch, { at, records }: Reading): KickWatch {
  if (watch.stage !== 'watching') return watch
  const { clientId, before, wasGone, wasAnother, since } = watch
  const base = { clientId, before, wasGone, wasAnother, since }
  const [record] = records ?? []
  if (record && records) {
    const same = findSameSession(records, before)
    return same
      ? { ...base, stage: 'still', record: same }
      : { ...base, stage: 'back', record, afterMs: at - since }
  }
  if (at - since < WATCH_MS) return watch
  return { ...base, stage: records === null ? 'unknown' : 'away' }
}

/** Where a watch runs. */
export interface WatchWorld {
  /** Ms since the epoch. */
  now: () => number
  wait: (ms: number, signal: AbortSignal) => Promise<void>
  read: (clientId: string, signal: AbortSignal) => Promise<readonly Client[]>
}

/** Reads until the watch has come to its end, or is aborted. Never rejects. */
export async function runKickWatch(
  first: KickWatch,
  { now, wait, read }: WatchWorld,
  signal: AbortSignal,
): Promise<KickWatch> {
  let watch = first
  while (watch.stage === 'watching') {
    await wait(READ_EVERY_MS, signal)
    if (signal.aborted) break
    const records = await read(watch.clientId, signal).catch(() => null)
    if (signal.aborted) break
    watch = advanceKickWatch(watch, { at: now(), records })
  }
  return watch
}

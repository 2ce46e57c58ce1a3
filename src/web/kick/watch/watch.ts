// What a client does in the 30 s after a kick.
import type { Client } from '../../../contract/client.ts'
import { findSameSession } from '../kick.ts'

/** How long a client is watched after the kick. */
export const WATCH_MS = 30_000

const READ_EVERY_MS = 1_000

/** What a client has done since the kick. */
export type KickWatch = {
  clientId: string
  /** The client's records before the kick. */
  before: readonly Client[]
  /** True if the client was gone before the kick, which was not sent then. */
  wasGone: boolean
  /** True if the kick ended another session than the one that the operator saw. */
  wasAnother: boolean
  /** When the kick was sent, or would have been sent, in ms since the epoch. */
  since: number
} & (
  | { stage: 'watching' }
  /**
   * The client has connected again, with a new session. `afterMs` is the time to the reading that
   * showed it, which is late by up to 1 s.
   */
  | { stage: 'back'; record: Client; afterMs: number }
  /** The client did not come back. */
  | { stage: 'away' }
  /** A session from before the kick is there again. */
  | { stage: 'still'; record: Client }
  /** The last reading failed. */
  | { stage: 'unknown' }
)

/** One reading of the client. */
interface Reading {
  /** In ms since the epoch. */
  at: number
  /** Null if the reading failed. */
  records: readonly Client[] | null
}

/** The watch after one more reading. A watch that has ended does not change. */
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

/** Time and I/O of a watch. */
export interface WatchWorld {
  /** Ms since the epoch. */
  now: () => number
  wait: (ms: number, signal: AbortSignal) => Promise<void>
  read: (clientId: string, signal: AbortSignal) => Promise<readonly Client[]>
}

/** Reads the client until the watch ends or is aborted. Never rejects. */
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

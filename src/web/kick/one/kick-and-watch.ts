import type { Client } from '../../../contract/client.ts'
import { fetchRecords } from '../../api/client-queries.ts'
import { advanceKickWatch, runKickWatch, type KickWatch, type WatchWorld } from '../watch/watch.ts'
import { keepKickWatch } from '../watch/watches.ts'
import { findSameSession, kickClient } from '../kick.ts'

/** How long one reading may take. */
const READING_MS = 5_000

const world: WatchWorld = {
  now: () => Date.now(),
  wait: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
  read: (clientId, signal) =>
    fetchRecords(clientId, AbortSignal.any([signal, AbortSignal.timeout(READING_MS)])),
}

const underWay = new Map<string, AbortController>()

/**
 * Looks whether a client is there, kicks it, looks again, and goes on looking. A client that is gone
 * is not kicked: the order would be answered as done all the same, and be said to have ended it.
 * @param seen the client's records as the operator saw them
 * @returns how it stands at once, and, later, what it came to
 * @throws {ApiError} nothing could be read, and nothing was ordered; or as {@link kickClient}
 * @throws {StillThereError | UnverifiedError}
 */
export async function kickAndWatch(
  seen: readonly [Client, ...Client[]],
  reason: string | undefined,
): Promise<{ watch: KickWatch; ended: Promise<KickWatch> }> {
  const [{ clientid: clientId }] = seen
  const [record, ...others] = await fetchRecords(clientId)
  const since = world.now()
  const records = record ? await kickClient([record, ...others], reason) : []
  const first: KickWatch = {
    clientId,
    before: record ? [record, ...others] : seen,
    wasGone: record === undefined,
    wasAnother: record !== undefined && !findSameSession([record, ...others], seen),
    since,
    stage: 'watching',
  }
  const watch = advanceKickWatch(first, { at: world.now(), records })
  return { watch, ended: watchOn(watch) }
}

/** A later kick of the same client ends the watch of the earlier one. */
async function watchOn(watch: KickWatch): Promise<KickWatch> {
  const controller = new AbortController()
  underWay.get(watch.clientId)?.abort()
  underWay.set(watch.clientId, controller)
  keepKickWatch(watch)
  const end = await runKickWatch(watch, world, controller.signal)
  if (controller.signal.aborted) return end
  underWay.delete(watch.clientId)
  if (end !== watch) keepKickWatch(end)
  return end
}

import type { Client } from '../../../contract/client.ts'
import { fetchRecords } from '../../api/client-queries.ts'
import { advanceKickWatch, runKickWatch, type KickWatch, type WatchWorld } from '../watch/watch.ts'
import { keepKickWatch } from '../watch/watches.ts'
import { findSameSession, kickClient } from '../kick.ts'

/** The limit for one reading. */
const READING_MS = 5_000

const world: WatchWorld = {
  now: () => Date.now(),
  wait: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
  read: (clientId, signal) =>
    fetchRecords(clientId, AbortSignal.any([signal, AbortSignal.timeout(READING_MS)])),
}

/** Running watches, by client id. */
const running = new Map<string, AbortController>()

/**
 * Reads a client, kicks it, and watches whether it comes back. A client that is gone is not kicked,
 * because EMQX would report success.
 * @param seen the client's records, as the operator saw them
 * @returns the first state of the watch, and its last one
 * @throws {ApiError} if the first read failed, so that nothing was kicked; or like {@link kickClient}
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

/** Runs a watch to its end. A later kick of the same client ends it early. */
async function watchOn(watch: KickWatch): Promise<KickWatch> {
  const controller = new AbortController()
  running.get(watch.clientId)?.abort()
  running.set(watch.clientId, controller)
  keepKickWatch(watch)
  const end = await runKickWatch(watch, world, controller.signal)
  if (controller.signal.aborted) return end
  running.delete(watch.clientId)
  if (end !== watch) keepKickWatch(end)
  return end
}

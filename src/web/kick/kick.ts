import type { Client } from '../../contract/client.ts'
import { deleteClient, fetchRecords } from '../api/client-queries.ts'

/** What really came of a kick, as seen by looking again. */
export type KickOutcome =
  /** No record of the id is left. */
  | 'ended'
  /** The session is gone; the client has connected again. */
  | 'ended-and-back'

/** The broker said done, yet the same session is still there. */
export class StillThereError extends Error {
  override readonly name = 'StillThereError'
}

/** Neither the order nor the look after it tells what came of it. `cause` says why. */
export class UnverifiedError extends Error {
  override readonly name = 'UnverifiedError'
}

/**
 * Ends a client's connection and session, and looks again whatever was answered: code 0 comes for a
 * missing id as well, and an order whose answer was lost may have been carried out.
 * @param client as it was when the kick was ordered
 * @param others further records of the same id, from other nodes
 * @throws {ApiError} the order failed, and the session is still there
 * @throws {StillThereError | UnverifiedError}
 */
export async function kickClient(
  client: Client,
  ...others: readonly Client[]
): Promise<KickOutcome> {
  const failure: unknown = await deleteClient(client.clientid).catch((error: unknown) => error)
  let records: Client[]
  try {
    records = await fetchRecords(client.clientid)
  } catch (cause) {
    throw new UnverifiedError('could not look again', { cause: failure ?? cause })
  }
  if (records.length === 0) return 'ended'
  const isLeft = [client, ...others].some((before) =>
    records.some((record) => isSameSession(record, before)),
  )
  if (!isLeft) return 'ended-and-back'
  throw failure ?? new StillThereError()
}

/**
 * True when a record that was read after a kick is of the session from before it. A session that
 * lives on keeps its `created_at` through reconnects; a client that came back anew within the
 * very second has another port, and connected when its session was created.
 */
export function isSameSession(after: Client, before: Client): boolean {
  const isResumed = after.connected_at !== after.created_at
  return after.created_at === before.created_at && (after.port === before.port || isResumed)
}

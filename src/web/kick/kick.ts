import type { Client } from '../../contract/client.ts'
import { deleteClient, fetchRecords } from '../api/client-queries.ts'

/** The broker said done, yet the same session is still there. */
export class StillThereError extends Error {
  override readonly name = 'StillThereError'
  /** Its record as read after the order. */
  readonly record: Client | undefined

  constructor(record?: Client) {
    super('still there')
    this.record = record
  }
}

/** Neither the order nor the look after it tells what came of it. `cause` says why. */
export class UnverifiedError extends Error {
  override readonly name = 'UnverifiedError'
}

/**
 * Ends a client's connection and session, and looks again whatever was answered: code 0 comes for a
 * missing id as well, and an order whose answer was lost may have been carried out.
 * @param seen the client's records as they were when the kick was ordered
 * @param reason for the gateway's audit
 * @returns the records that are there now, all of new sessions: none, unless the client is back
 * @throws {ApiError} the order failed, and the session is still there
 * @throws {StillThereError | UnverifiedError}
 */
export async function kickClient(
  seen: readonly [Client, ...Client[]],
  reason?: string,
): Promise<Client[]> {
  const { clientid } = seen[0]
  const failure: unknown = await deleteClient(clientid, reason).catch((error: unknown) => error)
  let records: Client[]
  try {
    records = await fetchRecords(clientid)
  } catch (cause) {
    throw new UnverifiedError('could not look again', { cause: failure ?? cause })
  }
  const left = findSameSession(records, seen)
  if (left) throw failure ?? new StillThereError(left)
  return records
}

/** The first record, read after a kick, that is of a session from before it. */
export function findSameSession(
  after: readonly Client[],
  before: readonly Client[],
): Client | undefined {
  return after.find((record) => before.some((earlier) => isSameSession(record, earlier)))
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

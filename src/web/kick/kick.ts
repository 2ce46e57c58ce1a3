// A kick of one client, with a check of what it did.
import type { Client } from '../../contract/client.ts'
import { fetchRecords } from '../api/client-queries.ts'
import { deleteClient } from '../api/kick-queries.ts'

/** The broker reported success, but the same session is still there. */
export class StillThereError extends Error {
  override readonly name = 'StillThereError'
  /** The session's record, read after the kick. */
  readonly record: Client | undefined

  constructor(record?: Client) {
    super('still there')
    this.record = record
  }
}

/** It is not known whether the client was kicked. `cause` says why. */
export class UnverifiedError extends Error {
  override readonly name = 'UnverifiedError'
}

/**
 * Kicks a client, and reads its records again after any answer: EMQX answers code 0 for a missing id
 * too, and a call whose answer was lost may have worked.
 * @param seen the client's records before the kick
 * @param reason for the gateway's audit
 * @returns the records after the kick, all of new sessions; empty unless the client is back
 * @throws {ApiError} if the call failed, and the session is still there
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

/** The first record from after a kick that has a session from before the kick. */
export function findSameSession(
  after: readonly Client[],
  before: readonly Client[],
): Client | undefined {
  return after.find((record) => before.some((earlier) => isSameSession(record, earlier)))
}

/**
 * True if a record from after a kick has the session from before it. A session keeps its `created_at`
 * through reconnects. A new session within the same second has another port, and was created when the
 * client connected, or a second before. Source: measured on 4.4.19.
 */
export function isSameSession(after: Client, before: Client): boolean {
  const isResumed = secondsOf(after.connected_at) - secondsOf(after.created_at) > 1
  return after.created_at === before.created_at && (after.port === before.port || isResumed)
}

/** A time of the broker in s, to compare with others of the same node. */
function secondsOf(brokerTime = ''): number {
  return Date.parse(`${brokerTime.replace(' ', 'T')}Z`) / 1000
}

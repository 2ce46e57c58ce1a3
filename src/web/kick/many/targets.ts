// The targets of a kick of many clients.
import type { Client } from '../../../contract/client.ts'

/** One id to kick. A kick ends all of its sessions. */
export interface KickTarget {
  clientId: string
  /** The id's records as the operator saw them, usually one. */
  seen: readonly [Client, ...Client[]]
}

/** The targets for some clients, each id once, in the order of the list. */
export function kickTargets(clients: Iterable<Client>): KickTarget[] {
  const seenById = new Map<string, [Client, ...Client[]]>()
  for (const client of clients) {
    const seen = seenById.get(client.clientid)
    if (seen) seen.push(client)
    else seenById.set(client.clientid, [client])
  }
  return [...seenById].map(([clientId, seen]) => ({ clientId, seen }))
}

/** What a kick of the targets destroys, by the records that the operator saw. */
export function sumTargets(targets: readonly KickTarget[]) {
  const sum = { connected: 0, notConnected: 0, sessions: 0, waiting: 0 }
  for (const { seen } of targets) {
    sum[seen.some(({ connected }) => connected) ? 'connected' : 'notConnected']++
    sum.sessions += seen.length
    sum.waiting += waitingMessages(seen)
  }
  return sum
}

/** The number of messages in the queues of some records. */
export function waitingMessages(seen: readonly Client[]): number {
  return seen.reduce((sum, { mqueue_len: length = 0 }) => sum + length, 0)
}

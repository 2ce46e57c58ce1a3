import type { Client } from '../../../contract/client.ts'

/** One id to be kicked: a kick ends every session of it. */
export interface KickTarget {
  clientId: string
  /** Its records as the operator saw them: one as a rule. */
  seen: readonly [Client, ...Client[]]
}

/** The clients to be kicked, each id once, in the order of the list. */
export function kickTargets(clients: Iterable<Client>): KickTarget[] {
  const seenById = new Map<string, [Client, ...Client[]]>()
  for (const client of clients) {
    const seen = seenById.get(client.clientid)
    if (seen) seen.push(client)
    else seenById.set(client.clientid, [client])
  }
  return [...seenById].map(([clientId, seen]) => ({ clientId, seen }))
}

/** What a kick of the targets destroys, as far as was seen. */
export function sumTargets(targets: readonly KickTarget[]) {
  const sum = { connected: 0, notConnected: 0, sessions: 0, waiting: 0 }
  for (const { seen } of targets) {
    sum[seen.some(({ connected }) => connected) ? 'connected' : 'notConnected']++
    sum.sessions += seen.length
    sum.waiting += waitingMessages(seen)
  }
  return sum
}

/** Messages that wait in the queues of some records. */
export function waitingMessages(seen: readonly Client[]): number {
  return seen.reduce((sum, { mqueue_len: length = 0 }) => sum + length, 0)
}

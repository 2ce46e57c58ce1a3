import type { Client } from '../../../contract/client.ts'
import { compareText } from '../../ui/list/compare-text.ts'

/** Turns a node's time (`YYYY-MM-DD HH:mm:ss`) into ms since the epoch; null if the node's zone is not known. */
export type ToEpoch = (time: string, node: string) => number | null

/**
 * Picks the record to watch among those of one id; null if there is none. A connected record comes
 * first, and then the record with the latest time. Node and port break ties: the broker's order of an id's
 * records says nothing.
 * @param toEpoch default: all nodes write times in one zone
 */
export function pickRecord(
  records: readonly Client[],
  toEpoch: ToEpoch = () => null,
): Client | null {
  const laterFirst = (a: Client, b: Client) => {
    const [timeA, timeB] = [lastTime(a), lastTime(b)]
    const [msA, msB] = [toEpoch(timeA, a.node), toEpoch(timeB, b.node)]
    return msA === null || msB === null ? compareText(timeB, timeA) : msB - msA
  }
  const compareRecords = (a: Client, b: Client) =>
    Number(b.connected) - Number(a.connected) ||
    laterFirst(a, b) ||
    compareText(a.node, b.node) ||
    (a.port ?? 0) - (b.port ?? 0)
  return records.toSorted(compareRecords)[0] ?? null
}

function lastTime({ connected, connected_at, disconnected_at }: Client): string {
  return (connected ? connected_at : (disconnected_at ?? connected_at)) ?? ''
}

import type { Client } from '../../../contract/client.ts'
import { compareText } from '../../ui/list/compare-text.ts'

/**
 * Picks the record to watch among those of one id; null if there is none. A connected record comes
 * first, and then the record with the latest time. Node and port break ties: the broker's order of an id's
 * records says nothing.
 */
export function pickRecord(records: readonly Client[]): Client | null {
  return [...records].sort(compareRecords)[0] ?? null
}

function compareRecords(a: Client, b: Client): number {
  return (
    Number(b.connected) - Number(a.connected) ||
    // The broker's times compare as text.
    compareText(lastTime(b), lastTime(a)) ||
    compareText(a.node, b.node) ||
    (a.port ?? 0) - (b.port ?? 0)
  )
}

function lastTime({ connected, connected_at, disconnected_at }: Client): string {
  return (connected ? connected_at : (disconnected_at ?? connected_at)) ?? ''
}

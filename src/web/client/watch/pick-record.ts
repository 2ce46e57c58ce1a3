import type { Client } from '../../../contract/client.ts'
import { compareText } from '../../ui/list/compare-text.ts'

/**
 * Of several records of one id, the one whose numbers are watched: the connected one, of several the
 * one that connected last; where none is connected, the one that was so last. The broker's order
 * says nothing, so node and port break ties; null where there is no record.
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

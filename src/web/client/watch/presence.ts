// Connections, sessions and places of a client, from one reading to the next.
import { endpointOf, type Client } from '../../../contract/client.ts'
import type { PresenceEvent } from './watch.ts'

/** True if two records are of the same connection and session. */
export function isSameConnection(a: Client, b: Client): boolean {
  return (
    a.node === b.node &&
    a.port === b.port &&
    a.connected_at === b.connected_at &&
    a.created_at === b.created_at
  )
}

/**
 * The events between two readings of a client. A connection that came and went in between is not seen.
 * @param before the last record that was seen; null if there was none
 * @param wasGone true if the last reading found no record
 * @param at time of the reading, in ms since the epoch
 */
export function presenceEvents(
  before: Client | null,
  wasGone: boolean,
  record: Client | null,
  at: number,
): PresenceEvent[] {
  if (record === null) return before === null || wasGone ? [] : [{ at, kind: 'gone' }]
  if (before === null) {
    return [
      { at, kind: 'first-seen', ...(record.connected ? { to: endpointOf(record) ?? '' } : {}) },
    ]
  }
  const isReturn = wasGone || !isSameConnection(before, record)
  const events: PresenceEvent[] = []
  const note = (kind: PresenceEvent['kind'], from?: string, to?: string, node?: string) => {
    events.push({
      at,
      kind,
      ...(from === undefined ? {} : { from }),
      ...(to === undefined ? {} : { to }),
      ...(node === undefined ? {} : { node }),
    })
  }
  if (isReturn || (record.connected && !before.connected)) {
    note('connected', endpointOf(before) ?? '', endpointOf(record) ?? '')
  }
  if (before.node !== record.node) note('node', before.node, record.node)
  if (before.ip_address !== record.ip_address) {
    note('address', before.ip_address, record.ip_address)
  }
  if (before.created_at !== record.created_at) {
    note('new-session', before.created_at, record.created_at, record.node)
  }
  if (!record.connected && (isReturn || before.connected)) note('disconnected')
  return events
}

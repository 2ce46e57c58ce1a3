import { NEVER_EXPIRES, type Client } from '../../../contract/client.ts'
import type { Watch } from '../watch/watch.ts'
import type { Absence, Kept } from './finding.ts'

/** The moment of a time as the broker writes it, in ms since the epoch; null where it is not known. */
export type BrokerClock = (brokerTime: string) => number | null

/** Since when a record is offline: as the broker says, else as the tab saw it happen. */
export function absenceOf(
  { disconnected_at }: Client,
  { events, readAt }: Watch,
  clock: BrokerClock,
): Absence {
  const brokerTime = disconnected_at ?? null
  const event = events.findLast(({ kind }) => kind === 'disconnected')
  // Where nobody looked for a while, nobody saw when it left.
  const seen = event && event.after === undefined ? event.at : null
  const since = (brokerTime === null ? null : clock(brokerTime)) ?? seen
  // The clocks of broker and browser may differ.
  return { forMs: since === null ? null : Math.max(0, readAt - since), brokerTime }
}

/** Until when the session of an offline client is kept: its expiry counts from the disconnect. */
export function keptUntil(
  { expiry_interval: seconds, disconnected_at: brokerTime }: Client,
  clock: BrokerClock,
): Kept {
  if (seconds === undefined) return { kind: 'unknown' }
  if (seconds >= NEVER_EXPIRES) return { kind: 'for-ever' }
  if (seconds === 0) return { kind: 'not-at-all' }
  if (brokerTime === undefined) return { kind: 'unknown' }
  const epochMs = clock(brokerTime)
  if (epochMs !== null) return { kind: 'until', epochMs: epochMs + seconds * 1000 }
  const text = addSeconds(brokerTime, seconds)
  return text === null ? { kind: 'unknown' } : { kind: 'until-broker-time', text }
}

/** A broker's time some seconds later, on a clock that is not changed meanwhile; null for no time. */
function addSeconds(brokerTime: string, seconds: number): string | null {
  const epochMs = Date.parse(`${brokerTime.replace(' ', 'T')}Z`) + seconds * 1000
  if (!(Math.abs(epochMs) < 8.64e15)) return null
  return new Date(epochMs).toISOString().slice(0, 19).replace('T', ' ')
}

// How long a client has been offline, and how long its session is kept.
import { NEVER_EXPIRES, type Client } from '../../../contract/client.ts'
import type { Watch } from '../watch/watch.ts'
import type { Absence, Kept } from './finding.ts'

/** Converts a time of the broker to ms since the epoch; null if the broker's zone is not known. */
export type BrokerClock = (brokerTime: string) => number | null

/** How long a client has been offline: by the broker's time, else by what this tab saw. */
export function absenceOf(
  { disconnected_at }: Client,
  { events, readAt }: Watch,
  clock: BrokerClock,
): Absence {
  const brokerTime = disconnected_at ?? null
  const event = events.findLast(({ kind }) => kind === 'disconnected')
  // After a gap between readings, the time of the disconnect is not known.
  const seen = event && event.after === undefined ? event.at : null
  const since = (brokerTime === null ? null : clock(brokerTime)) ?? seen
  // The clocks of broker and browser may differ.
  return { forMs: since === null ? null : Math.max(0, readAt - since), brokerTime }
}

/** Until when the session of an offline client is kept. Its expiry counts from the disconnect. */
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

/** A time of the broker some seconds later, if its clock does not change; null if it is no time. */
function addSeconds(brokerTime: string, seconds: number): string | null {
  const epochMs = Date.parse(`${brokerTime.replace(' ', 'T')}Z`) + seconds * 1000
  if (!(Math.abs(epochMs) < 8.64e15)) return null
  return new Date(epochMs).toISOString().slice(0, 19).replace('T', ' ')
}

/** Rounds down to minutes from 2 minutes on, and to hours from 2 days on: `16m`, not `16m 12s`. */
export function coarseSeconds(seconds: number): number {
  const step = seconds < 120 ? 1 : seconds < 172_800 ? 60 : 3600
  return Math.floor(seconds / step) * step
}

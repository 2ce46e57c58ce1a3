// Ends of a span of time: between the Unix seconds of an address and the fields of a browser.
import type { ClientFilter } from '../../contract/query.ts'
import { localTime } from '../ui/browser/local-time.ts'

/**
 * The broker keeps times in ms and shows them cut to seconds. `_lte_X=<shown second>` would leave out
 * the client that is shown with this second, so one second is added to an upper bound.
 */
const UPPER_BOUND_EXTRA_S = 1

/** An end of a span of time. */
export type Bound = 'from' | 'to'

/** The end of the span that a filter sets. */
export function boundOf(filter: ClientFilter): Bound {
  return filter.startsWith('_lte_') ? 'to' : 'from'
}

/**
 * Unix seconds to send for a local date and time.
 * @param local value of a `datetime-local` field, in the zone of the browser
 * @returns null if the value is empty or incomplete
 */
export function boundFromLocal(bound: Bound, local: string): number | null {
  const epochMs = new Date(local).getTime()
  if (Number.isNaN(epochMs) || epochMs < 0) return null
  return Math.floor(epochMs / 1000) + (bound === 'to' ? UPPER_BOUND_EXTRA_S : 0)
}

/** The value of a `datetime-local` field, in the zone of the browser, for Unix seconds from an address. */
export function boundToLocal(bound: Bound, seconds: string): string {
  const date = new Date((Number(seconds) - (bound === 'to' ? UPPER_BOUND_EXTRA_S : 0)) * 1000)
  if (Number.isNaN(date.getTime())) return ''
  return localTime(date).replace(' ', 'T')
}

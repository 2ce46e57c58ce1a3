import type { ClientFilter } from '../../contract/query.ts'

/**
 * The broker keeps times in ms and shows them cut to seconds; `_lte_X=<shown second>` would leave
 * the client out that is shown with just that second, so the upper bound that is sent is one more.
 */
const UPPER_BOUND_EXTRA_S = 1

/** Which end of a span of time a field is for. */
export type Bound = 'from' | 'to'

/** The end that a filter of the API bounds. */
export function boundOf(filter: ClientFilter): Bound {
  return filter.startsWith('_lte_') ? 'to' : 'from'
}

/**
 * Unix seconds to send for a local date and time.
 * @param local value of a `datetime-local` field, in the reader's zone; empty or incomplete gives null
 */
export function boundFromLocal(bound: Bound, local: string): number | null {
  const epochMs = new Date(local).getTime()
  if (Number.isNaN(epochMs) || epochMs < 0) return null
  return Math.floor(epochMs / 1000) + (bound === 'to' ? UPPER_BOUND_EXTRA_S : 0)
}

/** The value of a `datetime-local` field, in the reader's zone, for Unix seconds out of an address. */
export function boundToLocal(bound: Bound, seconds: string): string {
  const date = new Date((Number(seconds) - (bound === 'to' ? UPPER_BOUND_EXTRA_S : 0)) * 1000)
  if (Number.isNaN(date.getTime())) return ''
  const two = (part: number) => String(part).padStart(2, '0')
  const day = `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`
  return `${day}T${two(date.getHours())}:${two(date.getMinutes())}:${two(date.getSeconds())}`
}

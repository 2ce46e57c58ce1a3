import type UPlot from 'uplot'
import type { ChartSpec } from '../spec.ts'

const SECOND = 1_000
const MINUTE = 60 * SECOND
const HOUR = 60 * MINUTE

/** Between the ticks of an axis of times, in ms. */
export const TIME_STEPS = [
  ...[1, 5, 10, 15, 30].map((n) => n * SECOND),
  ...[1, 2, 5, 10, 15, 30].map((n) => n * MINUTE),
  ...[1, 2, 3, 6, 12, 24, 48].map((n) => n * HOUR),
]

/** Between the ticks of an axis of counts and bytes: never half of one. */
export const COUNT_STEPS = Array.from({ length: 16 }, (_, power) =>
  [1, 2, 5].map((n) => n * 10 ** power),
).flat()

/** Share of a limit from which on the limit is in sight. */
const NEAR_LIMIT = 0.5
const HEADROOM = 1.1

/** Where the scale of a chart ends, which begins at 0. */
export function valueTop(highest: number | null, { max = null }: Pick<ChartSpec, 'max'>): number {
  const top = highest !== null && highest > 0 ? highest : 1
  const isNear = max !== null && max > 0 && top >= max * NEAR_LIMIT
  return (isNear ? Math.max(top, max) : top) * HEADROOM
}

// As the page writes times elsewhere: 24 hours, in the reader's zone, the same in every language.
const second = new Intl.DateTimeFormat('sv-SE', { timeStyle: 'medium' })
const minute = new Intl.DateTimeFormat('sv-SE', { timeStyle: 'short' })
const date = new Intl.DateTimeFormat('sv-SE', { dateStyle: 'short' })

/** Writes ticks of times: `09:30`, with seconds where they are closer, and midnight as the date. */
export function writeTicks(_: UPlot, ticks: number[], __: number, ___: number, step: number) {
  return ticks.map((tick) => {
    if (step < MINUTE) return second.format(tick)
    const text = minute.format(tick)
    return text === '00:00' ? date.format(tick).slice(5) : text
  })
}

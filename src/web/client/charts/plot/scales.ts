// Ticks of the axes.
import type UPlot from 'uplot'
import { localTime } from '../../../ui/browser/local-time.ts'
import { toSystem } from '../../../ui/browser/steady-clock.ts'

const SECOND = 1_000
const MINUTE = 60 * SECOND
const HOUR = 60 * MINUTE

/** Distances between the ticks of the time axis, in ms. */
export const TIME_STEPS = [
  ...[1, 5, 10, 15, 30].map((n) => n * SECOND),
  ...[1, 2, 5, 10, 15, 30].map((n) => n * MINUTE),
  ...[1, 2, 3, 6, 12, 24, 48].map((n) => n * HOUR),
]

/** Distances between the ticks of counts and bytes, which are whole numbers. */
export const COUNT_STEPS = Array.from({ length: 16 }, (_, power) =>
  [1, 2, 5].map((n) => n * 10 ** power),
).flat()

/** Writes the ticks of the time axis: `09:30`, with seconds if they are close, midnight as the date. */
export function writeTicks(_: UPlot, ticks: number[], __: number, ___: number, step: number) {
  return ticks.map((tick) => {
    const [date = '', time = ''] = localTime(new Date(toSystem(tick))).split(' ')
    if (step < MINUTE) return time
    return time.startsWith('00:00') ? date.slice(5) : time.slice(0, 5)
  })
}

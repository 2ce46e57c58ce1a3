import { expect, it } from 'vitest'
import { COUNT_STEPS, TIME_STEPS, writeTicks } from './scales.ts'

const nothing = undefined as never
const write = (ticks: number[], step: number) => writeTicks(nothing, ticks, 0, 0, step)

it('has rising steps, and whole counts', () => {
  for (const steps of [COUNT_STEPS, TIME_STEPS]) {
    expect(steps.toSorted((a, b) => a - b)).toEqual(steps)
    expect(steps.every(Number.isInteger)).toBe(true)
  }
})

it('writes times by the reader’s clock, with seconds only if ticks are close', () => {
  const at = new Date(2026, 10, 3, 9, 5, 30).getTime()
  expect(write([at], 30_000)).toEqual(['09:05:30'])
  expect(write([at - 30_000], 60_000)).toEqual(['09:05'])
  expect(write([new Date(2026, 10, 3).getTime()], 3_600_000)).toEqual(['11-03'])
})

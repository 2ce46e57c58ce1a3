import { expect, it } from 'vitest'
import { COUNT_STEPS, TIME_STEPS, valueTop, writeTicks } from './scales.ts'

const nothing = undefined as never
const write = (ticks: number[], step: number) => writeTicks(nothing, ticks, 0, 0, step)

it('shows a limit once half of it is reached', () => {
  expect(valueTop(499, { max: 1000 })).toBeLessThan(1000)
  expect(valueTop(500, { max: 1000 })).toBeGreaterThan(1000)
  expect(valueTop(1200, { max: 1000 })).toBeGreaterThan(1200)
})

it('has a scale for nothing at all, and takes 0 for no limit', () => {
  for (const highest of [null, 0]) expect(valueTop(highest, {})).toBeGreaterThan(0)
  expect(valueTop(5, { max: 0 })).toBe(valueTop(5, {}))
  expect(valueTop(5, { max: null })).toBe(valueTop(5, {}))
})

it('has steps that rise, and whole counts', () => {
  for (const steps of [COUNT_STEPS, TIME_STEPS]) {
    expect(steps.toSorted((a, b) => a - b)).toEqual(steps)
    expect(steps.every(Number.isInteger)).toBe(true)
  }
})

it('writes times by the reader’s clock, with seconds only where ticks are close', () => {
  const at = new Date(2026, 10, 3, 9, 5, 30).getTime()
  expect(write([at], 30_000)).toEqual(['09:05:30'])
  expect(write([at - 30_000], 60_000)).toEqual(['09:05'])
  expect(write([new Date(2026, 10, 3).getTime()], 3_600_000)).toEqual(['11-03'])
})

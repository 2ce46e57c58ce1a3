import { expect, it } from 'vitest'
import { isPartOfLimit, mirroredRange, valueTop } from './value-range.ts'

const queue = { max: 1000 }

it('ends at the limit from 5 % of it on, and beyond it if the numbers are', () => {
  const top = valueTop(50, queue)
  expect(top).toBeGreaterThan(1000)
  for (const highest of [107, 530, 1000]) expect(valueTop(highest, queue)).toBe(top)
  expect(valueTop(1200, queue)).toBeGreaterThan(1200)
  expect(isPartOfLimit(50, queue)).toBe(false)
})

it('ends at 10 % of the limit for smaller numbers', () => {
  for (const highest of [null, 0, 1, 49]) {
    expect(valueTop(highest, queue)).toBe(100)
    expect(isPartOfLimit(highest, queue)).toBe(true)
  }
})

it('follows the numbers without a limit, of which 0 is none', () => {
  for (const chart of [{}, { max: 0 }, { max: null }]) {
    expect(valueTop(null, chart)).toBe(1)
    expect(valueTop(0, chart)).toBe(1)
    expect(valueTop(40, chart)).toBe(42)
    expect(isPartOfLimit(0, chart)).toBe(false)
  }
})

it('has room for both directions, and a zero between them', () => {
  expect(mirroredRange(-40, 40)).toEqual([-42, 42])
  expect(mirroredRange(null, 100)).toEqual([-21, 105])
  expect(mirroredRange(-100, 0)).toEqual([-105, 21])
  const [from, to] = mirroredRange(0, 0)
  expect(from).toBeLessThan(0)
  expect(to).toBe(-from)
})

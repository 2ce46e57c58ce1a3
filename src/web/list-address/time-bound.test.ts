import { expect, it } from 'vitest'
import { boundFromLocal, boundToLocal } from './time-bound.ts'

it('an upper bound takes in the second that is shown', () => {
  const seconds = boundFromLocal('from', '2026-11-23T09:28:55')
  expect(boundFromLocal('to', '2026-11-23T09:28:55')).toBe((seconds ?? 0) + 1)
})

it.each(['from', 'to'] as const)(
  'a bound (%s) leads back to the time it was entered as',
  (bound) => {
    const seconds = boundFromLocal(bound, '2026-11-23T09:28:55')
    expect(boundToLocal(bound, String(seconds))).toBe('2026-11-23T09:28:55')
  },
)

it.each(['', 'yesterday', '1960-01-01T00:00:00'])('%j is no bound', (local) => {
  expect(boundFromLocal('from', local)).toBeNull()
})

it('a number that no calendar holds shows as nothing', () => {
  expect(boundToLocal('from', '99999999999999')).toBe('')
})

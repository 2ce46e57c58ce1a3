import { expect, it } from 'vitest'
import { eventsBySample, extremesOf, indicesIn, spanOf } from './span.ts'

const MINUTE = 60_000
/** Four samples a minute. */
const timesOf = (minutes: number) =>
  Array.from({ length: minutes * 4 + 1 }, (_, index) => index * 15_000)

it('shows the last quarter, the last hour, or all, up to the newest sample', () => {
  const times = timesOf(120)
  expect(spanOf(times, [], 'quarter')).toEqual({ from: 105 * MINUTE, to: 120 * MINUTE })
  expect(spanOf(times, [], 'hour')).toEqual({ from: 60 * MINUTE, to: 120 * MINUTE })
  expect(spanOf(times, [], 'all')).toEqual({ from: 0, to: 120 * MINUTE })
})

it('begins with the oldest sample where the watch is shorter than the range', () => {
  expect(spanOf(timesOf(3), [], 'quarter')).toEqual({ from: 0, to: 3 * MINUTE })
})

it('is never shorter than a minute', () => {
  expect(spanOf([90_000], [], 'all')).toEqual({ from: 30_000, to: 90_000 })
  expect(spanOf([], [], 'quarter')).toEqual({ from: -MINUTE, to: 0 })
})

it('reaches as far as the events do', () => {
  const events = [
    { at: -5 * MINUTE, label: 'seen' },
    { at: 4 * MINUTE, label: 'gone' },
  ]
  expect(spanOf(timesOf(3), events, 'quarter')).toEqual({ from: -5 * MINUTE, to: 4 * MINUTE })
})

it.each([
  [
    { from: 10, to: 30 },
    { start: 0, end: 3 },
  ],
  [
    { from: 11, to: 29 },
    { start: 1, end: 2 },
  ],
  [
    { from: 21, to: 29 },
    { start: 2, end: 2 },
  ],
  [
    { from: 31, to: 99 },
    { start: 0, end: 0 },
  ],
  [
    { from: 0, to: 9 },
    { start: 0, end: 0 },
  ],
])('the samples at 10, 20 and 30 that are in %j are %j', (span, indices) => {
  expect(indicesIn([10, 20, 30], span)).toEqual(indices)
})

it('gives each event to the first sample after it, and a late one to the last', () => {
  const events = [
    { at: 5, label: 'before' },
    { at: 11, label: 'between' },
    { at: 20, label: 'at once' },
    { at: 40, label: 'late' },
  ]
  expect([...eventsBySample([10, 20, 30], events)]).toEqual([
    [0, ['before']],
    [1, ['between', 'at once']],
    [2, ['late']],
  ])
})

it('knows the extremes of what is shown, and that there are none', () => {
  const values = [100, null, 3, 0, 7, 200]
  expect(extremesOf(values, { start: 1, end: 5 })).toEqual({ min: 0, max: 7 })
  expect(extremesOf(values, { start: 1, end: 2 })).toBeNull()
})

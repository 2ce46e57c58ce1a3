import { describe, expect, it } from 'vitest'
import {
  every,
  idleRow,
  offlineRow,
  OPENED,
  watchScript,
  writesOf,
} from './broker-writes.test-data.ts'
import { observe } from './observe.ts'
import { currentRate, msBetween, ratesBetween, silentSince } from './rates.ts'
import { nextReadMs, nextSampleAt } from './reading-times.ts'
import type { Sample } from './watch.ts'

/** @param at in seconds @param after in seconds */
const sample = (at: number, after?: number, run = 0): Sample => ({
  at: at * 1000,
  ...(after === undefined ? {} : { after: after * 1000 }),
  run,
  values: { send_msg: at, send_pkt: at * 1000 },
})

describe('the time between two writes', () => {
  it('is 15 s for a busy client if that fits the readings', () => {
    expect(msBetween(sample(5, 0), sample(16, 15))).toBeCloseTo(15_000, -1)
    expect(msBetween(sample(1, 0), sample(20, 15))).toBeCloseTo(15_000, -1)
  })

  it('is longer by the distance between two packets', () => {
    const slow = (at: number, after: number, packets: number): Sample => ({
      ...sample(at, after),
      values: { send_pkt: packets },
    })
    expect(msBetween(slow(5, 0, 3), slow(20, 19, 19))).toBe(16_000)
  })

  it('is else in the middle of its bounds', () => {
    expect(msBetween(sample(1, 0), sample(40, 35))).toBe(37_000)
    expect(msBetween(sample(1, 0), sample(4, 3))).toBe(3000)
  })

  it('is at least 15 s if the time of the first write is not known', () => {
    expect(msBetween(sample(0), sample(3, 2))).toBeCloseTo(15_000, -2)
    expect(msBetween(sample(0), sample(40, 35))).toBe(40_000)
  })

  it('is the time between the readings after a gap', () => {
    expect(msBetween(sample(1, 0), sample(600, 20))).toBe(599_000)
    expect(msBetween(sample(600, 20), sample(603, 602))).toBeCloseTo(15_000, -2)
  })
})

it('there is no rate between two runs, or for a missing number', () => {
  expect(ratesBetween(sample(0), sample(15, 14, 1))).toBeNull()
  expect(ratesBetween(sample(0), sample(15, 14))).toMatchObject({ send_msg: expect.closeTo(1, 2) })
})

it('levels have no rate', () => {
  const withQueue = (at: number): Sample => ({ ...sample(at), values: { mqueue_len: at } })
  expect(ratesBetween(withQueue(0), withQueue(15))).toEqual({})
})

describe.each([
  [0.1, 0.02],
  [1, 0.04],
  [5, 0.1],
  [14, 0.2],
])('a client that gets a message every %f s', (step, tolerance) => {
  it.each([0, 3.3, 7.7, 14.9])('has that rate if the writes are %f s later', (offset) => {
    const script = writesOf(every(step, -90 + offset, 300))
    const expected = 1 / step
    for (const seconds of [40, 62, 118, 190, 261]) {
      const watch = watchScript(script, seconds)
      const rate = currentRate(watch, 'send_msg')
      expect(Math.abs((rate ?? NaN) - expected) / expected).toBeLessThan(tolerance)
      expect(watch.samples.length).toBeGreaterThan(1)
    }
  })
})

it('there is no rate before the second sample, but the time when that is due', () => {
  const watch = watchScript(writesOf(every(1, -60, 60)), 0)
  expect(currentRate(watch, 'send_msg')).toBeNull()
  expect(nextSampleAt(watch)).toBe(OPENED + 15_000)
})

it('a reconnect gives no rate at first, and never a negative one', () => {
  const before = writesOf(every(1, -60, 60)).filter(([seconds]) => seconds < 40)
  const row = { ...idleRow, port: 40000, connected_at: '2026-11-23 09:30:40' }
  const shifted = writesOf(every(0.5, 0, 60), row).map(
    ([seconds, records]) => [Math.max(0, seconds) + 40, records] as const,
  )
  const script = [...before, ...shifted]
  const at = (seconds: number) => currentRate(watchScript(script, seconds), 'send_msg')
  expect(at(39)).toBeCloseTo(1, 0)
  expect(at(45)).toBeNull()
  expect(at(61)).toBeCloseTo(2, 0)
  const { samples } = watchScript(script, 100)
  const rates = samples.slice(1).map((later, i) => ratesBetween(samples[i]!, later)?.send_msg ?? 0)
  expect(Math.min(...rates)).toBeGreaterThanOrEqual(0)
})

it('a client that falls silent has a rate of 0 after 45 s without a write', () => {
  const script = writesOf(every(1, -60, 10))
  const lastWrite = script.at(-1)![0]
  const before = watchScript(script, lastWrite + 38)
  expect(silentSince(before)).toBeNull()
  expect(currentRate(before, 'send_msg')).toBeGreaterThan(0)
  const after = watchScript(script, lastWrite + 52)
  expect(silentSince(after)).toBe(after.samples.at(-1)!.at)
  expect(currentRate(after, 'send_msg')).toBe(0)
})

it('the traffic of an offline client is 0, while its queue may still drop', () => {
  const away = (dropped: number) => [offlineRow({ ...idleRow, mqueue_dropped: dropped })]
  const watch = watchScript(
    [
      [0, away(0)],
      [10, away(30)],
      [25, away(60)],
    ],
    26,
  )
  expect(currentRate(watch, 'recv_oct')).toBe(0)
  expect(currentRate(watch, 'mqueue_dropped')).toBe(2)
})

it('a client that is gone has no rate', () => {
  const script = [...writesOf(every(1, -60, 20)), [31, []] as const]
  expect(currentRate(watchScript(script, 40), 'send_msg')).toBeNull()
})

it('reads every 5 s, and every second while a write is due', () => {
  const first = observe(undefined, [idleRow], OPENED)
  expect(nextReadMs(undefined, OPENED)).toBe(5000)
  expect(nextReadMs(first, OPENED + 14_000)).toBe(5000)
  const read = observe(first, [idleRow], OPENED + 4000)
  const second = observe(read, [{ ...idleRow, send_msg: 1 }], OPENED + 5000)
  const waits = [5, 13.999, 14, 16.5, 18, 20, 23.999, 24]
  expect(waits.map((seconds) => nextReadMs(second, OPENED + seconds * 1000))).toEqual([
    5000, 5000, 5000, 2500, 1000, 1000, 1000, 5000,
  ])
})

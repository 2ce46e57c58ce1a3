import { expect, it } from 'vitest'
import { idleRow, OPENED } from '../watch/broker-writes.test-data.ts'
import { observe } from '../watch/observe.ts'
import type { Watch } from '../watch/watch.ts'
import { queueFullIn } from './full-in.ts'

type Step = readonly [seconds: number, length: number | undefined, more?: object]

/** Reads a queue of at most 1,000 messages. */
function fullIn(steps: readonly Step[], max = 1000): number | null {
  let watch: Watch | undefined
  let record = { ...idleRow, max_mqueue: max }
  for (const [seconds, length, more] of steps) {
    record = { ...record, mqueue_len: length as number, ...more }
    watch = observe(watch, [record], OPENED + seconds * 1000)
  }
  if (!watch) throw new Error('no steps')
  return queueFullIn(record, watch)
}

it('is the rest of the queue by the growth of the last minute', () => {
  const growing: Step[] = [0, 15, 30, 45, 60].map((at) => [at, 400 + 2 * at])
  expect(fullIn(growing)).toBe(240_000)
  // Faster in the minute before.
  expect(fullIn([[-60, 0], [-30, 200], ...growing])).toBe(240_000)
  // The age of the numbers is gone already.
  expect(fullIn([...growing, [70, 520]])).toBe(230_000)
})

it('is not known without two samples of one connection in a minute', () => {
  expect(fullIn([[0, 500]])).toBeNull()
  expect(
    fullIn([
      [0, 500],
      [5, 500],
    ]),
  ).toBeNull()
  expect(
    fullIn([
      [0, 500],
      [75, 600],
    ]),
  ).toBeNull()
  expect(
    fullIn([
      [0, 500],
      [15, 600, { port: 1 }],
    ]),
  ).toBeNull()
  expect(
    fullIn([
      [0, undefined],
      [15, 600],
    ]),
  ).toBeNull()
})

it('is not known of a queue that shrinks, is full, has no limit, or has old numbers', () => {
  expect(
    fullIn([
      [0, 500],
      [15, 500, { recv_pkt: 9 }],
    ]),
  ).toBeNull()
  expect(
    fullIn([
      [0, 500],
      [15, 490],
    ]),
  ).toBeNull()
  expect(
    fullIn([
      [0, 900],
      [15, 1000],
    ]),
  ).toBeNull()
  expect(
    fullIn(
      [
        [0, 500],
        [15, 600],
      ],
      0,
    ),
  ).toBeNull()
  expect(
    fullIn([
      [0, 500],
      [15, 600],
      [61, 600],
    ]),
  ).toBeNull()
})

it('says nothing of hours for which a minute is no proof', () => {
  expect(
    fullIn(
      [
        [0, 1],
        [15, 2],
      ],
      10_000,
    ),
  ).toBeNull()
})

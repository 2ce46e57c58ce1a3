import { expect, it } from 'vitest'
import { limitKeyOf, RateLimit } from './rate-limit.ts'

function limitOf(perMinute: number) {
  let now = 0
  const limit = new RateLimit(perMinute, () => now)
  return {
    limit,
    pass: (ms: number) => (now += ms),
    /** How many turns are granted in a row. */
    drain: (key: string) => {
      let turns = 0
      while (limit.take(key) === 0) turns++
      return turns
    },
  }
}

it('gives so many turns at once, and then as many a minute, evenly', () => {
  const { limit, pass, drain } = limitOf(10)
  expect(drain('a')).toBe(10)
  expect(limit.take('a')).toBe(6)
  pass(5_999)
  expect(limit.take('a')).toBe(1)
  pass(1)
  expect(drain('a')).toBe(1)
  pass(60_000)
  expect(drain('a')).toBe(10)
  pass(3_600_000)
  expect(drain('a')).toBe(10)
})

it('asks for patience no longer than it takes', () => {
  const { limit, pass, drain } = limitOf(3)
  drain('a')
  pass(limit.take('a') * 1000)
  expect(drain('a')).toBe(1)
})

it('lets the fastest run of the page through: 50 a second, however long', () => {
  const { limit, pass } = limitOf(3600)
  const waits = Array.from({ length: 10_000 }, () => {
    pass(20)
    return limit.take('a')
  })
  expect(waits.every((wait) => wait === 0)).toBe(true)
})

it('counts each key for itself', () => {
  const { drain } = limitOf(2)
  expect(drain('a')).toBe(2)
  expect(drain('b')).toBe(2)
})

it('gives back what did not count, and no more', () => {
  const { limit, drain } = limitOf(2)
  expect(drain('a')).toBe(2)
  for (let n = 0; n < 5; n++) limit.giveBack('a')
  limit.giveBack('nobody')
  expect(drain('a')).toBe(2)
})

it('does not forget who was refused last when very many come', () => {
  const { limit, drain } = limitOf(1)
  for (let n = 0; n < 20_000; n++) {
    limit.take(`old ${n}`)
    limit.take('again and again')
  }
  expect(drain('again and again')).toBe(0)
  expect(drain('old 0')).toBe(1)
})

it.each([
  ['192.0.2.7', '192.0.2.7'],
  ['::ffff:192.0.2.7', '192.0.2.7'],
  ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2'],
  ['2001:DB8:1:2::', '2001:db8:1:2'],
  ['2001:db8::1', '2001:db8:0:0'],
  ['::1', '0:0:0:0'],
  ['::', '0:0:0:0'],
  ['fe80::1%eth0', 'fe80:0:0:0'],
  ['unknown', 'unknown'],
  ['', ''],
])('the address %s counts as %s', (address, key) => {
  expect(limitKeyOf(address)).toBe(key)
})

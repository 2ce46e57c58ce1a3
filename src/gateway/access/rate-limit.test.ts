import { expect, it } from 'vitest'
import { AddressLimit, limitKeysOf, RateLimit, refundAll, takeAll } from './rate-limit.ts'

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
  for (let n = 0; n < 5; n++) limit.refund('a')
  limit.refund('nobody')
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
  ['::ffff:7f00:1', '127.0.0.1'],
  ['::FFFF:7F00:0001', '127.0.0.1'],
  ['0:0:0:0:0:ffff:7f00:1', '127.0.0.1'],
  ['0000:0000:0000:0000:0000:FFFF:127.0.0.1', '127.0.0.1'],
  ['::ffff:127.0.0.1%eth0', '127.0.0.1'],
  ['[::ffff:7f00:1]:4180', '127.0.0.1'],
  ['192.0.2.7:50123', '192.0.2.7'],
  ['64:ff9b::c000:207', '192.0.2.7'],
  ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2'],
  ['2001:DB8:1:2::', '2001:db8:1:2'],
  ['2001:0db8:0001:0002::1', '2001:db8:1:2'],
  ['[2001:db8:1:2::1]:443', '2001:db8:1:2'],
  ['2001:db8::1', '2001:db8:0:0'],
  ['::1', '0:0:0:0'],
  ['::', '0:0:0:0'],
  ['fe80::1%eth0', 'fe80:0:0:0'],
  ['unknown', 'unknown'],
  ['', ''],
  ['x'.repeat(60_000), 'x'.repeat(100)],
])('the address %.60s counts as %.60s', (address, key) => {
  expect(limitKeysOf(address)[0]).toBe(key)
})

it.each([
  ['2001:db8:1:2:3:4:5:6', '2001:db8:1'],
  ['2001:db8::1', '2001:db8:0'],
  ['192.0.2.7', undefined],
  ['::ffff:192.0.2.7', undefined],
  ['unknown', undefined],
])('the address %s counts for the network %s', (address, key) => {
  expect(limitKeysOf(address)[1]).toBe(key)
})

it('gives a network eight times as much as one address in it, however many it has', () => {
  const limit = new AddressLimit(2, () => 0)
  const drain = (address: string) => {
    let turns = 0
    while (takeAll(limit.turnsOf(address)) === 0) turns++
    return turns
  }
  const granted = Array.from({ length: 10 }, (_, n) => drain(`2001:db8:1:${n}::1`))
  expect(granted).toEqual([...Array<number>(8).fill(2), 0, 0])
  expect(drain('2001:db8:2::1')).toBe(2)
  expect(drain('192.0.2.1')).toBe(2)
})

it('takes a turn of every limit or of none', () => {
  const [first, second] = [new RateLimit(3, () => 0), new RateLimit(1, () => 0)]
  const both = [[first, 'a'] as const, [second, 'a'] as const]
  expect(takeAll(both)).toBe(0)
  for (let n = 0; n < 5; n++) expect(takeAll(both)).toBe(60)
  expect([first.take('a'), first.take('a')]).toEqual([0, 0])
  expect(first.take('a')).toBeGreaterThan(0)
  refundAll(both)
  expect(takeAll(both)).toBe(0)
})

import { expect, it } from 'vitest'
import { RecentKeys } from './recent-keys.ts'

it('counts each key once, until it was not seen for so long', () => {
  let now = 0
  const recent = new RecentKeys(1000, () => now)
  for (const key of ['a', 'b', 'a']) recent.see(key)
  expect(recent.count).toBe(2)
  now = 600
  recent.see('a')
  now = 1000
  expect(recent.count).toBe(1)
  now = 1600
  expect(recent.count).toBe(0)
})

it('holds no more than 10,000', () => {
  const recent = new RecentKeys(1000, () => 0)
  for (let n = 0; n < 10_100; n++) recent.see(`key ${n}`)
  expect(recent.count).toBe(10_000)
})

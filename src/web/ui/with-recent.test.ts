import { expect, it } from 'vitest'
import { RecentMap } from './recent-map.ts'

it('drops the entry that was set least recently', () => {
  const map = new RecentMap<string, number>(2).with('a', 1).with('b', 2).with('a', 3).with('c', 4)
  expect([map.get('a'), map.get('b'), map.get('c')]).toEqual([3, undefined, 4])
})

it('does not change when an entry is set', () => {
  const before = new RecentMap<string, number>(1).with('a', 1)
  before.with('b', 2)
  expect([before.get('a'), before.get('b')]).toEqual([1, undefined])
})

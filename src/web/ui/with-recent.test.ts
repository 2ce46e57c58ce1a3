import { expect, it } from 'vitest'
import { withRecent } from './with-recent.ts'

it('drops the entry that was set least recently', () => {
  const before: ReadonlyMap<string, number> = new Map(Object.entries({ a: 1, b: 2 }))
  const after = withRecent(withRecent(before, ['a', 3], 2), ['c', 4], 2)
  expect([...after]).toEqual(Object.entries({ a: 3, c: 4 }))
  expect([...before]).toEqual(Object.entries({ a: 1, b: 2 }))
})

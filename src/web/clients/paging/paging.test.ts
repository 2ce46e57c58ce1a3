import { expect, it } from 'vitest'
import { nearbyPages } from './paging.ts'

it.each([
  [1, 1, [1]],
  [1, 3, [1, 2, 3]],
  [1, 20, [1, 2, null, 20]],
  [10, 20, [1, null, 9, 10, 11, null, 20]],
  [20, 20, [1, null, 19, 20]],
  [99, 20, [1, null, 20]],
])('page %i of %i offers %j', (page, pageCount, expected) => {
  expect(nearbyPages(page, pageCount)).toEqual(expected)
})

import { expect, it } from 'vitest'
import { defaultQuery } from '../../../contract/list-address.ts'
import { nearbyPages, pagingOf } from './paging.ts'

it.each([
  [1, 1, [1]],
  [1, 3, [1, 2, 3]],
  [1, 7, [1, 2, 3, 4, 5, 6, 7]],
  [4, 8, [1, null, 3, 4, 5, null, 8]],
  [1, 20, [1, 2, null, 20]],
  [10, 20, [1, null, 9, 10, 11, null, 20]],
  [20, 20, [1, null, 19, 20]],
  [99, 20, [1, null, 20]],
])('page %i of %i offers %j', (page, pageCount, expected) => {
  expect(nearbyPages(page, pageCount)).toEqual(expected)
})

const rows = (count: number) =>
  Array.from({ length: count }, (_, i) => ({ clientid: `c${i}`, node: 'a@1', connected: true }))

it.each([
  ['keeps the broker’s count', { page: 1, rows: 100, counted: 230 }, { count: 230, pageCount: 3 }],
  [
    'counts the rows that it shows',
    { page: 3, rows: 40, counted: 230 },
    { count: 240, pageCount: 3 },
  ],
  ['counts a row that came first', { page: 1, rows: 1, counted: 0 }, { count: 1, pageCount: 1 }],
  ['counts no rows past the end', { page: 9, rows: 0, counted: 230 }, { count: 230, pageCount: 3 }],
  ['does not count with a filter', { page: 1, rows: 40, counted: -1 }, { count: null }],
])('a page %s', (_, { page, rows: shown, counted }, expected) => {
  const meta = { page, limit: 100, count: counted }
  const query = { ...defaultQuery, page, limit: 100 }
  expect(pagingOf(query, { data: rows(shown), odd: [], meta })).toMatchObject(expected)
})

it.each([
  ['tells how many there are', { page: 1, limit: 100, hasnext: false, count: -1 }, null, 40],
  [
    'does not after a part of a search',
    { page: 1, limit: 100, hasnext: false, count: -1 },
    'c',
    null,
  ],
  ['does not if more follow', { page: 1, limit: 100, hasnext: true, count: -1 }, null, null],
] as const)('with a filter, the last page %s', (_, meta, cursor, count) => {
  const query = { ...defaultQuery, limit: 100, cursor }
  expect(pagingOf(query, { data: rows(40), odd: [], meta }).count).toBe(count)
})

it('counts one more than it shows if there is a next page', () => {
  const meta = { page: 1, limit: 100, hasnext: true, count: 3 }
  const found = pagingOf({ ...defaultQuery, limit: 100 }, { data: rows(100), odd: [], meta })
  expect(found).toMatchObject({ count: 101, pageCount: 2, next: 2 })
})

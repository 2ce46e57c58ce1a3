import { expect, it } from 'vitest'
import { lookedAt, noteLookedAt, placeInList, rememberOrder } from './list-order.ts'

it('knows who stood before and after a client', () => {
  rememberOrder('?a', ['x', 'y', 'z'])
  expect(placeInList('?a', 'x')).toEqual({ previous: null, next: 'y', place: 1, count: 3 })
  expect(placeInList('?a', 'y')).toEqual({ previous: 'x', next: 'z', place: 2, count: 3 })
  expect(placeInList('?a', 'z')).toEqual({ previous: 'y', next: null, place: 3, count: 3 })
})

it('knows nothing of clients and lists that were not shown', () => {
  rememberOrder('?a', ['x'])
  expect(placeInList('?a', 'q')).toBeNull()
  expect(placeInList('?other', 'x')).toBeNull()
})

it('counts an id once that stands in two rows, and follows the list as it changes', () => {
  rememberOrder('?a', ['x', 'y', 'x', 'z'])
  expect(placeInList('?a', 'z')).toEqual({ previous: 'y', next: null, place: 3, count: 3 })
  rememberOrder('?a', ['z', 'x'])
  expect(placeInList('?a', 'z')).toEqual({ previous: null, next: 'x', place: 1, count: 2 })
})

it('forgets the oldest list of many', () => {
  for (let n = 0; n < 6; n++) rememberOrder(`?${n}`, ['x'])
  expect(placeInList('?0', 'x')).toBeNull()
  expect(placeInList('?5', 'x')).not.toBeNull()
})

it('knows which client of a list was looked at last', () => {
  expect(lookedAt('?a')).toBeNull()
  noteLookedAt('?a', 'x')
  noteLookedAt('?a', 'y')
  expect(lookedAt('?a')).toBe('y')
  expect(lookedAt('?b')).toBeNull()
})

import { expect, test } from 'vitest'
import { RowSlots } from './slots.ts'

const rows = (from: number, to: number) =>
  Array.from({ length: to - from }, (_, i) => ({ index: from + i, key: `client-${from + i}` }))

const shown = (placed: readonly { key: string; slot: number }[]) =>
  placed.map(({ key, slot }) => `${slot}: ${key}`)

test('a row that comes into sight takes the slot of one that has left, and all others stay', () => {
  const slots = new RowSlots()
  slots.place(rows(0, 4), true)
  expect(shown(slots.place(rows(2, 6), false))).toEqual([
    '0: client-4',
    '1: client-5',
    '2: client-2',
    '3: client-3',
  ])
})

test('at rest the document has the rows in their order, each in the slot that it had', () => {
  const slots = new RowSlots()
  slots.place(rows(0, 4), true)
  slots.place(rows(2, 6), false)
  expect(shown(slots.place(rows(2, 6), true))).toEqual([
    '2: client-2',
    '3: client-3',
    '0: client-4',
    '1: client-5',
  ])
})

test('a row that stays on the page keeps its slot wherever it is sorted to', () => {
  const slots = new RowSlots()
  slots.place(rows(0, 3), true)
  const reversed = rows(0, 3).map(({ key, index }) => ({ key, index: 2 - index }))
  expect(shown(slots.place(reversed, true))).toEqual(['2: client-2', '1: client-1', '0: client-0'])
})

test('slots come and go with the number of rows, and no two rows share one', () => {
  const slots = new RowSlots()
  slots.place(rows(0, 4), true)
  expect(shown(slots.place(rows(1, 3), true))).toEqual(['1: client-1', '2: client-2'])
  const many = slots.place(rows(0, 5), true)
  expect(new Set(many.map(({ slot }) => slot)).size).toBe(5)
  expect(shown(many)).toEqual(expect.arrayContaining(['1: client-1', '2: client-2']))
})

test('asked twice, it says the same', () => {
  const slots = new RowSlots()
  slots.place(rows(0, 4), true)
  const once = shown(slots.place(rows(3, 7), false))
  expect(shown(slots.place(rows(3, 7), false))).toEqual(once)
})

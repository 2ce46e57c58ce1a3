import { expect, it } from 'vitest'
import { naturalKey } from './natural-key.ts'

const sorted = (texts: string[]) =>
  texts.toSorted((a, b) => (naturalKey(a) < naturalKey(b) ? -1 : 1))

it.each([
  ['numbers by their value', ['truck-2', 'truck-10', 'truck-0011']],
  ['capitals beside small letters', ['camera-1', 'Drucker Lager 2', 'drucker-3']],
  ['accents beside plain letters', ['Zebra 1', 'zébra 2', 'ZEBRA 3']],
  ['digits before letters', ['a1', 'ab']],
  ['numbers that no computer counts to', ['a9', `a1${'0'.repeat(30)}`, `a2${'0'.repeat(30)}`]],
  ['other scripts by their characters', ['用户1', '用户2', '用户10']],
])('sorts %s', (_, texts) => {
  expect(sorted(texts.toReversed())).toEqual(texts)
})

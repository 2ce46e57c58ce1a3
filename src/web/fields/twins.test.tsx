import { expect, it } from 'vitest'
import { findTwins } from './twins.tsx'

it('finds ids that differ only by Unicode normalisation', () => {
  const ids = ['caf\u00e9', 'truck', 'cafe\u0301', '5\u00b5m', '5\u03bcm', 'caf\u00e9', 'cafe']
  expect([...findTwins(ids)].sort()).toEqual(
    ['caf\u00e9', 'cafe\u0301', '5\u00b5m', '5\u03bcm'].sort(),
  )
})

it('an id that stands there twice is no twin', () => {
  expect(findTwins(['caf\u00e9', 'caf\u00e9']).size).toBe(0)
})

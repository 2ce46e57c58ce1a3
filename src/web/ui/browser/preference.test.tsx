import { afterEach, expect, it, vi } from 'vitest'
import { keepPreference, readPreference, setForThisPage, writePreference } from './preference.ts'

afterEach(() => {
  vi.restoreAllMocks()
  localStorage.clear()
})

it('lasts as long as the page where storage throws', () => {
  const blocked = () => {
    throw new DOMException('blocked', 'SecurityError')
  }
  vi.spyOn(Storage.prototype, 'getItem').mockImplementation(blocked)
  vi.spyOn(Storage.prototype, 'setItem').mockImplementation(blocked)
  expect(readPreference('a')).toBeNull()
  expect(keepPreference('a', '1')).toBe(false)
  expect(readPreference('a')).toBeNull()
  writePreference('a', '1')
  expect(readPreference('a')).toBe('1')
})

it('of the address counts first, is not kept, and gives way to a choice', () => {
  writePreference('b', 'kept')
  setForThisPage('b', 'asked for')
  expect(readPreference('b')).toBe('asked for')
  expect(localStorage.getItem('roster.b')).toBe('kept')
  writePreference('b', 'chosen')
  expect([readPreference('b'), localStorage.getItem('roster.b')]).toEqual(['chosen', 'chosen'])
})

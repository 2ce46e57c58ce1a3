import { expect, it } from 'vitest'
import { timedFileName } from './save-file.ts'

it('names a file by what it holds and the reader’s own time', () => {
  const at = new Date(2026, 10, 3, 5, 9, 33)
  expect(timedFileName('clients', 'csv', at)).toBe('roster-clients-2026-11-03-050933.csv')
})

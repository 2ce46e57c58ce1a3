import { expect, it } from 'vitest'
import { columnIds } from './columns.tsx'
import { columnGroups } from './groups.ts'

it('every column can be chosen, in exactly one group', () => {
  expect(Object.values(columnGroups).flat().sort()).toEqual(columnIds.toSorted())
})

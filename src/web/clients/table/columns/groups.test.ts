import { expect, it } from 'vitest'
import { clientFields } from '../../../../contract/client.ts'
import { columnGroups } from './groups.ts'

it('every field of the API can be chosen as a column, in exactly one group', () => {
  expect(Object.values(columnGroups).flat().sort()).toEqual(Object.keys(clientFields).sort())
})

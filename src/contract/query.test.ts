import { expect, it } from 'vitest'
import { clientFilters, filterGroups, filterNames, filtersIn } from './query.ts'

it('every filter has its field in one group, in the order of the table but for the last one', () => {
  expect(filtersIn('main')).toEqual(['_like_clientid', '_like_username', 'conn_state'])
  expect(filtersIn('identity')).toEqual(['clientid', 'username', 'ip_address', 'zone'])
  expect(filterGroups.flatMap(filtersIn).sort()).toEqual(filterNames.toSorted())
})

it('a filter and the one that excludes it name each other', () => {
  const pairs = filterNames.flatMap((name) => {
    const { exclusiveWith: other } = clientFilters[name]
    return other === undefined ? [] : [[name, clientFilters[other].exclusiveWith]]
  })
  expect(pairs).toHaveLength(4)
  expect(pairs.filter(([name, back]) => name !== back)).toEqual([])
})

it('no filter that the broker turns into an atom is typed in the bar', () => {
  const types = filtersIn('main').map((name) => clientFilters[name].type)
  expect(types.filter((type) => type === 'atom' || type === 'timestamp')).toEqual([])
})

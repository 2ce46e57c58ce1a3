// The lists that a row's own values lead to.
import { hasNoUsername, type Client } from '../../../../contract/client.ts'
import type { Locks } from '../../../../contract/locks.ts'
import { clientFilters, isFilterValue, type ClientFilter } from '../../../../contract/query.ts'
import { withFilter, withNode, type ClientsSearch } from '../../../list-address/search.ts'
import { protocolOf } from '../cells.tsx'

/** A column whose value the list can be narrowed to. */
type FilteringColumn = 'username' | 'node' | 'ip_address' | 'proto_name'

export interface CellFilter {
  column: FilteringColumn
  /** A device's text. */
  value: string
  /** The list that is narrowed to the value. */
  next: ClientsSearch
}

/** The lists that the values of a client lead to. A locked filter, or one that is set already, is left out. */
export function cellFilters(client: Client, search: ClientsSearch, locks: Locks): CellFilter[] {
  const found: CellFilter[] = []
  const add = (column: FilteringColumn, filters: [ClientFilter, string | number | undefined][]) => {
    let next = search
    for (const [name, value = ''] of filters) {
      const text = String(value)
      if (text === '' || !isFilterValue(clientFilters[name], text)) return
      if (Object.hasOwn(locks, name)) return
      next = withFilter(next, name, text)
    }
    const isNew = filters.some(([name, value]) => search.filters[name] !== String(value))
    if (isNew) found.push({ column, value: valueOf(client, column), next })
  }
  if (!hasNoUsername(client)) add('username', [['username', client.username]])
  if (search.node !== client.node) {
    found.push({ column: 'node', value: client.node, next: withNode(search, client.node) })
  }
  add('ip_address', [['ip_address', client.ip_address]])
  add('proto_name', [
    ['proto_name', client.proto_name],
    ['proto_ver', client.proto_ver],
  ])
  return found
}

function valueOf(client: Client, column: FilteringColumn): string {
  return column === 'proto_name' ? protocolOf(client) : (client[column] ?? '')
}

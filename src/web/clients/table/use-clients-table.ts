// The list in TanStack Table.
import { functionalUpdate, useTable } from '@tanstack/react-table'
import type { Client } from '../../../contract/client.ts'
import { useListAddress } from '../../list-address/list-address.tsx'
import type { Sorting } from '../../list-address/search.ts'
import { columns, features } from './columns/columns.tsx'

/**
 * The clients of a page as TanStack Table holds them: rows in the order that the address names, else in
 * the order of the broker.
 */
export function useClientsTable(clients: Client[]) {
  const { search, goTo } = useListAddress()
  const { sorting } = search
  return useTable({
    features,
    columns,
    data: clients,
    getRowId,
    state: { sorting },
    onSortingChange: (change) =>
      goTo({ ...search, sorting: functionalUpdate(change, sorting) as Sorting }),
  })
}

export type ClientsTableInstance = ReturnType<typeof useClientsTable>

/** The broker keys its rows by id and process: an id may stand in more than one row. */
function getRowId({ clientid, node, port, connected_at: since }: Client): string {
  return `${node} ${port} ${since} ${clientid}`
}

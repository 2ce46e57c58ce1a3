import { useTable } from '@tanstack/react-table'
import { useMemo } from 'react'
import type { Client } from '../../../../contract/client.ts'
import type { TableRow } from './client-row.tsx'
import { columns, features } from '../columns/columns.tsx'
import type { Sort } from '../../../list-address/search.ts'

/** The clients of a page as rows, in the order that was chosen, else in the broker's own. */
export function useSortedRows(clients: Client[], sort: Sort | null): readonly TableRow[] {
  const sorting = useMemo(() => (sort ? [{ id: sort.field, desc: sort.descending }] : []), [sort])
  const table = useTable({ features, columns, data: clients, getRowId: rowKey, state: { sorting } })
  return table.getRowModel().rows
}

/** The broker's rows are keyed by id and process: an id may stand in more than one. */
function rowKey({ clientid, node, port, connected_at: since }: Client): string {
  return `${node} ${port} ${since} ${clientid}`
}

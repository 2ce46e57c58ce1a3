import { useEffect, useRef } from 'react'
import { useLocation } from 'react-router-dom'
import type { Client } from '../../../contract/client.ts'
import { rememberOrder } from '../../list-address/list-order.ts'
import { useMediaQuery } from '../../ui/browser/use-media-query.ts'
import type { TableRow } from './rows/client-row.tsx'
import type { Density } from './density.ts'
import { ScrollTable } from './scroll-table.tsx'
import type { ClientsSearch, ColumnChoice } from '../../list-address/search.ts'
import { TableHead } from './head.tsx'

interface ClientsTableProps {
  rows: readonly TableRow[]
  search: ClientsSearch
  /** Tells the list that is asked for from others: another one starts at its top. */
  listKey: string
  /** The rows are of the list before, while the one that was asked for is on its way. */
  outdated: boolean
  density: Density
  goTo: (next: ClientsSearch, history: 'push' | 'replace') => void
  onColumns: (columns: readonly ColumnChoice[]) => void
  onKick: (client: Client) => void
}

/**
 * The rows of one page. On narrow screens each row is a card; the roles keep it a table.
 */
export function ClientsTable(props: ClientsTableProps) {
  const { rows, search, listKey, outdated, density, goTo, onColumns, onKick } = props
  const { columns: choices } = search
  const isNarrow = useMediaQuery('(max-width: 720px)')
  const tableRef = useRef<HTMLTableElement>(null)

  const { search: address } = useLocation()
  useEffect(() => {
    if (!outdated)
      rememberOrder(
        address,
        rows.map(({ original }) => original.clientid),
      )
  }, [address, rows, outdated])

  return (
    <ScrollTable
      {...{ rows, choices, tableRef, isNarrow, density, outdated, onKick }}
      list={listKey}
    >
      <TableHead {...{ rows, search, goTo, onColumns, isNarrow, tableRef }} />
    </ScrollTable>
  )
}

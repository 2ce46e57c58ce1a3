import { useEffect, useRef, useState } from 'react'
import { useLocation } from 'react-router-dom'
import type { Client } from '../../../contract/client.ts'
import { useLazyDialog } from '../../feedback/use-lazy-dialog.ts'
import { rememberOrder } from '../../list-address/list-order.ts'
import type { ColumnId } from '../../list-address/search.ts'
import type { Density } from './density.ts'
import { ScrollTable } from './scroll-table.tsx'
import { TableHead } from './head.tsx'
import { useIsNarrow } from './use-is-narrow.ts'
import type { ClientsTableInstance } from './use-clients-table.ts'

interface ClientsTableProps {
  table: ClientsTableInstance
  /** Tells the list of the address from others: another list starts at its top. */
  listKey: string
  /** The rows are still those of the list before: the list of the address is loading. */
  outdated: boolean
  density: Density
  onKick: (client: Client) => void
}

/**
 * The rows of one page. On narrow screens each row has two lines; the roles keep it a table.
 */
export function ClientsTable(props: ClientsTableProps) {
  const { table, listKey, outdated, density, onKick } = props
  const { rows } = table.getRowModel()
  const isNarrow = useIsNarrow()
  const tableRef = useRef<HTMLTableElement>(null)

  const { search: address } = useLocation()
  useEffect(() => {
    if (!outdated)
      rememberOrder(
        address,
        rows.map(({ original }) => original.clientid),
      )
  }, [address, rows, outdated])

  const menu = useLazyDialog(() => import('./menus/column-menu.tsx'))
  const [menuAt, setMenuAt] = useState<{ column: ColumnId; opener: HTMLElement } | null>(null)
  const onMenu = (column: ColumnId, opener: HTMLElement) => {
    setMenuAt({ column, opener })
    menu.open()
  }

  return (
    <>
      <ScrollTable {...{ rows, tableRef, isNarrow, density, outdated, onKick }} list={listKey}>
        <TableHead {...{ table, isNarrow, tableRef, onMenu }} />
      </ScrollTable>
      {menu.Dialog && menuAt && <menu.Dialog {...menuAt} onClose={menu.close} />}
    </>
  )
}

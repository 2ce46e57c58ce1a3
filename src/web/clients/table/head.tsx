import { useQuery } from '@tanstack/react-query'
import type { RefObject } from 'react'
import { useI18n } from '../../i18n/i18n.tsx'
import type { ColumnId, ColumnState } from '../../list-address/search.ts'
import { SelectAll } from '../selection/select-all.tsx'
import styles from './clients-table.module.css'
import { headingOf } from './columns/columns.tsx'
import { ColumnHeader } from './columns/header.tsx'
import { columnIndex, gridOf, narrowColumns } from './columns/layout.ts'
import { resizeHandleCode } from './columns/resize-handle-code.ts'
import { useColumns } from './columns/use-columns.ts'
import type { ClientsTableInstance } from './use-clients-table.ts'

interface TableHeadProps {
  table: ClientsTableInstance
  isNarrow: boolean
  /** Has the widths of its columns as custom properties. */
  tableRef: RefObject<HTMLElement | null>
  /** Opens the menu of a column beside an element. */
  onMenu: (column: ColumnId, opener: HTMLElement) => void
}

/** The heads of the columns, and the box to select all rows. */
export function TableHead({ table, isNarrow, tableRef, onMenu }: TableHeadProps) {
  const { messages } = useI18n()
  const chosen = useColumns().columns
  const { data: Handle } = useQuery({ ...resizeHandleCode, enabled: false })
  const { columnOrder } = isNarrow ? narrowColumns : chosen
  const showWidths = (columns: ColumnState) => {
    for (const [name, value] of Object.entries(gridOf(columns))) {
      tableRef.current?.style.setProperty(name, value)
    }
  }
  return (
    <thead role="rowgroup">
      <tr role="row" aria-rowindex={1}>
        <th role="columnheader" scope="col" className={styles.picks} aria-colindex={1}>
          <SelectAll rows={table.getRowModel().rows} />
        </th>
        {columnOrder.map((id, place) => {
          const column = table.getColumn(id)
          return isNarrow || !column ? (
            // Narrow screens have no heads to press.
            <th key={id} role="columnheader" scope="col" aria-colindex={columnIndex(place)}>
              {headingOf(id, messages)}
            </th>
          ) : (
            <ColumnHeader
              key={id}
              {...{ column, place, Handle }}
              onResizing={showWidths}
              onMenu={(opener) => onMenu(id, opener)}
            />
          )
        })}
        <th
          role="columnheader"
          scope="col"
          className={styles.actions}
          data-column="actions"
          aria-colindex={columnIndex(columnOrder.length)}
        >
          <span className="visually-hidden">{messages.clients.actions}</span>
        </th>
      </tr>
    </thead>
  )
}

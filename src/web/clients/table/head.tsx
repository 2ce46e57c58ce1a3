import { Fragment, type RefObject } from 'react'
import { useI18n } from '../../i18n/i18n.tsx'
import type { ColumnState } from '../../list-address/search.ts'
import { SelectAll } from '../selection/select-all.tsx'
import styles from './clients-table.module.css'
import { headingOf } from './columns/columns.tsx'
import { ColumnHeader } from './columns/header.tsx'
import { columnIndex, gridOf } from './columns/layout.ts'
import { useColumns } from './columns/use-columns.ts'
import type { ClientsTableInstance } from './use-clients-table.ts'

interface TableHeadProps {
  table: ClientsTableInstance
  isNarrow: boolean
  /** Has the widths of its columns as custom properties. */
  tableRef: RefObject<HTMLElement | null>
}

/** The heads of the columns, and the box to select all rows. */
export function TableHead({ table, isNarrow, tableRef }: TableHeadProps) {
  const { messages } = useI18n()
  const { columnOrder } = useColumns().columns
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
        {columnOrder.map((field, place) => {
          const column = table.getColumn(field)
          return (
            <Fragment key={field}>
              {isNarrow || !column ? (
                // Cards have no heads to press: the dialog of the table sorts.
                <th role="columnheader" scope="col" aria-colindex={columnIndex(place)}>
                  {headingOf(field, messages)}
                </th>
              ) : (
                <ColumnHeader {...{ column, place }} onResizing={showWidths} />
              )}
              {place === 0 && (
                <th
                  role="columnheader"
                  scope="col"
                  className={styles.actions}
                  aria-colindex={columnIndex(0) + 1}
                >
                  <span className="visually-hidden">{messages.clients.actions}</span>
                </th>
              )}
            </Fragment>
          )
        })}
      </tr>
    </thead>
  )
}

import { Fragment, type RefObject } from 'react'
import { useI18n } from '../../i18n/i18n.tsx'
import type { TableRow } from './rows/client-row.tsx'
import styles from './clients-table.module.css'
import { ColumnHeader } from './columns/header.tsx'
import { headingOf } from './columns/columns.tsx'
import { columnIndex, gridOf, moved, resized } from './columns/layout.ts'
import type { ClientsSearch, ColumnChoice } from '../../list-address/search.ts'
import { SelectAll } from '../selection/select-all.tsx'

interface TableHeadProps {
  rows: readonly TableRow[]
  search: ClientsSearch
  goTo: (next: ClientsSearch, history: 'push' | 'replace') => void
  onColumns: (columns: readonly ColumnChoice[]) => void
  isNarrow: boolean
  /** Has the widths of its columns as custom properties. */
  tableRef: RefObject<HTMLElement | null>
}

/** The heads of the columns, and the choice of all rows. */
export function TableHead(props: TableHeadProps) {
  const { rows, search, goTo, onColumns, isNarrow, tableRef } = props
  const { messages } = useI18n()
  const { columns, sort } = search
  const placeOf = (field: string) => columns.findIndex((column) => column.field === field)
  const showWidth = (place: number, width: number) => {
    for (const [name, value] of Object.entries(gridOf(resized(columns, place, width)))) {
      tableRef.current?.style.setProperty(name, value)
    }
  }
  return (
    <thead role="rowgroup">
      <tr role="row" aria-rowindex={1}>
        <th role="columnheader" scope="col" className={styles.picks} aria-colindex={1}>
          <SelectAll rows={rows} />
        </th>
        {columns.map((column, place) => (
          <Fragment key={column.field}>
            {isNarrow ? (
              // Cards have no heads to press: the dialog of the table sorts.
              <th role="columnheader" scope="col" aria-colindex={columnIndex(place)}>
                {headingOf(column.field, messages)}
              </th>
            ) : (
              <ColumnHeader
                choice={column}
                index={columnIndex(place)}
                sort={sort}
                onSort={(next) => goTo({ ...search, sort: next }, 'push')}
                onMove={(by) => onColumns(moved(columns, place, place + by))}
                onDropOf={(field) => onColumns(moved(columns, placeOf(field), place))}
                onResizing={(width) => showWidth(place, width)}
                onResize={(width) => onColumns(resized(columns, place, width))}
              />
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
        ))}
      </tr>
    </thead>
  )
}

// One row of the table.
import type { Row } from '@tanstack/react-table'
import { memo, useState, type ReactNode } from 'react'
import { clientFields, endpointOf, type Client } from '../../../../contract/client.ts'
import type { I18n } from '../../../i18n/i18n.tsx'
import type { ColumnId } from '../../../list-address/search.ts'
import { severityOf } from '../../../list-address/trouble.ts'
import { excerpt } from '../../../ui/device-text.tsx'
import { markedLink } from '../cells.tsx'
import styles from '../clients-table.module.css'
import { columnIndex } from '../columns/layout.ts'
import { cellOf, columnIds, hasChanged, isNumeric, type features } from '../columns/columns.tsx'
import type { PlacedColumn } from '../columns/use-columns-in-sight.ts'

export type TableRow = Row<typeof features, Client>

/** Puts a mark behind the content of an id's cell, if the id needs one. */
export type MarkId = (id: string, content: ReactNode) => ReactNode

interface ClientRowProps {
  client: Client
  /** Tells its row from others: an id may stand in more than one row. */
  rowId: string
  /** Place on the page, from 0. */
  index: number
  /** Where it begins among the rows, in px; null if it follows the row before. */
  top: number | null
  /** Columns that are in sight. */
  columns: readonly PlacedColumn[]
  /** How many columns there are, out of sight too. */
  columnCount: number
  /** No column tells the trouble of the client, so the id has to. */
  marksId: boolean
  mark: MarkId | undefined
  /** Tab leads to the row, and keys act on it. */
  isActive: boolean
  isSelected: boolean
  i18n: I18n
  /** Another number each minute: the ages in the row are then written again. */
  minute: number
}

/** One client of the list. `scroll-table.tsx` handles its clicks. */
export const ClientRow = memo(function ClientRow(props: ClientRowProps) {
  // Apart from the cells: React renders a component that sets its own state twice.
  return <Cells {...props} changed={useChangedColumns(props.rowId, props.client)} />
})

function Cells(props: ClientRowProps & { changed: ChangedColumns }) {
  const { client, index, top, columns, columnCount, marksId, isActive, isSelected, changed } = props
  const { mark, i18n } = props
  const { messages } = i18n
  const id = excerpt(client.clientid)
  const contentOf = (column: ColumnId, nth: number) => {
    if (nth > 0) return cellOf(client, column, i18n)
    const content = marksId ? markedLink(client, i18n) : cellOf(client, column, i18n)
    return mark ? mark(client.clientid, content) : content
  }
  return (
    <tr
      role="row"
      className={top === null ? styles.row : `${styles.row} ${styles.placed}`}
      aria-rowindex={index + 2}
      data-index={index}
      data-selected={isSelected || undefined}
      tabIndex={isActive ? 0 : -1}
      style={top === null ? undefined : { top }}
    >
      <td
        role="cell"
        className={styles.picks}
        data-column="picks"
        data-severity={severityOf(client) ?? undefined}
        aria-colindex={1}
      >
        <input
          type="checkbox"
          aria-label={messages.selection.one(id)}
          checked={isSelected}
          onChange={ignore}
        />
      </td>
      {columns.map(({ column, place, isResized }, nth) => (
        <td
          key={column}
          role="cell"
          aria-colindex={columnIndex(place)}
          // The columns before it that are out of sight leave their tracks empty.
          style={nth === 1 && place > 1 ? { gridColumnStart: columnIndex(place) } : undefined}
          className={classOf(column, isResized)}
          data-column={column}
          title={titleOf(client, column)}
          data-changed={changed.columns.has(column) ? changed.turn : undefined}
        >
          {contentOf(column, nth)}
        </td>
      ))}
      <td
        role="cell"
        className={styles.actions}
        data-column="actions"
        aria-colindex={columnIndex(columnCount)}
      >
        <button
          type="button"
          className={styles.more}
          aria-label={messages.clients.actionsFor(id)}
          aria-haspopup="menu"
        >
          ⋯
        </button>
      </td>
    </tr>
  )
}

/** The whole text of a cell that may be cut off, if the cell itself has no other. */
function titleOf(client: Client, column: ColumnId): string | undefined {
  if (column === 'problem' || column === 'clientid') return
  if (column === 'ip_address') return endpointOf(client) ?? undefined
  return clientFields[column] === 'text' ? excerpt(String(client[column] ?? '')) : undefined
}

/** A click on the cell of a box selects, see `scroll-table.tsx`: a change would not know the shift key. */
const ignore = () => {}

function classOf(column: ColumnId, isResized: boolean): string | undefined {
  if (column === 'clientid') return styles.id
  if (!isNumeric(column)) return `${styles.cell} ${styles.clipped}`
  // Numbers fit their columns unless a column is made narrower.
  return `${styles.cell} ${styles.number} ${isResized ? styles.clipped : ''}`
}

interface ChangedColumns {
  columns: ReadonlySet<ColumnId>
  turn: number
}

const none: ReadonlySet<ColumnId> = new Set()

/**
 * The columns whose cells the last refresh has changed. `turn` alternates with each refresh: the mark of
 * the refresh before then starts again.
 */
function useChangedColumns(id: string, client: Client): ChangedColumns {
  const [state, setState] = useState({ id, client, columns: none, turn: 0 })
  if (state.client === client) return state
  const isChanged = (column: ColumnId) => hasChanged(column, state.client, client)
  // If another row has taken the elements, nothing has changed.
  const columns = state.id === id ? new Set(columnIds.filter(isChanged)) : none
  const next = { id, client, columns, turn: 1 - state.turn }
  setState(next)
  return next
}

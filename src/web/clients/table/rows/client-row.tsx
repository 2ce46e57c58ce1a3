// One row of the table.
import type { Row } from '@tanstack/react-table'
import { memo, useState, type ReactNode } from 'react'
import type { Client } from '../../../../contract/client.ts'
import type { I18n } from '../../../i18n/i18n.tsx'
import { buttonClass } from '../../../ui/button.tsx'
import { excerpt } from '../../../ui/device-text.tsx'
import { markedLink } from '../cells.tsx'
import styles from '../clients-table.module.css'
import { columnIndex } from '../columns/layout.ts'
import type { ColumnId } from '../../../list-address/search.ts'
import {
  cellOf,
  columnIds,
  hasChanged,
  headingOf,
  isNumeric,
  type features,
} from '../columns/columns.tsx'
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
  /** No column tells the trouble of the client, so the id has to. */
  marksId: boolean
  mark: MarkId | undefined
  /** Tab leads to the row, and keys act on it. */
  isActive: boolean
  isSelected: boolean
  /** The row is a card, which has no heads: each cell names its column. */
  isCard: boolean
  i18n: I18n
  /** Why the client cannot be kicked; null if it can. */
  refusal: string | null
  /** Kicks the client, or says why not. */
  onKick: (client: Client) => void
  /** Selects or deselects a row; `asRange` with all rows from the last one. */
  pick: (index: number, asRange: boolean) => void
  /** Takes the height of the row, if rows differ. */
  measure: ((row: HTMLTableRowElement | null) => void) | undefined
}

/** One client of the list. */
export const ClientRow = memo(function ClientRow(props: ClientRowProps) {
  // Apart from the cells: React renders a component that sets its own state twice.
  return <Cells {...props} changed={useChangedFields(props.rowId, props.client)} />
})

function Cells(props: ClientRowProps & { changed: ChangedFields }) {
  const { client, index, top, columns, marksId, isActive, isSelected, changed } = props
  const { isCard, mark, i18n, refusal, onKick, pick, measure } = props
  const { messages } = i18n
  const id = excerpt(client.clientid)
  const contentOf = (field: ColumnId, nth: number) => {
    if (nth > 0) return cellOf(client, field, i18n)
    const content = marksId ? markedLink(client, i18n) : cellOf(client, field, i18n)
    return mark ? mark(client.clientid, content) : content
  }
  const [first, ...others] = columns.map(({ field, place, isResized }, nth) => (
    <td
      key={field}
      role="cell"
      aria-colindex={columnIndex(place)}
      // The columns before it that are out of sight leave their tracks empty.
      style={nth === 1 && place > 1 ? { gridColumnStart: columnIndex(place) } : undefined}
      className={classOf(field, isResized)}
      data-column={field}
      data-label={isCard ? headingOf(field, messages) : undefined}
      data-changed={changed.fields.has(field) ? changed.turn : undefined}
    >
      {contentOf(field, nth)}
    </td>
  ))
  return (
    <tr
      ref={measure}
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
        aria-colindex={1}
        // A click beside the box counts too: the box is small. A change would not know the shift key.
        onClick={({ shiftKey }) => pick(index, shiftKey)}
      >
        <input
          type="checkbox"
          aria-label={messages.selection.one(id)}
          checked={isSelected}
          onChange={() => {}}
        />
      </td>
      {first}
      <td
        role="cell"
        className={styles.actions}
        data-column="actions"
        aria-colindex={columnIndex(0) + 1}
      >
        <button
          type="button"
          className={kickClass}
          aria-label={messages.kick.buttonFor(id)}
          aria-disabled={refusal !== null || undefined}
          title={refusal ?? undefined}
          onClick={() => onKick(client)}
        >
          {messages.kick.button}
        </button>
      </td>
      {others}
    </tr>
  )
}

const kickClass = buttonClass('quiet')

function classOf(field: ColumnId, isResized: boolean): string | undefined {
  if (field === 'clientid') return styles.id
  if (!isNumeric(field)) return `${styles.cell} ${styles.clipped}`
  // Numbers fit their columns unless a column is made narrower.
  return `${styles.cell} ${styles.number} ${isResized ? styles.clipped : ''}`
}

interface ChangedFields {
  fields: ReadonlySet<ColumnId>
  turn: number
}

const none: ReadonlySet<ColumnId> = new Set()

/**
 * The fields whose cells the last refresh has changed. `turn` alternates with each refresh: the mark of
 * the refresh before then starts again.
 */
function useChangedFields(id: string, client: Client): ChangedFields {
  const [state, setState] = useState({ id, client, fields: none, turn: 0 })
  if (state.client === client) return state
  const isChanged = (field: ColumnId) => hasChanged(field, state.client, client)
  // If another row has taken the elements, nothing has changed.
  const fields = state.id === id ? new Set(columnIds.filter(isChanged)) : none
  const next = { id, client, fields, turn: 1 - state.turn }
  setState(next)
  return next
}

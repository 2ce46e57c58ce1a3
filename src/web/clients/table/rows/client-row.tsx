import type { Row } from '@tanstack/react-table'
import { memo, useState } from 'react'
import { clientFields, type Client, type ClientField } from '../../../../contract/client.ts'
import type { I18n } from '../../../i18n/i18n.tsx'
import { buttonClass } from '../../../ui/button.tsx'
import { excerpt } from '../../../ui/device-text.tsx'
import { markedLink } from '../cells.tsx'
import styles from '../clients-table.module.css'
import { columnIndex } from '../columns/layout.ts'
import { cellOf, hasChanged, headingOf, isNumeric, type features } from '../columns/columns.tsx'
import type { ColumnChoice } from '../../../list-address/search.ts'
import type { PlacedColumn } from '../columns/use-columns-in-sight.ts'

export type TableRow = Row<typeof features, Client>

interface ClientRowProps {
  row: TableRow
  /** Place on the page, from 0. */
  index: number
  /** Where it begins among the rows, in px; null where it follows the one before. */
  top: number | null
  /** Columns that are in sight. */
  columns: readonly PlacedColumn[]
  /** No column says what is wrong with the client: the id has to. */
  marksId: boolean
  /** Can be reached by Tab, and keys act on it. */
  isActive: boolean
  /** Was picked. */
  isSelected: boolean
  /** Is a card, which has no heads: each cell says what it is. */
  isCard: boolean
  i18n: I18n
  /** Why its client cannot be kicked; null where it can. */
  refusal: string | null
  /** Kicks the client, or says why not. */
  onKick: (client: Client) => void
  /** Picks the client of a row, or lets it go; `asRange` with all those from the last one picked. */
  pick: (index: number, asRange: boolean) => void
  /** Takes the row's height, where rows differ. */
  measure: ((row: HTMLTableRowElement | null) => void) | undefined
}

/** One client of the list. */
export const ClientRow = memo(
  function ClientRow(props: ClientRowProps) {
    // Apart from what it shows: React makes what has set a state of its own twice.
    return <Cells {...props} changed={useChangedFields(props.row)} />
  },
  (before, after) =>
    before.row.original === after.row.original &&
    before.index === after.index &&
    before.top === after.top &&
    before.columns === after.columns &&
    before.marksId === after.marksId &&
    before.isActive === after.isActive &&
    before.isSelected === after.isSelected &&
    before.isCard === after.isCard &&
    before.i18n === after.i18n &&
    before.refusal === after.refusal &&
    before.measure === after.measure &&
    before.onKick === after.onKick &&
    before.pick === after.pick,
)

function Cells(props: ClientRowProps & { changed: ChangedFields }) {
  const { row, index, top, columns, marksId, isActive, isSelected, changed } = props
  const { isCard, i18n, refusal, onKick, pick, measure } = props
  const { messages } = i18n
  const client = row.original
  const id = excerpt(client.clientid)
  const [first, ...others] = columns.map(({ choice, choice: { field }, place }, nth) => (
    <td
      key={field}
      role="cell"
      aria-colindex={columnIndex(place)}
      // Those that are out of sight before it leave their tracks empty.
      style={nth === 1 && place > 1 ? { gridColumnStart: columnIndex(place) } : undefined}
      className={classOf(choice)}
      data-column={field}
      data-label={isCard ? headingOf(field, messages) : undefined}
      data-changed={changed.fields.has(field) ? changed.turn : undefined}
    >
      {marksId && nth === 0 ? markedLink(client, i18n) : cellOf(client, field, i18n)}
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
        // Beside the box as well: it is small. The click knows of the shift key, a change does not.
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

function classOf({ field, width }: ColumnChoice): string | undefined {
  if (field === 'clientid') return styles.id
  if (!isNumeric(field)) return `${styles.cell} ${styles.clipped}`
  // Numbers fit their columns unless these are made narrower.
  return `${styles.cell} ${styles.number} ${width === null ? '' : styles.clipped}`
}

interface ChangedFields {
  fields: ReadonlySet<ClientField>
  turn: number
}

const none: ReadonlySet<ClientField> = new Set()
const allFields = Object.keys(clientFields) as ClientField[]

/**
 * The fields whose cells the last refresh has changed. `turn` alternates with each, so that a mark of the
 * one before begins anew.
 */
function useChangedFields({ id, original: client }: TableRow): ChangedFields {
  const [state, setState] = useState({ id, client, fields: none, turn: 0 })
  if (state.client === client) return state
  const isChanged = (field: ClientField) => hasChanged(field, state.client, client)
  // Where another row has taken the place, nothing has changed.
  const fields = state.id === id ? new Set(allFields.filter(isChanged)) : none
  const next = { id, client, fields, turn: 1 - state.turn }
  setState(next)
  return next
}

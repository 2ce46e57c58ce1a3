import { useRef, useState, type KeyboardEvent } from 'react'
import { loadCode } from '../../../api/code-query.ts'
import { useI18n } from '../../../i18n/i18n.tsx'
import styles from './header.module.css'
import type { ColumnId, ColumnState } from '../../../list-address/search.ts'
import type { ClientsTableInstance } from '../use-clients-table.ts'
import { headingOf, isNumeric, widthOf } from './columns.tsx'
import { columnIndex, limited, moved, resized } from './layout.ts'
import type ResizeHandle from './resize-handle.tsx'
import { useColumns } from './use-columns.ts'

/** How much one press of a key changes the width of a column, in px. */
const STEP_PX = 16

const DRAGGED = 'application/x-roster-column'

interface ColumnHeaderProps {
  /** Place among the columns, from 0. */
  place: number
  column: ReturnType<ClientsTableInstance['getAllColumns']>[number]
  /** Shows columns while one is being resized. */
  onResizing: (columns: ColumnState) => void
  /** Opens the menu of the column beside an element. */
  onMenu: (opener: HTMLElement) => void
  /** The edge to drag; it is not there at once. */
  Handle: typeof ResizeHandle | undefined
}

/**
 * Head of a column: a press sorts, dragging it moves the column, dragging its edge resizes it.
 * By keyboard: Alt with an arrow moves or opens the menu, Shift with an arrow resizes.
 */
export function ColumnHeader(props: ColumnHeaderProps) {
  const { place, column, onResizing, onMenu, Handle } = props
  const { columns, changeColumns } = useColumns()
  const { columnOrder, columnSizing } = columns
  const { messages, format } = useI18n()
  const ref = useRef<HTMLTableCellElement>(null)
  const [isTarget, setIsTarget] = useState(false)
  const field = column.id as ColumnId
  const sorted = column.getIsSorted()
  const isFixed = place === 0
  const widthNow = () => ref.current?.offsetWidth ?? widthOf(field, columnSizing)
  const move = (from: number, to: number) =>
    changeColumns({ columnOrder: moved(columnOrder, from, to) })
  const withWidth = (width: number | undefined) => ({
    ...columns,
    columnSizing: resized(columnSizing, field, width),
  })

  const openMenu = () => onMenu(ref.current?.querySelector('button') ?? document.body)
  const fit = async () => {
    const { fittingWidth } = await loadCode(() => import('../menus/fitting-width.ts'))
    if (ref.current) changeColumns(withWidth(fittingWidth(ref.current, field)))
  }

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.altKey && event.key === 'ArrowDown') {
      event.preventDefault()
      openMenu()
    }
    const by = { ArrowLeft: -1, ArrowRight: 1 }[event.key]
    if (by === undefined || event.altKey === event.shiftKey) return
    event.preventDefault()
    event.stopPropagation()
    if (event.altKey) move(place, place + by)
    else changeColumns(withWidth(limited(widthNow() + by * STEP_PX)))
  }

  return (
    <th
      ref={ref}
      role="columnheader"
      scope="col"
      aria-colindex={columnIndex(place)}
      data-column={field}
      data-target={isTarget || undefined}
      className={isNumeric(field) ? styles.number : undefined}
      aria-sort={sorted ? (sorted === 'desc' ? 'descending' : 'ascending') : undefined}
      draggable={!isFixed}
      onContextMenu={(event) => {
        event.preventDefault()
        openMenu()
      }}
      onDragStart={({ dataTransfer }) => dataTransfer.setData(DRAGGED, field)}
      onDragOver={(event) => {
        if (isFixed || !event.dataTransfer.types.includes(DRAGGED)) return
        event.preventDefault()
        setIsTarget(true)
      }}
      onDragLeave={() => setIsTarget(false)}
      onDrop={(event) => {
        event.preventDefault()
        setIsTarget(false)
        move(columnOrder.indexOf(event.dataTransfer.getData(DRAGGED) as ColumnId), place)
      }}
    >
      <button
        type="button"
        className={styles.sort}
        title={messages.columns.headHint}
        onClick={() => column.toggleSorting()}
        onKeyDown={onKeyDown}
      >
        <span className={styles.label}>
          {headingOf(field, messages)}
          {field.endsWith('_at') && format.brokerTimeNote && (
            <small className={styles.note}>{format.brokerTimeNote}</small>
          )}
        </span>
        <svg
          className={styles.arrow}
          viewBox="0 0 10 10"
          aria-hidden="true"
          data-sorted={sorted ? (sorted === 'desc' ? 'down' : 'up') : undefined}
        >
          <path d="M5 1.5v7M2 5.5l3 3 3-3" />
        </svg>
      </button>
      {/* For the mouse: keys have Alt with an arrow, and the name of the column stays alone. */}
      <span className={styles.menu} aria-hidden="true" onClick={openMenu} />
      {Handle && (
        <Handle
          widthNow={widthNow}
          onResizing={(width) => onResizing(withWidth(width))}
          onResize={(width) => changeColumns(withWidth(width))}
          onFit={() => void fit().catch(() => {})}
        />
      )}
    </th>
  )
}

import { useRef, useState, type KeyboardEvent, type PointerEvent } from 'react'
import type { ClientField } from '../../../../contract/client.ts'
import { useI18n } from '../../../i18n/i18n.tsx'
import styles from './header.module.css'
import { headingOf, isNumeric, widthOf } from './columns.tsx'
import { COLUMN_WIDTHS, type ColumnChoice, type Sort } from '../../../list-address/search.ts'

/** How far one press of a key makes a column wider, in px. */
const STEP_PX = 16

const DRAGGED = 'application/x-roster-column'

interface ColumnHeaderProps {
  choice: ColumnChoice
  /** Place in the row, from 1. */
  index: number
  sort: Sort | null
  onSort: (sort: Sort | null) => void
  /** Moves the column by so many places to the right. */
  onMove: (by: number) => void
  /** Takes another column to the place of this one. */
  onDropOf: (field: string) => void
  /** Shows a width, in px, while it is being dragged. */
  onResizing: (width: number) => void
  /** Keeps a width; null for the column's own. */
  onResize: (width: number | null) => void
}

/**
 * Head of a column: a press sorts, dragging it moves the column, dragging its edge makes it wider.
 * By keyboard: Alt with an arrow moves, Shift with an arrow makes wider or narrower.
 */
export function ColumnHeader(props: ColumnHeaderProps) {
  const { choice, index, sort, onSort, onMove, onDropOf, onResizing, onResize } = props
  const { field } = choice
  const { messages, format } = useI18n()
  const ref = useRef<HTMLTableCellElement>(null)
  const [isTarget, setIsTarget] = useState(false)
  const isSorted = sort?.field === field
  const isFixed = field === 'clientid'

  const onKeyDown = (event: KeyboardEvent) => {
    const by = { ArrowLeft: -1, ArrowRight: 1 }[event.key]
    if (by === undefined || event.altKey === event.shiftKey) return
    event.preventDefault()
    event.stopPropagation()
    if (event.altKey) onMove(by)
    else onResize(limited((ref.current?.offsetWidth ?? widthOf(choice)) + by * STEP_PX))
  }

  return (
    <th
      ref={ref}
      role="columnheader"
      scope="col"
      aria-colindex={index}
      data-column={field}
      data-target={isTarget || undefined}
      className={isNumeric(field) ? styles.number : undefined}
      aria-sort={isSorted ? (sort.descending ? 'descending' : 'ascending') : undefined}
      draggable={!isFixed}
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
        onDropOf(event.dataTransfer.getData(DRAGGED))
      }}
    >
      <button
        type="button"
        className={styles.sort}
        title={messages.columns.headHint}
        onClick={() => onSort(nextSort(field, isSorted ? sort : null))}
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
          data-sorted={isSorted ? (sort.descending ? 'down' : 'up') : undefined}
        >
          <path d="M5 1.5v7M2 5.5l3 3 3-3" />
        </svg>
      </button>
      <ResizeHandle
        widthOfColumn={() => ref.current?.offsetWidth ?? widthOf(choice)}
        {...{ onResizing, onResize }}
      />
    </th>
  )
}

interface ResizeHandleProps {
  widthOfColumn: () => number
  onResizing: (width: number) => void
  onResize: (width: number | null) => void
}

/** The edge that can be dragged; a double click gives the column its own width back. */
function ResizeHandle({ widthOfColumn, onResizing, onResize }: ResizeHandleProps) {
  const drag = useRef<{ startX: number; startWidth: number } | null>(null)
  const widthAt = ({ clientX }: PointerEvent) =>
    drag.current && limited(drag.current.startWidth + clientX - drag.current.startX)
  return (
    <span
      className={styles.handle}
      aria-hidden="true"
      // Else the browser would drag the whole head.
      onMouseDown={(event) => event.preventDefault()}
      onPointerDown={(event) => {
        if (event.button !== 0) return
        drag.current = { startX: event.clientX, startWidth: widthOfColumn() }
        event.currentTarget.setPointerCapture(event.pointerId)
      }}
      onPointerMove={(event) => {
        const width = widthAt(event)
        if (width !== null) onResizing(width)
      }}
      onPointerUp={(event) => {
        const width = widthAt(event)
        const hasMoved = drag.current?.startX !== event.clientX
        drag.current = null
        if (width !== null && hasMoved) onResize(width)
      }}
      onPointerCancel={() => {
        if (drag.current) onResizing(drag.current.startWidth)
        drag.current = null
      }}
      onDoubleClick={() => onResize(null)}
    />
  )
}

function limited(width: number): number {
  return Math.round(Math.max(COLUMN_WIDTHS.min, Math.min(width, COLUMN_WIDTHS.max)))
}

/** Numbers from the most down first, all else from the least up; a third press ends the order. */
function nextSort(field: ClientField, current: Sort | null): Sort | null {
  const first = isNumeric(field)
  if (current === null) return { field, descending: first }
  return current.descending === first ? { field, descending: !first } : null
}

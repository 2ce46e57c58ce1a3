import {
  useCallback,
  useMemo,
  useRef,
  type CSSProperties,
  type ReactNode,
  type RefObject,
} from 'react'
import type { Client } from '../../contract/client.ts'
import { useI18n } from '../i18n/i18n.tsx'
import { ClientRow, type TableRow } from './client-row.tsx'
import styles from './clients-table.module.css'
import { gridOf } from './column-layout.ts'
import { densities, type Density } from './density.ts'
import type { ColumnChoice } from './search.ts'
import { useSelection } from './selection.ts'
import { useActiveRow } from './use-active-row.ts'
import { useLinkClicks } from './use-link-clicks.ts'
import { useColumnsInSight } from './use-columns-in-sight.ts'
import { usePicks } from './use-picks.ts'
import { useRowCommands } from './use-row-commands.ts'
import { usePlace, useScrollMemory } from './use-scroll-memory.ts'
import { useVirtualRows } from './use-virtual-rows.ts'

const HEADER_HEIGHT_PX = 36
const CARD_HEIGHT_PX = 240

interface VirtualTableProps {
  rows: readonly TableRow[]
  /** Columns that are shown. */
  choices: readonly ColumnChoice[]
  tableRef: RefObject<HTMLTableElement | null>
  isNarrow: boolean
  density: Density
  /** Tells the list that is asked for from others: another one starts at its top. */
  list: string
  /** The rows are of the list before, while the one that was asked for is on its way. */
  outdated: boolean
  onKick: (client: Client) => void
  /** The head: made elsewhere, so that a scroll does not make it anew. */
  children: ReactNode
}

/** What scrolls, with those of the rows in it that are in sight. */
export function VirtualTable(props: VirtualTableProps) {
  const { rows, choices, tableRef, isNarrow, density, list, outdated, onKick, children } = props
  const { messages } = useI18n()
  const scrollRef = useRef<HTMLDivElement>(null)
  const bodyRef = useRef<HTMLTableSectionElement>(null)
  const shownList = outdated ? null : list
  const memory = usePlace(list)
  const ids = useMemo(() => rows.map(({ id }) => id), [rows])
  const active = useActiveRow({
    rows,
    bodyRef,
    list: shownList,
    leftAt: memory.place.row,
    onActive: (row) => memory.keepPlace({ row }),
  })
  const virtual = useVirtualRows({
    count: rows.length,
    rowHeight: isNarrow ? CARD_HEIGHT_PX : densities[density],
    isNarrow,
    scrollRef,
    bodyRef,
    headerHeight: HEADER_HEIGHT_PX,
    keptIndex: active.index,
    // The same one for the same rows: with another, each row would be measured anew.
    keyOf: useCallback((index) => ids[index] ?? '', [ids]),
  })
  const { columns, all, look } = useColumnsInSight(scrollRef, tableRef, choices, isNarrow)
  // After the virtualizer, which begins at the top of what it is given.
  useScrollMemory(scrollRef, memory, shownList, isNarrow)
  const grid = useMemo(() => gridOf(choices), [choices])
  const marksId = !choices.some(({ field }) => field === 'connected')
  const pick = usePicks(rows)
  const selected = useSelection()
  const linkProps = useLinkClicks()
  const goToRow = (index: number) => active.moveTo(index, virtual.scrollToIndex)
  useRowCommands({ active: active.index, count: rows.length, goToRow, pick })

  return (
    <div
      ref={scrollRef}
      className={styles.scroll}
      role="region"
      aria-label={messages.clients.title}
      aria-busy={outdated}
      tabIndex={-1}
      data-density={density}
      // Before the rows change: afterwards each answer would cost a layout of the page.
      onScrollCapture={({ currentTarget: element }) => {
        element.toggleAttribute('data-scrolled', element.scrollLeft > 0)
        look()
      }}
    >
      <table
        ref={tableRef}
        role="table"
        className={styles.table}
        aria-label={messages.clients.title}
        aria-rowcount={rows.length + 1}
        aria-colcount={choices.length + 2}
        style={grid as CSSProperties}
      >
        {children}
        <tbody
          ref={bodyRef}
          role="rowgroup"
          style={{ blockSize: virtual.height }}
          {...active.bodyProps}
          {...linkProps}
          // A row that is moved in the document would light up once more.
          onAnimationEnd={({ target }) => (target as Element).removeAttribute('data-changed')}
        >
          {virtual.items.map(({ index, slot, top }) => {
            const row = rows[index]
            return (
              row && (
                <ClientRow
                  key={slot}
                  {...{ row, index, top, marksId, onKick, pick }}
                  // A screen reader goes through the cells of the row that it is in.
                  columns={index === active.index ? all : columns}
                  isActive={index === active.index}
                  isSelected={selected.has(row.original.clientid)}
                  measure={virtual.measureCard}
                />
              )
            )
          })}
        </tbody>
      </table>
    </div>
  )
}

import { useQuery } from '@tanstack/react-query'
import {
  useCallback,
  useMemo,
  useRef,
  useState,
  type CSSProperties,
  type ReactNode,
  type RefObject,
} from 'react'
import type { Client } from '../../../contract/client.ts'
import { useI18n } from '../../i18n/i18n.tsx'
import { useRefusals } from '../../session/permissions.ts'
import { useToast } from '../../ui/toaster.tsx'
import { ClientRow, type TableRow } from './rows/client-row.tsx'
import styles from './clients-table.module.css'
import { gridOf } from './columns/layout.ts'
import { densities, type Density } from './density.ts'
import { RowSlots } from './rows/slots.ts'
import type { ColumnChoice } from '../../list-address/search.ts'
import { useSelection } from '../selection/selection.ts'
import { useActiveRow } from './rows/use-active-row.ts'
import { useLinkClicks } from './rows/use-link-clicks.ts'
import { useColumnsInSight } from './columns/use-columns-in-sight.ts'
import { usePicks } from '../selection/use-picks.ts'
import { useRowCommands } from './rows/use-row-commands.ts'
import { usePlace, useScrollMemory } from './rows/use-scroll-memory.ts'
import type { VirtualRow } from './rows/use-virtual-rows.ts'
import type { ScrollToRow } from './rows/virtual-rows.tsx'
import { MOST_PLAIN_ROWS, virtualRowsCode } from './rows/virtual-rows-code.ts'

const HEADER_HEIGHT_PX = 36
const CARD_HEIGHT_PX = 240

/** What a row is rendered from: its place, and the elements that it gets. */
type Slot = Pick<VirtualRow, 'index' | 'slot'>

interface ScrollTableProps {
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
  /** The head. It is made elsewhere: a scroll does not render it again. */
  children: ReactNode
}

/** What scrolls: the head and the rows, all of them or, in a long list, those in sight. */
export function ScrollTable(props: ScrollTableProps) {
  const { rows, choices, tableRef, isNarrow, density, list, outdated, onKick, children } = props
  const i18n = useI18n()
  const { messages } = i18n
  const scrollRef = useRef<HTMLDivElement>(null)
  const bodyRef = useRef<HTMLTableSectionElement>(null)
  const scrollToRef = useRef<ScrollToRow>(null)
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
  const isLong = rows.length > MOST_PLAIN_ROWS
  const [slots] = useState(() => new RowSlots())
  const { data: VirtualRows, error } = useQuery({ ...virtualRowsCode, enabled: isLong })
  // Without the code of long lists all rows are made: slow, but none is missing.
  const plainCount = isLong && !error ? MOST_PLAIN_ROWS : rows.length
  // The same one for the same rows: with another, each row would be measured again.
  const keyOf = useCallback((index: number) => ids[index] ?? '', [ids])
  const { columns, all, look } = useColumnsInSight(scrollRef, tableRef, choices, isNarrow)
  useScrollMemory(scrollRef, memory, shownList, isNarrow)
  const grid = useMemo(() => gridOf(choices), [choices])
  const marksId = !choices.some(({ field }) => field === 'connected')
  const pick = usePicks(rows)
  const selected = useSelection()
  const linkProps = useLinkClicks()
  const showToast = useToast()
  const { kick: refusal } = useRefusals()
  const kick = useCallback(
    (client: Client) => void (refusal === null ? onKick(client) : showToast(refusal)),
    [refusal, onKick, showToast],
  )
  const goToRow = (index: number) => active.moveTo(index, (at) => scrollToRef.current?.(at))
  useRowCommands({ active: active.index, count: rows.length, goToRow, pick })

  const rowHeight = isNarrow ? CARD_HEIGHT_PX : densities[density]
  const body = {
    ref: bodyRef,
    role: 'rowgroup',
    ...active.bodyProps,
    ...linkProps,
    // A row that is moved in the document would light up once more.
    onAnimationEnd: ({ target }: { target: EventTarget }) =>
      (target as Element).removeAttribute('data-changed'),
  }
  const renderRow = ({ index, slot, top, measure }: Slot & Partial<VirtualRow>) => {
    const row = rows[index]
    return (
      row && (
        <ClientRow
          key={slot}
          top={top ?? null}
          {...{ row, index, measure, marksId, i18n, refusal, pick }}
          isCard={isNarrow}
          // A screen reader goes through the cells of the row that it is in.
          columns={index === active.index ? all : columns}
          isActive={index === active.index}
          isSelected={selected.has(row.original.clientid)}
          onKick={kick}
        />
      )
    )
  }
  const plain = () =>
    slots.place(
      ids.slice(0, plainCount).map((key, index) => ({ key, index })),
      true,
    )

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
        {isLong && VirtualRows ? (
          <VirtualRows
            {...{ rowHeight, isNarrow, scrollRef, bodyRef, keyOf, body, scrollToRef }}
            count={rows.length}
            headerHeight={HEADER_HEIGHT_PX}
            keptIndex={active.index}
          >
            {renderRow}
          </VirtualRows>
        ) : (
          <tbody {...body} style={isNarrow ? undefined : { blockSize: rows.length * rowHeight }}>
            {plain().map(renderRow)}
          </tbody>
        )}
      </table>
    </div>
  )
}

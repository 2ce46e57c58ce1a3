import { useQuery } from '@tanstack/react-query'
import {
  useCallback,
  useEffect,
  useMemo,
  useRef,
  useState,
  type CSSProperties,
  type MouseEvent,
  type ReactNode,
  type RefObject,
} from 'react'
import { useLocation, useNavigate } from 'react-router-dom'
import type { Client } from '../../../contract/client.ts'
import { clientPagePath } from '../../../contract/paths.ts'
import { useI18n } from '../../i18n/i18n.tsx'
import { basePath } from '../../api/base-path.ts'
import { useLazyDialog } from '../../feedback/use-lazy-dialog.ts'
import { useRefusals } from '../../session/permissions.ts'
import { opensElsewhere } from '../../ui/browser/opens-elsewhere.ts'
import { listNoticesCode } from '../list-notices-code.ts'
import { ClientRow, type MarkId, type TableRow } from './rows/client-row.tsx'
import styles from './clients-table.module.css'
import { gridOf } from './columns/layout.ts'
import type { MenuPlace } from './menus/row-tools.tsx'
import { densities, type Density } from './density.ts'
import { RowSlots } from './rows/slots.ts'
import { useFirstRows } from './rows/use-first-rows.ts'
import { lookedAt, noteLookedAt } from '../../list-address/list-order.ts'
import { useListAddress } from '../../list-address/list-address.tsx'
import { useSelection } from '../selection/selection.ts'
import { rowIndexOf, useActiveRow, type RowMark } from './rows/use-active-row.ts'
import { useColumnsInSight } from './columns/use-columns-in-sight.ts'
import { usePicks } from '../selection/use-picks.ts'
import { useRowCommands } from './rows/use-row-commands.ts'
import { usePlace, useScrollMemory } from './rows/use-scroll-memory.ts'
import type { VirtualRow } from './rows/use-virtual-rows.ts'
import type { ScrollToRow } from './rows/virtual-rows.tsx'
import { MOST_PLAIN_ROWS, virtualRowsCode } from './rows/virtual-rows-code.ts'

const HEADER_HEIGHT_PX = 36
/** Height of a row on narrow screens, in px: two lines. */
const NARROW_ROW_PX = 64

/** The place of a row, and the elements that it gets. */
type Slot = Pick<VirtualRow, 'index' | 'slot'>

interface ScrollTableProps {
  rows: readonly TableRow[]
  tableRef: RefObject<HTMLTableElement | null>
  isNarrow: boolean
  density: Density
  /** Tells the list of the address from others: another list starts at its top. */
  list: string
  /** The rows are still those of the list before: the list of the address is loading. */
  outdated: boolean
  onKick: (client: Client) => void
  /** The head. Its parent renders it, so that a scroll does not render it again. */
  children: ReactNode
}

/** The table that scrolls: the head and the rows. A long list has only the rows in sight. */
export function ScrollTable(props: ScrollTableProps) {
  const { rows, tableRef, isNarrow, density, list, outdated, onKick, children } = props
  const i18n = useI18n()
  const { messages } = i18n
  const scrollRef = useRef<HTMLDivElement>(null)
  const bodyRef = useRef<HTMLTableSectionElement>(null)
  const scrollToRef = useRef<ScrollToRow>(null)
  const mark = useTwinMarks(rows)
  const shownList = outdated ? null : list
  const memory = usePlace(list)
  const { search: listSearch } = useLocation()
  const ids = useMemo(() => rows.map(({ id }) => id), [rows])
  const active = useActiveRow({
    rows,
    bodyRef,
    list: shownList,
    ...leftAt(memory.place.row, listSearch),
    onActive: (row) => {
      memory.keepPlace({ row })
      if (row) noteLookedAt(listSearch, row.clientId)
    },
  })
  const isLong = rows.length > MOST_PLAIN_ROWS
  const [slots] = useState(() => new RowSlots())
  const { data: VirtualRows, error } = useQuery({ ...virtualRowsCode, enabled: isLong })
  const rowHeight = isNarrow ? NARROW_ROW_PX : densities[density]
  // Without the code of long lists all rows are rendered: slow, but none is missing.
  const plain = isLong && !error ? MOST_PLAIN_ROWS : rows.length
  const plainCount = useFirstRows(plain, rowHeight, active.index + 1)
  // The same function for the same rows: for another one, each row would be measured again.
  const keyOf = useCallback((index: number) => ids[index] ?? '', [ids])
  const { columns: state } = useListAddress().search
  const { columns, all, look } = useColumnsInSight(scrollRef, tableRef, state, isNarrow)
  useScrollMemory(scrollRef, memory, shownList, isNarrow)
  const grid = useMemo(() => gridOf(state), [state])
  const marksId = !isNarrow && !state.columnOrder.includes('problem')
  const pick = usePicks(rows)
  const selected = useSelection()
  const minute = useMinute()
  const navigate = useNavigate()
  // The page of the client leads back to this list.
  const open = (client: Client | undefined, inNewTab = false) => {
    if (!client) return
    const path = clientPagePath(client.clientid)
    if (inNewTab) window.open(basePath + path, '_blank', 'noopener')
    else void navigate(path, { state: { listSearch } })
  }
  const { kick: refusal } = useRefusals()
  const tools = useLazyDialog(() => import('./menus/row-tools.tsx'), { ahead: true })
  const [wasEntered, setEntered] = useState(false)
  // The client itself: a refresh may put another one in the place of its row.
  const [menuAt, setMenuAt] = useState<MenuPlace | null>(null)
  const openTools = () => {
    setEntered(true)
    tools.open()
  }
  const openMenu = (index: number) => {
    const opener = bodyRef.current?.querySelector<HTMLElement>(
      `[data-index="${index}"] [aria-haspopup]`,
    )
    const row = rows[index]
    if (row && opener) setMenuAt({ client: row.original, opener })
    openTools()
  }
  const goToRow = (index: number) => active.moveTo(index, (at) => scrollToRef.current?.(at))
  useRowCommands({
    active: active.index,
    count: rows.length,
    refusal,
    goToRow,
    open: (index) => open(rows[index]?.original),
    openMenu,
    kick: (index) => rows[index] && onKick(rows[index].original),
    pick,
  })

  const body = {
    ref: bodyRef,
    role: 'rowgroup',
    ...active.bodyProps,
    // One handler for all rows: a link of the router in each row takes an eighth of the script of a scroll.
    onClick: (event: MouseEvent) => {
      const target = event.target as Element
      const index = rowIndexOf(target)
      const isLink = target.closest('a') !== null
      // A click beside the box counts too: the box is small.
      if (target.closest('[data-column="picks"]')) pick(index, event.shiftKey)
      else if (target.closest('button')) openMenu(index)
      else if (isLink ? !opensElsewhere(event) : getSelection()?.type !== 'Range') {
        event.preventDefault()
        open(rows[index]?.original, !isLink && opensElsewhere(event))
      }
    },
    // Menus and tools are needed from now on.
    onPointerOver: wasEntered ? undefined : openTools,
    // A row that is moved in the document would light up again.
    onAnimationEnd: ({ target }: { target: EventTarget }) =>
      (target as Element).removeAttribute('data-changed'),
  }
  const renderRow = ({ index, slot, top }: Slot & Partial<VirtualRow>) => {
    const row = rows[index]
    return (
      row && (
        <ClientRow
          key={slot}
          top={top ?? null}
          client={row.original}
          rowId={row.id}
          {...{ index, marksId, mark, i18n, minute }}
          columnCount={all.length}
          // A screen reader goes through all cells of the active row.
          columns={index === active.index ? all : columns}
          isActive={index === active.index}
          isSelected={selected.has(row.original.clientid)}
        />
      )
    )
  }
  const plainRows = () =>
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
      data-fades
      // Captured, to read it before the rows change: afterwards it would cost a layout of the page.
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
        aria-colcount={all.length + 2}
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
            {plainRows().map(renderRow)}
          </tbody>
        )}
      </table>
      {tools.Dialog && (
        <tools.Dialog
          {...{ rows, bodyRef, menuAt, refusal, isNarrow, pick, open, openMenu, onKick }}
          closeMenu={() => setMenuAt(null)}
        />
      )}
    </div>
  )
}

/**
 * The row to go back to: that of the client that was looked at last, which need not be the one that was
 * opened. Its row may be out of sight.
 */
function leftAt(row: RowMark | null, search: string) {
  const clientId = row && lookedAt(search)
  return clientId && clientId !== row.clientId
    ? { leftAt: { id: '', clientId }, showsLeft: true }
    : { leftAt: row, showsLeft: false }
}

/** Another number each minute. */
function useMinute(): number {
  const [minute, setMinute] = useState(0)
  useEffect(() => {
    const timer = setInterval(() => setMinute((before) => before + 1), 60_000)
    return () => clearInterval(timer)
  }, [])
  return minute
}

/** Marks ids that look alike. Ids of ASCII letters cannot; other lists load no code for it. */
function useTwinMarks(rows: readonly TableRow[]): MarkId | undefined {
  const { language } = useI18n()
  const canBe = useMemo(() => rows.some(({ id }) => /[^\0-\x7f]/.test(id)), [rows])
  const { data: code } = useQuery({ ...listNoticesCode, enabled: canBe })
  return useMemo(() => {
    if (!canBe || code === undefined) return
    const twins = code.findTwins(rows.map(({ original }) => original.clientid))
    return twins.size > 0 ? (id, content) => code.markTwin(id, content, twins, language) : undefined
  }, [canBe, code, rows, language])
}

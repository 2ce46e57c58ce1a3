import { useCallback, useMemo, useRef, type RefObject } from 'react'
import type { Client } from '../../contract/client.ts'
import { ClientRow, type TableRow } from './client-row.tsx'
import type { ColumnChoice } from './search.ts'
import { useActiveRow } from './use-active-row.ts'
import { usePicks } from './use-picks.ts'
import { useRowCommands } from './use-row-commands.ts'
import type { usePlace } from './use-scroll-memory.ts'
import { useVirtualRows } from './use-virtual-rows.ts'

interface TableBodyProps {
  rows: readonly TableRow[]
  choices: readonly ColumnChoice[]
  /** Of the list whose rows these are; null while another one is on its way. */
  address: string | null
  isNarrow: boolean
  scrollRef: RefObject<HTMLElement | null>
  /** In px; of a card, a guess. */
  rowHeight: number
  headerHeight: number
  memory: ReturnType<typeof usePlace>
  onKick: (client: Client) => void
}

/** The rows in sight. Apart from the head, which a scroll need not render anew. */
export function TableBody(props: TableBodyProps) {
  const { rows, choices, address, isNarrow, scrollRef, rowHeight, headerHeight, memory, onKick } =
    props
  const bodyRef = useRef<HTMLTableSectionElement>(null)
  const ids = useMemo(() => rows.map(({ id }) => id), [rows])
  const active = useActiveRow({
    ids,
    bodyRef,
    address,
    leftAt: memory.place.row,
    onActive: (row) => memory.keepPlace({ row }),
  })
  const virtual = useVirtualRows({
    count: rows.length,
    rowHeight,
    isNarrow,
    scrollRef,
    bodyRef,
    headerHeight,
    keptIndex: active.index,
    // The same one for the same rows: with another, each row would be measured anew.
    keyOf: useCallback((index) => ids[index] ?? '', [ids]),
  })
  const pick = usePicks(rows)
  const goToRow = (index: number) => active.moveTo(index, virtual.scrollToIndex)
  useRowCommands({ active: active.index, count: rows.length, goToRow, pick })

  return (
    <tbody
      ref={bodyRef}
      role="rowgroup"
      style={{ blockSize: virtual.height }}
      {...active.bodyProps}
    >
      {virtual.items.map(({ index, key, top }) => {
        const row = rows[index]
        return (
          row && (
            <ClientRow
              key={key}
              {...{ row, index, top, choices, onKick, pick }}
              isActive={index === active.index}
              measure={virtual.measureCard}
            />
          )
        )
      })}
    </tbody>
  )
}

// The columns of a row that are in the document.
import { useCallback, useLayoutEffect, useMemo, useState, type RefObject } from 'react'
import type { ColumnId, ColumnState } from '../../../list-address/search.ts'
import { startsOf } from './layout.ts'

/** After so many px of a sideways scroll, other columns are put into the document. */
const STEP_PX = 160

/** A column of a row. */
export interface PlacedColumn {
  column: ColumnId
  /** Where it stands among the columns that are shown, from 0. */
  place: number
  /** It has another width than its own. */
  isResized: boolean
}

/** The columns of narrow screens: the others stand on the client's page. */
const narrowColumns: ColumnState = {
  columnOrder: ['clientid', 'connected', 'connected_at', 'username', 'problem', 'mqueue_len'],
  columnSizing: {},
}

/** The columns that rows have to show: the id, and the columns in sight. Narrow screens have their own. */
export function useColumnsInSight(
  scrollRef: RefObject<HTMLElement | null>,
  tableRef: RefObject<HTMLElement | null>,
  chosen: ColumnState,
  isNarrow: boolean,
) {
  const state = isNarrow ? narrowColumns : chosen
  const [{ left, right }, setSpan] = useState(() => ({ left: 0, right: stepUp(window.innerWidth) }))

  const starts = useMemo(() => startsOf(state), [state])

  const look = useCallback(() => {
    const element = scrollRef.current
    if (!element) return
    const { scrollLeft, clientWidth, scrollWidth } = element
    element.toggleAttribute('data-wide', scrollWidth > clientWidth)
    // A column that is being dragged narrower draws the columns behind it into sight.
    const drawn = Math.max(0, (starts.at(-1) ?? 0) - scrollWidth)
    const next = { left: stepDown(scrollLeft), right: stepUp(scrollLeft + clientWidth + drawn) }
    // In a scroll, React renders the table again even for the same state.
    if (next.left !== left || next.right !== right) setSpan(next)
  }, [scrollRef, starts, left, right])

  useLayoutEffect(() => {
    const observer = new ResizeObserver(look)
    for (const { current } of [scrollRef, tableRef]) if (current) observer.observe(current)
    return () => observer.disconnect()
  }, [scrollRef, tableRef, look])

  const all = useMemo(
    () =>
      state.columnOrder.map((column, place): PlacedColumn => {
        return { column, place, isResized: state.columnSizing[column] !== undefined }
      }),
    [state],
  )
  const columns = useMemo(() => {
    const isInSight = ({ place }: PlacedColumn) =>
      place === 0 || ((starts[place + 1] ?? 0) > left && (starts[place] ?? 0) < right)
    return isNarrow ? all : all.filter(isInSight)
  }, [starts, all, left, right, isNarrow])

  /** Call `look` after a scroll. */
  return { columns, all, look }
}

const stepDown = (px: number) => Math.floor(px / STEP_PX) * STEP_PX
const stepUp = (px: number) => Math.ceil(px / STEP_PX) * STEP_PX

import { useCallback, useLayoutEffect, useMemo, useState, type RefObject } from 'react'
import { startsOf } from './layout.ts'
import type { ColumnChoice } from '../../../list-address/search.ts'

/** So far a sideways scroll goes, in px, before other columns are put into the document. */
const STEP_PX = 160

/** A column of a row, and where it stands among those that are chosen, from 0. */
export interface PlacedColumn {
  choice: ColumnChoice
  place: number
}

/**
 * The columns that rows have to show: the id, and those in sight of what scrolls them. On cards all
 * are.
 */
export function useColumnsInSight(
  scrollRef: RefObject<HTMLElement | null>,
  tableRef: RefObject<HTMLElement | null>,
  choices: readonly ColumnChoice[],
  isNarrow: boolean,
) {
  const [{ left, right }, setSpan] = useState(() => ({ left: 0, right: stepUp(window.innerWidth) }))

  const starts = useMemo(() => startsOf(choices), [choices])

  const look = useCallback(() => {
    const element = scrollRef.current
    if (!element) return
    const { scrollLeft, clientWidth, scrollWidth } = element
    // A column that is being dragged narrower draws those behind it into sight.
    const drawn = Math.max(0, (starts.at(-1) ?? 0) - scrollWidth)
    const next = { left: stepDown(scrollLeft), right: stepUp(scrollLeft + clientWidth + drawn) }
    // Even the same state, set in a scroll, would have the table rendered once more.
    if (next.left !== left || next.right !== right) setSpan(next)
  }, [scrollRef, starts, left, right])

  useLayoutEffect(() => {
    const observer = new ResizeObserver(look)
    for (const { current } of [scrollRef, tableRef]) if (current) observer.observe(current)
    return () => observer.disconnect()
  }, [scrollRef, tableRef, look])

  const all = useMemo(() => choices.map((choice, place) => ({ choice, place })), [choices])
  const columns = useMemo(() => {
    const isInSight = ({ place }: PlacedColumn) =>
      place === 0 || ((starts[place + 1] ?? 0) > left && (starts[place] ?? 0) < right)
    return isNarrow ? all : all.filter(isInSight)
  }, [starts, all, left, right, isNarrow])

  /** `look` is to be called when it was scrolled. */
  return { columns, all, look }
}

const stepDown = (px: number) => Math.floor(px / STEP_PX) * STEP_PX
const stepUp = (px: number) => Math.ceil(px / STEP_PX) * STEP_PX

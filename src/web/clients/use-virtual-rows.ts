import { useVirtualizer, useWindowVirtualizer } from '@tanstack/react-virtual'
import { useLayoutEffect, useState, type RefObject } from 'react'
import { withKeptRow } from '../status/with-kept-row.ts'
import { isAhead } from '../ui/is-ahead.ts'

/** Rows beyond the edges that are there already when a scroll brings them in. */
const OVERSCAN = 8

/** What the first picture has in sight: the window's height is not known yet. */
const AHEAD_HEIGHT_PX = 800

interface VirtualRowsOptions {
  count: number
  /** In px; of a card it is a guess, and each is measured. */
  rowHeight: number
  /** Rows are cards, and the document scrolls instead of the list. */
  isNarrow: boolean
  /** What scrolls. */
  scrollRef: RefObject<HTMLElement | null>
  /** What the rows stand in. */
  bodyRef: RefObject<HTMLElement | null>
  /** Height of the header that covers what is scrolled, in px. */
  headerHeight: number
  /** A row that stays though it is out of sight, so that the focus in it is not lost. */
  keptIndex: number
  keyOf: (index: number) => string
}

/** Which rows of a page are in the document: those in sight, some around, and one that is kept. */
export function useVirtualRows(options: VirtualRowsOptions) {
  const { count, rowHeight, isNarrow, scrollRef, bodyRef, headerHeight, keptIndex, keyOf } = options
  const scrollMargin = useTopInDocument(bodyRef, isNarrow)
  const common = {
    count,
    overscan: isAhead ? 0 : OVERSCAN,
    estimateSize: () => rowHeight,
    getItemKey: keyOf,
    rangeExtractor: withKeptRow(keptIndex),
  }
  // Nothing memoizes what this returns, which is what the rule is afraid of.
  // oxlint-disable-next-line react/incompatible-library
  const inList = useVirtualizer<HTMLElement, HTMLTableRowElement>({
    ...common,
    enabled: !isNarrow,
    getScrollElement: () => scrollRef.current,
    scrollPaddingStart: headerHeight,
    ...(isAhead && { initialRect: { width: 0, height: AHEAD_HEIGHT_PX } }),
  })
  const inDocument = useWindowVirtualizer<HTMLTableRowElement>({
    ...common,
    enabled: isNarrow,
    scrollMargin,
  })
  const virtualizer = isNarrow ? inDocument : inList
  useLayoutEffect(() => virtualizer.measure(), [virtualizer, rowHeight])

  const shown = virtualizer.getVirtualItems()
  const indexes = new Set(shown.map(({ index }) => index))
  const isApart = (index: number) => !indexes.has(index - 1) && !indexes.has(index + 1)
  const items = shown.map(({ index, key, start }) => {
    const top = start - virtualizer.options.scrollMargin
    return { index, key, top, stacked: !isNarrow && !isApart(index) }
  })

  return {
    /** Height of all rows, in px. */
    height: virtualizer.getTotalSize(),
    /** Where the stacked rows begin, in px. */
    top: items.find(({ stacked }) => stacked)?.top ?? 0,
    /**
     * `stacked` ones follow one another; each other has its own place. Where every row had one, the
     * browser would find no two rows alike, and take several times as long to style them.
     */
    items,
    /** For each card, with its place in `data-index`. */
    measureCard: isNarrow ? virtualizer.measureElement : undefined,
    scrollToIndex: (index: number) => virtualizer.scrollToIndex(index),
  }
}

/** How far below the top of the document an element begins, in px; only looked at where it counts. */
function useTopInDocument(ref: RefObject<HTMLElement | null>, counts: boolean): number {
  const [top, setTop] = useState(0)
  useLayoutEffect(() => {
    const element = ref.current
    if (!counts || !element) return
    const measure = () => setTop(Math.round(element.getBoundingClientRect().top + window.scrollY))
    measure()
    // Whatever grows or shrinks above makes the document do so too.
    const observer = new ResizeObserver(measure)
    observer.observe(document.body)
    return () => observer.disconnect()
  }, [counts, ref])
  return top
}

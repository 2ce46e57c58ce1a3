// The rows of a long list that are in the document.
import { useVirtualizer, useWindowVirtualizer } from '@tanstack/react-virtual'
import { useLayoutEffect, useState, type RefObject } from 'react'
import { withKeptRow } from '../../../ui/list/with-kept-row.ts'
import { RowSlots } from './slots.ts'

/** Rows beyond the edges that are in the document already when a scroll brings them into sight. */
const OVERSCAN = 8

/** Sizes and elements of a long list. */
export interface VirtualRowsOptions {
  count: number
  /** In px. */
  rowHeight: number
  /** The document scrolls instead of the list. */
  isNarrow: boolean
  /** The element that scrolls. */
  scrollRef: RefObject<HTMLElement | null>
  /** The element that holds the rows. */
  bodyRef: RefObject<HTMLElement | null>
  /** Height of the header that covers what is scrolled, in px. */
  headerHeight: number
  /** This row stays in the document if it is out of sight: the focus in it is not lost. */
  keptIndex: number
  keyOf: (index: number) => string
}

interface Place {
  index: number
  key: string
  /** Where the row begins among all rows, in px. */
  top: number
}

/** A row that is in the document. */
export interface VirtualRow extends Place {
  /** Tells its elements from those of other rows: the key for React. */
  slot: string | number
}

/** The rows of a page that are in the document: those in sight, some around them, and a kept one. */
export function useVirtualRows(options: VirtualRowsOptions) {
  const { count, rowHeight, isNarrow, scrollRef, bodyRef, headerHeight, keptIndex, keyOf } = options
  const scrollMargin = useTopInDocument(bodyRef, isNarrow)
  const withKept = withKeptRow(keptIndex)
  const common = {
    count,
    overscan: OVERSCAN,
    estimateSize: () => rowHeight,
    getItemKey: keyOf,
    rangeExtractor: withKept,
  }
  // The rule is about memoized results; this result is not memoized.
  // oxlint-disable-next-line react/incompatible-library
  const inList = useVirtualizer<HTMLElement, HTMLTableRowElement>({
    ...common,
    enabled: !isNarrow,
    getScrollElement: () => scrollRef.current,
    // The same number at every scroll position: each row that comes gets the slot of one that goes.
    rangeExtractor: (range) => {
      const inSight = Math.ceil((inList.scrollRect?.height ?? 0) / rowHeight)
      const endIndex = Math.min(Math.max(range.startIndex, OVERSCAN) + inSight, count - 1)
      return withKept({ ...range, endIndex })
    },
    scrollMargin: headerHeight,
    scrollPaddingStart: headerHeight,
    // The borders of the list, which are part of its height.
    scrollPaddingEnd: 2,
  })
  const inDocument = useWindowVirtualizer<HTMLTableRowElement>({
    ...common,
    enabled: isNarrow,
    scrollMargin,
  })
  const virtualizer = isNarrow ? inDocument : inList
  useLayoutEffect(() => virtualizer.measure(), [virtualizer, rowHeight])

  const [slots] = useState(() => new RowSlots<Place>())
  const places = virtualizer.getVirtualItems().map(({ index, start }): Place => {
    return { index, key: keyOf(index), top: start - virtualizer.options.scrollMargin }
  })

  return {
    /** Height of all rows, in px. */
    height: virtualizer.getTotalSize(),
    /** Rows in the order of the document. During a scroll this is not the order of the list. */
    items: (isNarrow
      ? places.map((place) => ({ ...place, slot: place.key }))
      : slots.place(places, !virtualizer.isScrolling)) satisfies readonly VirtualRow[],
    scrollToIndex: (index: number) => virtualizer.scrollToIndex(index),
  }
}

/** How far below the top of the document an element begins, in px; measured only if it counts. */
function useTopInDocument(ref: RefObject<HTMLElement | null>, counts: boolean): number {
  const [top, setTop] = useState(0)
  useLayoutEffect(() => {
    const element = ref.current
    if (!counts || !element) return
    const measure = () => setTop(Math.round(element.getBoundingClientRect().top + window.scrollY))
    measure()
    // If something above grows or shrinks, the document does too.
    const observer = new ResizeObserver(measure)
    observer.observe(document.body)
    return () => observer.disconnect()
  }, [counts, ref])
  return top
}

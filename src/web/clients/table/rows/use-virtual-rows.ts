import { useVirtualizer, useWindowVirtualizer } from '@tanstack/react-virtual'
import { useLayoutEffect, useState, type RefObject } from 'react'
import { withKeptRow } from '../../../ui/list/with-kept-row.ts'
import { RowSlots } from './slots.ts'

/** Rows beyond the edges that are there already when a scroll brings them in. */
const OVERSCAN = 8

/** What a long list is made of. */
export interface VirtualRowsOptions {
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

interface Place {
  index: number
  key: string
  /** Where the row begins among all, in px. */
  top: number
}

/** A row that is in the document. */
export interface VirtualRow extends Place {
  /** Tells its elements from those of other rows. */
  slot: string | number
  /** Takes the height of a card, whose place stands in `data-index`; rows need no measuring. */
  measure: ((row: HTMLTableRowElement | null) => void) | undefined
}

/** Which rows of a page are in the document: those in sight, some around, and one that is kept. */
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
  // Nothing memoizes what this returns, which is what the rule is afraid of.
  // oxlint-disable-next-line react/incompatible-library
  const inList = useVirtualizer<HTMLElement, HTMLTableRowElement>({
    ...common,
    enabled: !isNarrow,
    getScrollElement: () => scrollRef.current,
    // As many wherever it is scrolled to, so that each row that comes finds a slot of one that goes.
    rangeExtractor: (range) => {
      const inSight = Math.ceil((inList.scrollRect?.height ?? 0) / rowHeight)
      const endIndex = Math.min(Math.max(range.startIndex, OVERSCAN) + inSight, count - 1)
      return withKept({ ...range, endIndex })
    },
    scrollMargin: headerHeight,
    scrollPaddingStart: headerHeight,
    // The list's borders, which its height takes in.
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
  const measure = isNarrow ? virtualizer.measureElement : undefined
  const places = virtualizer.getVirtualItems().map(({ index, start }): Place => {
    return { index, key: keyOf(index), top: start - virtualizer.options.scrollMargin }
  })

  return {
    /** Height of all rows, in px. */
    height: virtualizer.getTotalSize(),
    /** Rows in the order of the document; while it is being scrolled, that is not theirs. */
    items: (isNarrow
      ? places.map((place) => ({ ...place, slot: place.key }))
      : slots.place(places, !virtualizer.isScrolling)
    ).map((place): VirtualRow => ({ ...place, measure })),
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

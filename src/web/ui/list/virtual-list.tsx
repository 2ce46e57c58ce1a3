import { useVirtualizer } from '@tanstack/react-virtual'
import { useCallback, useRef, type ReactNode } from 'react'
import styles from './virtual-list.module.css'
import { withKeptRow } from './with-kept-row.ts'

/** Height of an item of one line. Items are measured. */
const ITEM_PX = 32

interface VirtualListProps<T> {
  label: string
  items: readonly T[]
  /** Must be the same function at each render: for another one, the list measures all items again. */
  keyOf: (item: T) => string
  /** Shown if there are no items. */
  empty: string
  /** How many items the list has room for, so that its height stays while few are found. */
  room: number
  /** Index of the one item that can get the focus, and is always rendered. By default the list can. */
  focusable?: number
  children: (item: T, index: number) => ReactNode
}

/** A scrolling list of up to tens of thousands of items. It renders only the visible ones. */
export function VirtualList<T>(props: VirtualListProps<T>) {
  const { label, items, keyOf, empty, room, focusable, children } = props
  const scroll = useRef<HTMLDivElement>(null)
  const getItemKey = useCallback((index: number) => keyOf(items[index] as T), [items, keyOf])
  // The warning concerns the React Compiler, which Roster does not use.
  // oxlint-disable-next-line react/incompatible-library
  const virtualizer = useVirtualizer({
    count: items.length,
    getScrollElement: () => scroll.current,
    estimateSize: () => ITEM_PX,
    getItemKey,
    overscan: 8,
    rangeExtractor: withKeptRow(focusable),
  })
  return (
    <div
      ref={scroll}
      className={styles.scroll}
      role="group"
      aria-label={label}
      tabIndex={focusable === undefined ? 0 : -1}
      style={{ minBlockSize: `min(${Math.max(1, room) * ITEM_PX + 2}px, 40dvh)` }}
    >
      {items.length === 0 && <p className={styles.empty}>{empty}</p>}
      <ol role="list" className={styles.list} style={{ blockSize: virtualizer.getTotalSize() }}>
        {virtualizer.getVirtualItems().map(({ index, key, start }) => (
          <li
            key={key}
            ref={virtualizer.measureElement}
            role="listitem"
            className={styles.item}
            data-index={index}
            aria-setsize={items.length}
            aria-posinset={index + 1}
            style={{ transform: `translateY(${start}px)` }}
          >
            {children(items[index] as T, index)}
          </li>
        ))}
      </ol>
    </div>
  )
}

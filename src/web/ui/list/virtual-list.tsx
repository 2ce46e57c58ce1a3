import { useVirtualizer } from '@tanstack/react-virtual'
import { useCallback, useRef, type ReactNode } from 'react'
import styles from './virtual-list.module.css'
import { withKeptRow } from './with-kept-row.ts'

interface VirtualListProps<T> {
  label: string
  items: readonly T[]
  /** The same function at each render: with another one, every item is measured anew. */
  keyOf: (item: T) => string
  /** Said where there is no item. */
  empty: string
  /** How many items to keep room for, so that what stands below does not move. */
  room: number
  /** Index of the item that can take the focus, which stays wherever the list is scrolled; without one, the list itself can. */
  focusable?: number
  children: (item: T, index: number) => ReactNode
}

/** A scrolling list of which only what is in sight is made: for up to tens of thousands of items. */
export function VirtualList<T>(props: VirtualListProps<T>) {
  const { label, items, keyOf, empty, room, focusable, children } = props
  const scroll = useRef<HTMLDivElement>(null)
  const getItemKey = useCallback((index: number) => keyOf(items[index] as T), [items, keyOf])
  // The React Compiler, which cannot make sense of it, is not used here.
  // oxlint-disable-next-line react/incompatible-library
  const virtualizer = useVirtualizer({
    count: items.length,
    getScrollElement: () => scroll.current,
    estimateSize: () => 32,
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
      style={{ blockSize: `min(${Math.max(2, room) * 40}px, 40dvh)` }}
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

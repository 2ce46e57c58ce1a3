// The active row, and the focus in it.
import {
  useEffect,
  useLayoutEffect,
  useRef,
  useState,
  type FocusEvent,
  type RefObject,
} from 'react'
import { flushSync } from 'react-dom'
import { focusContent, isFocusLost } from '../../../ui/browser/focus-content.ts'
import type { TableRow } from './client-row.tsx'

/** A row by its id, and by its client: a client that connects again has another row. */
export interface RowMark {
  id: string
  clientId: string
}

interface ActiveRowOptions {
  /** All rows, in their order. */
  rows: readonly TableRow[]
  /** The element that holds the rows. Each row has its place, from 0, in `data-index`. */
  bodyRef: RefObject<HTMLElement | null>
  /**
   * Tells the list whose rows are shown from others: another list starts at its first row. Null while
   * the rows are still another list's.
   */
  list: string | null
  /** The row that was active when this visit of the list was left. */
  leftAt: RowMark | null
  /** It may be out of sight, and has to be shown. */
  showsLeft: boolean
  /** Called with each row that becomes the active one. */
  onActive: (row: RowMark | null) => void
}

/**
 * The row that keys act on, and that Tab leads to. If it leaves the list with the focus in it, the row
 * that has come to its place gets the focus. Going back to a list gives the focus to the row that was
 * left.
 */
export function useActiveRow({
  rows,
  bodyRef,
  list,
  leftAt,
  showsLeft,
  onActive,
}: ActiveRowOptions) {
  const [active, setActive] = useState({ row: leftAt, index: 0, list })
  const found = active.row === null ? -1 : findRow(rows, active.row)
  const index = found >= 0 ? found : Math.min(active.index, rows.length - 1)
  if (list !== null && active.list !== list) {
    setActive({ row: leftAt, index: 0, list })
  } else if (found >= 0 && (found !== active.index || rows[found]?.id !== active.row?.id)) {
    setActive({ ...active, row: markOf(rows[found]), index: found })
  }
  const hasFocus = useRef(false)

  /** The row at which the list was left has yet to come into the document. */
  const isReturning = useRef(found >= 0)

  const focusRow = (at: number) => {
    const row = bodyRef.current?.querySelector<HTMLElement>(`[data-index="${at}"]`)
    row?.focus({ preventScroll: true })
    return Boolean(row)
  }
  /** The focus is gone with its row, or in elements that belong to another row by now. */
  const hasFocusStrayed = () => {
    const focused = document.activeElement
    const row = bodyRef.current?.contains(focused) && focused?.closest<HTMLElement>('[data-index]')
    return row ? Number(row.dataset.index) !== index : focused === document.body
  }
  const activate = (at: number) => {
    const row = markOf(rows[at])
    onActive(row)
    setActive({ row, index: at, list: active.list })
  }

  useLayoutEffect(() => {
    if (isReturning.current) {
      isReturning.current = isFocusLost() && !focusRow(index)
      // After the list was scrolled to where it was left.
      if (showsLeft && !isReturning.current) requestAnimationFrame(showFocused)
    } else if (hasFocus.current && hasFocusStrayed()) focusRow(index)
  })
  useEffect(
    () => () => {
      if (hasFocus.current) setTimeout(() => isFocusLost() && focusContent())
    },
    [],
  )

  return {
    index,
    /** Moves to a row: into the document, then into sight, then the focus. */
    moveTo: (next: number, scrollTo: (index: number) => void) => {
      const at = Math.max(0, Math.min(next, rows.length - 1))
      flushSync(() => activate(at))
      scrollTo(at)
      focusRow(at)
      // Only now it is known what covers the edges.
      showFocused()
    },
    /** For the element of `bodyRef`: a row that gets the focus becomes the active one. */
    bodyProps: {
      onFocus: ({ target }: FocusEvent) => {
        const at = rowIndexOf(target)
        hasFocus.current = true
        if (at >= 0) activate(at)
      },
      onBlur: ({ target }: FocusEvent) => {
        // An element that leaves the document loses the focus too. Then the list still has it.
        queueMicrotask(() => {
          if (target.isConnected && !bodyRef.current?.contains(document.activeElement)) {
            hasFocus.current = false
          }
        })
      },
    },
  }
}

const showFocused = () => document.activeElement?.scrollIntoView({ block: 'nearest' })

/** The place of the row that an element is in, from 0; -1 if it is in none. */
export function rowIndexOf(element: Element): number {
  return Number(element.closest<HTMLElement>('[data-index]')?.dataset.index ?? -1)
}

function markOf(row: TableRow | undefined): RowMark | null {
  return row ? { id: row.id, clientId: row.original.clientid } : null
}

function findRow(rows: readonly TableRow[], { id, clientId }: RowMark): number {
  const at = rows.findIndex((row) => row.id === id)
  return at >= 0 ? at : rows.findIndex(({ original }) => original.clientid === clientId)
}

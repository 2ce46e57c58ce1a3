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

/** A row by its id and, for when it is gone, by its client: one that connects anew has another row. */
export interface RowMark {
  id: string
  clientId: string
}

interface ActiveRowOptions {
  /** All of them, in their order. */
  rows: readonly TableRow[]
  /** What the rows stand in, each with its place, from 0, in `data-index`. */
  bodyRef: RefObject<HTMLElement | null>
  /** Tells the list whose rows are shown from others; another one starts at its first row. Null while they are still another's. */
  list: string | null
  /** The row at which this visit of the list was left. */
  leftAt: RowMark | null
  /** Told of each row that becomes the active one. */
  onActive: (row: RowMark | null) => void
}

/**
 * The row that keys act on: the one that can be reached by Tab. Where it leaves the list with the
 * focus in it, the row that has come to its place takes over; a list that is come back to gives the
 * focus to the row that was left.
 */
export function useActiveRow({ rows, bodyRef, list, leftAt, onActive }: ActiveRowOptions) {
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
  /** Gone with its row, or left in elements that are another row's by now. */
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
    if (isReturning.current) isReturning.current = isFocusLost() && !focusRow(index)
    else if (hasFocus.current && hasFocusStrayed()) focusRow(index)
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
      // By then what covers the edges is known, and how high a card is.
      document.activeElement?.scrollIntoView({ block: 'nearest' })
    },
    /** For the element of `bodyRef`: the row in which something takes the focus becomes the active one. */
    bodyProps: {
      onFocus: ({ target }: FocusEvent) => {
        const at = Number(target.closest<HTMLElement>('[data-index]')?.dataset.index ?? -1)
        hasFocus.current = true
        if (at >= 0) activate(at)
      },
      onBlur: ({ target }: FocusEvent) => {
        // What leaves the document gives the focus up as well, but not by the reader's will.
        queueMicrotask(() => {
          if (target.isConnected && !bodyRef.current?.contains(document.activeElement)) {
            hasFocus.current = false
          }
        })
      },
    },
  }
}

function markOf(row: TableRow | undefined): RowMark | null {
  return row ? { id: row.id, clientId: row.original.clientid } : null
}

function findRow(rows: readonly TableRow[], { id, clientId }: RowMark): number {
  const at = rows.findIndex((row) => row.id === id)
  return at >= 0 ? at : rows.findIndex(({ original }) => original.clientid === clientId)
}

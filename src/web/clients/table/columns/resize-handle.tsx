import { useRef, type PointerEvent } from 'react'
import styles from './header.module.css'
import { limited } from './layout.ts'

interface ResizeHandleProps {
  /** Width of the column in px. */
  widthNow: () => number
  /** Shows a width, in px, while it is being dragged. */
  onResizing: (width: number) => void
  /** Keeps a width. */
  onResize: (width: number) => void
  /** Gives the column the width of its content. */
  onFit: () => void
}

/** The edge of a head, to be dragged. A double click fits the column to its content. */
export default function ResizeHandle({ widthNow, onResizing, onResize, onFit }: ResizeHandleProps) {
  const drag = useRef<{ startX: number; startWidth: number } | null>(null)
  const widthAt = ({ clientX }: PointerEvent) =>
    drag.current && limited(drag.current.startWidth + clientX - drag.current.startX)
  return (
    <span
      className={styles.handle}
      aria-hidden="true"
      // Without this, the browser drags the whole head.
      onMouseDown={(event) => event.preventDefault()}
      onPointerDown={(event) => {
        if (event.button !== 0) return
        drag.current = { startX: event.clientX, startWidth: widthNow() }
        event.currentTarget.setPointerCapture(event.pointerId)
      }}
      onPointerMove={(event) => {
        const width = widthAt(event)
        if (width !== null) onResizing(width)
      }}
      onPointerUp={(event) => {
        const width = widthAt(event)
        const hasMoved = drag.current?.startX !== event.clientX
        drag.current = null
        if (width !== null && hasMoved) onResize(width)
      }}
      onPointerCancel={() => {
        if (drag.current) onResizing(drag.current.startWidth)
        drag.current = null
      }}
      onDoubleClick={onFit}
    />
  )
}

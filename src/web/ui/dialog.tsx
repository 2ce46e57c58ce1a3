import { useEffect, useId, useRef, type ReactNode, type RefObject } from 'react'
import { focusContent } from './browser/focus-content.ts'
import styles from './dialog.module.css'

interface DialogProps {
  title: string
  className?: string | undefined
  describedBy?: string
  /** Called when the reader wants to close the dialog. It stays open until it is unmounted. */
  onClose: () => void
  /** True if the opener goes away: the next row's button, or the content, then gets the focus. */
  openerLeaves?: RefObject<boolean>
  /** Gets the focus first: of several buttons, the harmless one. */
  initialFocus: RefObject<HTMLElement | null>
  children: ReactNode
}

/** A modal dialog, open while it is mounted. Its opener gets the focus back. */
export function Dialog(props: DialogProps) {
  const {
    title,
    className = '',
    describedBy,
    onClose,
    openerLeaves,
    initialFocus,
    children,
  } = props
  const ref = useRef<HTMLDialogElement>(null)
  const titleId = useId()

  useEffect(() => {
    const dialog = ref.current
    const opener = document.activeElement
    const successor = findSuccessor(opener)
    const focusNext = () => {
      const stays = opener instanceof HTMLElement && opener.isConnected && !openerLeaves?.current
      const next = stays ? opener : successor()
      if (next) next.focus()
      else focusContent()
    }
    dialog?.showModal()
    initialFocus.current?.focus()
    return () => {
      dialog?.close()
      focusNext()
    }
  }, [openerLeaves, initialFocus])

  return (
    <dialog
      ref={ref}
      className={`${styles.dialog} ${className}`}
      aria-labelledby={titleId}
      aria-describedby={describedBy}
      onCancel={(event) => {
        event.preventDefault()
        onClose()
      }}
      // Browsers let a page prevent the first Escape only: the second one closes the dialog.
      onClose={({ currentTarget: dialog }) => {
        if (dialog.open) return
        dialog.showModal()
        initialFocus.current?.focus()
      }}
    >
      <h2 id={titleId}>{title}</h2>
      {children}
    </dialog>
  )
}

/**
 * Finds the button of the row after the opener's row, if the opener is in a table. The opener's row
 * may be gone by the time of the call, so the row's index counts.
 */
function findSuccessor(opener: Element | null): () => HTMLElement | null {
  const row = opener?.closest('tr')
  const body = row?.closest('tbody')
  const index = row?.sectionRowIndex ?? -1
  return () => {
    const others = [...(body?.rows ?? [])].filter((other) => other !== row)
    const beside = others[Math.min(index, others.length - 1)]
    return beside?.querySelector('button') ?? null
  }
}

import { useEffect, useId, useRef, type ReactNode, type RefObject } from 'react'
import { focusContent } from './browser/focus-content.ts'
import styles from './dialog.module.css'

interface DialogProps {
  title: string
  className?: string | undefined
  describedBy?: string
  /** The operator wants it closed; it stays for as long as it is rendered. */
  onClose: () => void
  /** Set when what opened it is about to leave: focus then goes to the row beside, or the content. */
  openerLeaves?: RefObject<boolean>
  /** What has the focus at first: of a choice, the harmless one. */
  initialFocus: RefObject<HTMLElement | null>
  children: ReactNode
}

/** A modal dialog, open for as long as it is rendered. Focus returns to where it came from. */
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
      // Browsers heed a refusal once; at the next Escape they close it all the same.
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
 * Finds, where what opened the dialog stands in a table, the same button one row on. The row itself
 * may have left the table by then, so its place in it is what counts.
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

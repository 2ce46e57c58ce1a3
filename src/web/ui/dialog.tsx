import { useEffect, useId, useRef, type ReactNode, type RefObject } from 'react'
import styles from './dialog.module.css'

interface DialogProps {
  title: string
  describedBy?: string
  /** Null while it must not be closed. */
  onClose: (() => void) | null
  /** Set when what opened it is about to leave the page: focus then goes to the page's content. */
  openerLeaves?: RefObject<boolean>
  /** What has the focus at first: of a choice, the harmless one. */
  initialFocus: RefObject<HTMLElement | null>
  children: ReactNode
}

/** A modal dialog, open for as long as it is rendered. Focus returns to where it came from. */
export function Dialog(props: DialogProps) {
  const { title, describedBy, onClose, openerLeaves, initialFocus, children } = props
  const ref = useRef<HTMLDialogElement>(null)
  const titleId = useId()

  useEffect(() => {
    const dialog = ref.current
    const opener = document.activeElement
    const focusNext = () => {
      const stays = opener instanceof HTMLElement && opener.isConnected && !openerLeaves?.current
      const next = stays ? opener : document.getElementById('content')
      next?.focus()
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
      className={styles.dialog}
      aria-labelledby={titleId}
      aria-describedby={describedBy}
      onCancel={(event) => {
        event.preventDefault()
        onClose?.()
      }}
      // Browsers close on the second Escape whatever `cancel` says; stay what is rendered.
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return
        event.preventDefault()
        onClose?.()
      }}
    >
      <h2 id={titleId}>{title}</h2>
      {children}
    </dialog>
  )
}

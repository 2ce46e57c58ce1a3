import { useEffect, useState } from 'react'
import { useI18n } from '../i18n/i18n.tsx'
import { Button } from '../ui/button.tsx'
import { copyText } from '../ui/browser/copy-text.ts'
import styles from './copy-button.module.css'
import { useLazyDialog } from './use-lazy-dialog.ts'

/** How long the button says that it has copied, in ms. */
const SAID_MS = 3_000

interface CopyButtonProps {
  label: string
  text: string
  /** What a screen reader says after the copy, and the tooltip. */
  done: string
}

/**
 * Copies a text, and says so itself. If the browser refuses, a dialog shows the text, selected, to copy by
 * hand.
 */
export function CopyButton({ label, text, done }: CopyButtonProps) {
  const { app } = useI18n().messages
  const [isCopied, setIsCopied] = useState(false)
  const byHand = useLazyDialog(() => import('./copy-by-hand.tsx'))
  const copy = () => copyText(text).then(() => setIsCopied(true), byHand.open)
  useEffect(() => {
    if (!isCopied) return
    const timer = setTimeout(() => setIsCopied(false), SAID_MS)
    return () => clearTimeout(timer)
  }, [isCopied])
  return (
    <>
      <Button
        variant="quiet"
        className={styles.button}
        aria-label={label}
        title={isCopied ? done : undefined}
        onClick={() => void copy()}
      >
        <span data-shown={!isCopied}>{label}</span>
        <span data-shown={isCopied} aria-hidden="true">
          {app.copied} ✓
        </span>
      </Button>
      <span className="visually-hidden" aria-live="polite">
        {isCopied && done}
      </span>
      {byHand.Dialog && <byHand.Dialog {...{ label, text }} onClose={byHand.close} />}
    </>
  )
}

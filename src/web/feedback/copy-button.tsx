import { useRef, useState } from 'react'
import { useI18n } from '../i18n/i18n.tsx'
import { Button } from '../ui/button.tsx'
import { copyText } from '../ui/browser/copy-text.ts'
import { Dialog } from '../ui/dialog.tsx'
import { useToast } from '../ui/toaster.tsx'
import styles from './copy-button.module.css'

interface CopyButtonProps {
  label: string
  text: string
  /** Text of the toast after the copy. */
  done: string
}

/** Copies a text. If the browser refuses, a dialog shows the text, selected, to copy by hand. */
export function CopyButton({ label, text, done }: CopyButtonProps) {
  const { messages } = useI18n()
  const showToast = useToast()
  const [isBlocked, setIsBlocked] = useState(false)
  const area = useRef<HTMLTextAreaElement>(null)
  const copy = async () => {
    try {
      await copyText(text)
      showToast(done)
    } catch {
      setIsBlocked(true)
    }
  }
  return (
    <>
      <Button variant="quiet" onClick={() => void copy()}>
        {label}
      </Button>
      {isBlocked && (
        <Dialog
          title={messages.filterBar.notCopied}
          initialFocus={area}
          onClose={() => setIsBlocked(false)}
        >
          <textarea
            ref={area}
            className={styles.text}
            aria-label={label}
            rows={6}
            readOnly
            value={text}
            onFocus={({ currentTarget }) => currentTarget.select()}
          />
          <Button onClick={() => setIsBlocked(false)}>{messages.app.close}</Button>
        </Dialog>
      )}
    </>
  )
}

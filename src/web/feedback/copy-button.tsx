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
  /** What a toast says once it is copied. */
  done: string
}

/** Copies a text. Where the browser does not let it, the text is shown, to be copied by hand. */
export function CopyButton({ label, text, done }: CopyButtonProps) {
  const { messages } = useI18n()
  const showToast = useToast()
  const [isRefused, setIsRefused] = useState(false)
  const area = useRef<HTMLTextAreaElement>(null)
  const copy = async () => {
    try {
      await copyText(text)
      showToast(done)
    } catch {
      setIsRefused(true)
    }
  }
  return (
    <>
      <Button look="quiet" onClick={() => void copy()}>
        {label}
      </Button>
      {isRefused && (
        <Dialog
          title={messages.filterBar.notCopied}
          initialFocus={area}
          onClose={() => setIsRefused(false)}
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
          <Button onClick={() => setIsRefused(false)}>{messages.app.close}</Button>
        </Dialog>
      )}
    </>
  )
}

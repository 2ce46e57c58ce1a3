import { useRef } from 'react'
import { useI18n } from '../i18n/i18n.tsx'
import { Button } from '../ui/button.tsx'
import { Dialog } from '../ui/dialog.tsx'
import styles from './copy-by-hand.module.css'

interface CopyByHandProps {
  label: string
  text: string
  onClose: () => void
}

/** Shows a text, selected, to copy by hand. */
export default function CopyByHand({ label, text, onClose }: CopyByHandProps) {
  const { messages } = useI18n()
  const area = useRef<HTMLTextAreaElement>(null)
  return (
    <Dialog title={messages.filterBar.notCopied} initialFocus={area} onClose={onClose}>
      <textarea
        ref={area}
        className={styles.text}
        aria-label={label}
        rows={6}
        readOnly
        value={text}
        onFocus={({ currentTarget }) => currentTarget.select()}
      />
      <Button onClick={onClose}>{messages.app.close}</Button>
    </Dialog>
  )
}

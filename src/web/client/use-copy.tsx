import { useState, type ReactNode } from 'react'
import { useLazyDialog } from '../feedback/use-lazy-dialog.ts'
import { copyText } from '../ui/browser/copy-text.ts'
import { useToast } from '../ui/toaster.tsx'

/** Copies `text` and says `done`. If the browser refuses, a dialog named `label` shows the text. */
export type Copy = (label: string, text: string, done: string) => void

/** A {@link Copy}, and the dialog to render. */
export function useCopy(): { copy: Copy; dialog: ReactNode } {
  const showToast = useToast()
  const [refused, setRefused] = useState<{ label: string; text: string } | null>(null)
  const byHand = useLazyDialog(() => import('../feedback/copy-by-hand.tsx'))
  const copy: Copy = (label, text, done) =>
    void copyText(text).then(
      () => showToast(done),
      () => {
        setRefused({ label, text })
        byHand.open()
      },
    )
  const dialog = refused && byHand.Dialog && <byHand.Dialog {...refused} onClose={byHand.close} />
  return { copy, dialog }
}

import { Button } from '../ui/button.tsx'
import { copyText } from '../ui/browser/copy-text.ts'
import { useToast } from '../ui/toaster.tsx'
import { useLazyDialog } from './use-lazy-dialog.ts'

interface CopyButtonProps {
  label: string
  text: string
  /** Text of the toast after the copy. */
  done: string
}

/** Copies a text. If the browser refuses, a dialog shows the text, selected, to copy by hand. */
export function CopyButton({ label, text, done }: CopyButtonProps) {
  const showToast = useToast()
  const byHand = useLazyDialog(() => import('./copy-by-hand.tsx'))
  const copy = async () => {
    try {
      await copyText(text)
      showToast(done)
    } catch {
      byHand.open()
    }
  }
  return (
    <>
      <Button variant="quiet" onClick={() => void copy()}>
        {label}
      </Button>
      {byHand.Dialog && <byHand.Dialog {...{ label, text }} onClose={byHand.close} />}
    </>
  )
}

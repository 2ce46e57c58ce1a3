import { useLazyDialog } from '../feedback/use-lazy-dialog.ts'
import { Button } from '../ui/button.tsx'
import { Notice } from '../ui/notice.tsx'
import { AccessDenied } from './access-denied.tsx'
import { useSession } from './session.tsx'
import { useSessionWords } from './words.ts'

/** Says above a page that the reader's sign-in has ended, and offers a new one. */
export function SessionEnded() {
  const words = useSessionWords()
  const { session } = useSession()
  const dialog = useLazyDialog(() => import('./sign-in/dialog.tsx'))
  if (session?.way !== 'sign-in') return <AccessDenied compact />
  return (
    <>
      <Notice
        kind="problem"
        compact
        title={words.ended}
        actions={
          <Button variant="primary" onClick={dialog.open}>
            {words.again}
          </Button>
        }
      >
        {words.endedAdvice}
      </Notice>
      {dialog.Dialog && <dialog.Dialog onClose={dialog.close} />}
    </>
  )
}

import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useEffect, useId, useRef, useState } from 'react'
import type { Client } from '../../../contract/client.ts'
import { readReason } from '../../../contract/kick-reason.ts'
import { clientQueries } from '../../api/client-queries.ts'
import { dropFromLists } from '../../api/kick-queries.ts'
import { useI18n } from '../../i18n/i18n.tsx'
import { useClusterName } from '../../session/use-cluster-name.ts'
import { Button } from '../../ui/button.tsx'
import { DeviceText, excerpt, visibleText } from '../../ui/device-text.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { useToast } from '../../ui/toaster.tsx'
import { useOneAtATime } from '../../ui/use-one-at-a-time.ts'
import { describeKickWatch } from '../watch/describe.ts'
import { explainKickFailure } from '../explain-failure.ts'
import { kickAndWatch } from './kick-and-watch.ts'
import styles from './kick-dialog.module.css'
import { SlowKick } from '../slow-kick.tsx'
import { KickLoss } from './loss.tsx'
import { useKickWords } from '../words.ts'
import { ReasonField } from '../reason-field.tsx'

interface KickDialogProps {
  /** All of the client's records, as the operator saw them. */
  records: readonly [Client, ...Client[]]
  onClose: () => void
}

/**
 * Asks before a client is kicked, and stays open if the kick fails. Toasts then tell what the client
 * does.
 */
export default function KickDialog({ records, onClose }: KickDialogProps) {
  const words = useKickWords()
  const cluster = useClusterName()
  const { messages, format } = useI18n()
  const queryClient = useQueryClient()
  const showToast = useToast()
  const descriptionId = useId()
  const rowLeaves = useRef(false)
  const cancel = useRef<HTMLButtonElement>(null)
  const [typed, setTyped] = useState('')
  const [client] = records
  const id = excerpt(client.clientid)
  // If the dialog closes during the call, a toast tells the result.
  const isOpen = useRef(true)
  useEffect(() => {
    isOpen.current = true
    return () => {
      isOpen.current = false
    }
  }, [])
  const kick = useMutation({
    mutationFn: () => kickAndWatch(records, readReason(typed)),
    onError: (error) => {
      if (isOpen.current) return
      const { isUnsure, title } = explainKickFailure(error, messages.errors, words)
      showToast(words[isUnsure ? 'unsureLater' : 'failedLater'](id, title))
    },
    onSuccess: ({ watch, ended }) => {
      const replaceToast = showToast(describeKickWatch(watch, words, format), { sticky: true })
      rowLeaves.current = true
      if (isOpen.current) onClose()
      if (watch.stage === 'watching') dropFromLists(queryClient, [client.clientid])
      const readAgain = () => queryClient.invalidateQueries({ queryKey: clientQueries.all })
      void readAgain()
      void ended.then((end) => {
        replaceToast(describeKickWatch(end, words, format))
        if (end !== watch) return readAgain()
      })
    },
  })

  // The page shows the failure.
  const confirm = useOneAtATime(() => kick.mutateAsync().catch(() => {}))

  return (
    <Dialog
      title={words.title(cluster)}
      describedBy={descriptionId}
      openerLeaves={rowLeaves}
      initialFocus={cancel}
      onClose={onClose}
    >
      <div id={descriptionId}>
        <p className={styles.id} title={id}>
          <DeviceText text={client.clientid} />
        </p>
        <p>{words.what}</p>
        <KickLoss records={records} />
        <p className={styles.quiet}>
          {words.will} {words.returns}
        </p>
      </div>
      <ReasonField {...{ typed, setTyped }} />
      {kick.isPending && <SlowKick />}
      {kick.isError && <KickFailure error={kick.error} />}
      <div className={styles.buttons}>
        <Button ref={cancel} onClick={onClose}>
          {kick.isPending ? words.putAside : words.cancel}
        </Button>
        {/* A `disabled` button would lose the focus, and Escape would not reach the dialog. */}
        <Button
          variant="danger"
          aria-disabled={kick.isPending} // The second click of a double click that opened the dialog confirms nothing.
          onClick={({ detail }) => detail < 2 && void confirm()}
        >
          {kick.isPending ? words.pending : kick.isError ? words.retry : words.confirm}
        </Button>
      </div>
    </Dialog>
  )
}

function KickFailure({ error }: { error: Error }) {
  const words = useKickWords()
  const { messages } = useI18n()
  const { isUnsure, title, advice, detail } = explainKickFailure(error, messages.errors, words)
  const lines = [title, advice, detail && messages.app.details(visibleText(detail))]
  return (
    <div className={styles.failure} role="alert">
      <strong>{isUnsure ? words.unsure : words.failed}</strong>
      {lines.filter(Boolean).map((line) => (
        <p key={line}>{line}</p>
      ))}
    </div>
  )
}

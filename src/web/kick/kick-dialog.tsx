import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useEffect, useId, useRef } from 'react'
import type { Client } from '../../contract/client.ts'
import { clientQueries, dropFromLists } from '../api/client-queries.ts'
import { useI18n } from '../i18n/i18n.tsx'
import { Button } from '../ui/button.tsx'
import { DeviceText, excerpt, visibleText } from '../ui/device-text.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { useToast } from '../ui/toaster.tsx'
import { explainKickFailure } from './explain-kick-failure.ts'
import styles from './kick-dialog.module.css'
import { kickClient } from './kick.ts'

interface KickDialogProps {
  /** The client as the operator saw it. */
  client: Client
  onClose: () => void
}

/** Asks before a session is destroyed, stays open while it is not, and says what really came of it. */
export function KickDialog({ client, onClose }: KickDialogProps) {
  const { messages, format } = useI18n()
  const queryClient = useQueryClient()
  const showToast = useToast()
  const descriptionId = useId()
  const rowLeaves = useRef(false)
  const cancel = useRef<HTMLButtonElement>(null)
  const id = excerpt(client.clientid)
  // An order that is on its way goes on when the dialog is closed: a toast then tells its end.
  const isOpen = useRef(true)
  useEffect(() => {
    isOpen.current = true
    return () => {
      isOpen.current = false
    }
  }, [])
  const kick = useMutation({
    mutationFn: () => kickClient(client),
    onError: (error) => {
      if (isOpen.current) return
      const { isUnsure, title } = explainKickFailure(error, messages)
      showToast(messages.kick[isUnsure ? 'unsureLater' : 'failedLater'](id, title))
    },
    onSuccess: (outcome) => {
      showToast(outcome === 'ended' ? messages.kick.ended(id) : messages.kick.endedAndBack(id))
      rowLeaves.current = true
      if (isOpen.current) onClose()
      if (outcome === 'ended') dropFromLists(queryClient, [client.clientid])
      void queryClient.invalidateQueries({ queryKey: clientQueries.all })
    },
  })
  const waiting = client.mqueue_len ?? 0

  return (
    <Dialog
      title={messages.kick.title}
      describedBy={descriptionId}
      openerLeaves={rowLeaves}
      initialFocus={cancel}
      onClose={onClose}
    >
      <div id={descriptionId}>
        <p className={styles.id}>
          <DeviceText text={client.clientid} />
        </p>
        <p>{messages.kick.what}</p>
        {waiting > 0 && <p>{messages.kick.queued(format.number(waiting))}</p>}
        <p>{messages.kick.returns}</p>
      </div>
      {kick.isError && <KickFailure error={kick.error} />}
      <div className={styles.buttons}>
        <Button ref={cancel} onClick={onClose}>
          {kick.isPending ? messages.kick.putAside : messages.kick.cancel}
        </Button>
        {/* Not `disabled`: that would take the focus, and Escape with it, out of the dialog. */}
        <Button
          look="danger"
          aria-disabled={kick.isPending}
          onClick={() => !kick.isPending && kick.mutate()}
        >
          {kick.isPending
            ? messages.kick.pending
            : kick.isError
              ? messages.kick.retry
              : messages.kick.confirm}
        </Button>
      </div>
    </Dialog>
  )
}

function KickFailure({ error }: { error: Error }) {
  const { messages } = useI18n()
  const { isUnsure, title, advice, detail } = explainKickFailure(error, messages)
  const lines = [title, advice, detail && messages.app.details(visibleText(detail))]
  return (
    <div className={styles.failure} role="alert">
      <strong>{isUnsure ? messages.kick.unsure : messages.kick.failed}</strong>
      {lines.filter(Boolean).map((line) => (
        <p key={line}>{line}</p>
      ))}
    </div>
  )
}

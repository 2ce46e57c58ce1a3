import { useRef, useState } from 'react'
import type { Client } from '../../../contract/client.ts'
import { readReason } from '../../../contract/kick-reason.ts'
import { useI18n } from '../../i18n/i18n.tsx'
import { useClusterName } from '../../session/use-cluster-name.ts'
import { Dialog } from '../../ui/dialog.tsx'
import styles from './kick-many.module.css'
import { KickProgress } from './progress.tsx'
import { KickReview } from './review.tsx'
import { isUnderWay } from './run.ts'
import { kickTargets, type KickTarget } from './targets.ts'
import { useKickRun } from './use-run.ts'
import { useKickManyWords } from './words.ts'

interface KickManyDialogProps {
  /** As the operator saw them when the dialog opened. An id may occur more than once. */
  clients: readonly Client[]
  onClose: () => void
  /** Called after each round with the ids whose sessions have ended, also of clients that came back. */
  onEnded?: (clientIds: readonly string[]) => void
}

/** Kicks many clients: shows the list to confirm, then the progress, then a result for each client. */
export default function KickManyDialog({ clients, onClose, onEnded }: KickManyDialogProps) {
  const { format } = useI18n()
  const words = useKickManyWords()
  const cluster = useClusterName()
  const [targets] = useState(() => kickTargets(clients))
  const [excluded, setExcluded] = useState<ReadonlySet<KickTarget>>(new Set())
  const chosen = targets.filter((target) => !excluded.has(target))
  const { run, begin, stop } = useKickRun(onEnded)
  const [pace, setPace] = useState(10)
  const [typedReason, setTypedReason] = useState('')
  const [closeRefused, setCloseRefused] = useState(false)
  const initialFocus = useRef<HTMLButtonElement>(null)

  const kick = (wanted: readonly KickTarget[]) =>
    void begin(wanted, { pace, reason: readReason(typedReason) })

  const { status } = run
  const title =
    status === 'ready' ? words.title(format.number(chosen.length), cluster) : words.titles[status]
  return (
    <Dialog
      className={styles.dialog}
      title={title}
      initialFocus={initialFocus}
      onClose={() => (isUnderWay(run) ? setCloseRefused(true) : onClose())}
    >
      {status === 'ready' ? (
        <KickReview
          {...{ targets, excluded, setExcluded, chosen, pace, setPace }}
          {...{ typedReason, setTypedReason, onClose }}
          cancelRef={initialFocus}
          onConfirm={() => kick(chosen)}
        />
      ) : (
        <KickProgress
          {...{ title, run, pace, stop, closeRefused, onClose }}
          mainRef={initialFocus}
          onRetry={(again) => {
            setCloseRefused(false)
            kick(again)
          }}
        />
      )}
    </Dialog>
  )
}

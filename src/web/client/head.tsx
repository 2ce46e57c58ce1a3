import { useState } from 'react'
import type { Client } from '../../contract/client.ts'
import { NUMBERS_SECONDS, type ClientSighting } from '../api/client-queries.ts'
import { useCommands } from '../commands/commands.tsx'
import { useI18n } from '../i18n/i18n.tsx'
import { useRefusals } from '../session/permissions.ts'
import { RefreshStatus, type Refreshable } from '../feedback/refresh-status.tsx'
import { Button } from '../ui/button.tsx'
import { RefusableButton } from '../ui/refusable-button.tsx'
import { useLazyDialog } from '../feedback/use-lazy-dialog.ts'
import { DeviceText } from '../ui/device-text.tsx'
import { icon } from '../ui/icons/icon.tsx'
import { copyIcon } from '../ui/icons/rare-icons.ts'
import styles from './client-page.module.css'
import { CopyMenu } from './copy-menu.tsx'
import { Identity } from './identity.tsx'
import { useCopy } from './use-copy.tsx'
import { useClientWords } from './words.ts'
import { pickRecord } from './watch/pick-record.ts'
import type { Watch } from './watch/watch.ts'

interface ClientHeadProps {
  clientId: string
  query: Refreshable & { data: ClientSighting | undefined }
  /** Undefined before the first reading. */
  watch: Watch | undefined
}

/** The client's id, the age of its numbers, the actions on it, and who it is. */
export function ClientHead({ clientId, query, watch }: ClientHeadProps) {
  const words = useClientWords()
  const { messages, format } = useI18n()
  const [kicking, setKicking] = useState<[Client, ...Client[]] | null>(null)
  const kickDialog = useLazyDialog(() => import('../kick/one/kick-dialog.tsx'), { ahead: true })
  const { kick: refusal } = useRefusals()
  const { copy, dialog: copyDialog } = useCopy()
  const { records = [], lastRecords = [] } = query.data ?? {}
  const target = pickRecord(records, format.brokerEpoch)
  const known = target ?? pickRecord(lastRecords, format.brokerEpoch)
  useCommands([
    {
      id: 'refresh',
      title: messages.refresh.button,
      group: 'pages',
      keys: ['r'],
      run: () => void query.refetch({ cancelRefetch: false }),
    },
  ])
  return (
    <div className={styles.head}>
      <div className={styles.title}>
        <h1>
          <DeviceText text={clientId} />
        </h1>
        <Button
          variant="quiet"
          aria-label={words.copyId}
          title={words.copyId}
          onClick={() => copy(words.copyId, clientId, words.idCopied)}
        >
          {icon(copyIcon)}
        </Button>
      </div>
      <div className={styles.actions}>
        <RefreshStatus query={query} everySeconds={NUMBERS_SECONDS} />
        <CopyMenu clientId={clientId} records={lastRecords} copy={copy} />
        <RefusableButton
          variant="danger"
          refusal={refusal}
          disabled={!target}
          onClick={() => {
            if (!target) return
            setKicking([target, ...records.filter((record) => record !== target)])
            kickDialog.open()
          }}
        >
          {messages.kick.button}
        </RefusableButton>
      </div>
      {known && watch && <Identity record={known} watch={watch} copy={copy} />}
      {copyDialog}
      {kicking && kickDialog.Dialog && (
        <kickDialog.Dialog records={kicking} onClose={kickDialog.close} />
      )}
    </div>
  )
}

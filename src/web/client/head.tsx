import { useState } from 'react'
import type { Client } from '../../contract/client.ts'
import { clientPagePath, clientPath } from '../../contract/paths.ts'
import { basePath } from '../api/base-path.ts'
import { NUMBERS_SECONDS, type ClientSighting } from '../api/client-queries.ts'
import { useCommands } from '../commands/commands.tsx'
import { inBytes } from '../fields/in-bytes.ts'
import { isFramed } from '../ui/browser/is-framed.ts'
import { useI18n } from '../i18n/i18n.tsx'
import { CopyButton } from '../feedback/copy-button.tsx'
import { curlCommand } from '../list-address/curl-command.ts'
import { useRefusals } from '../session/permissions.ts'
import { RefreshStatus, type Refreshable } from '../feedback/refresh-status.tsx'
import { RefusableButton } from '../ui/refusable-button.tsx'
import { useLazyDialog } from '../feedback/use-lazy-dialog.ts'
import { DeviceText } from '../ui/device-text.tsx'
import styles from './client-page.module.css'
import { useClientWords } from './words.ts'
import { pickRecord } from './watch/pick-record.ts'

interface ClientHeadProps {
  clientId: string
  query: Refreshable & { data: ClientSighting | undefined }
}

/** The client's id, the age of its numbers, and the actions on it. */
export function ClientHead({ clientId, query }: ClientHeadProps) {
  const { messages } = useI18n()
  const [kicking, setKicking] = useState<[Client, ...Client[]] | null>(null)
  const kickDialog = useLazyDialog(() => import('../kick/one/kick-dialog.tsx'), { ahead: true })
  const { kick: refusal } = useRefusals()
  const records = query.data?.records ?? []
  const target = pickRecord(records)
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
      <h1>
        <DeviceText text={clientId} />
      </h1>
      <RefreshStatus query={query} everySeconds={NUMBERS_SECONDS} />
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
      <CopyButtons clientId={clientId} records={query.data?.lastRecords ?? []} />
      {kicking && kickDialog.Dialog && (
        <kickDialog.Dialog records={kicking} onClose={kickDialog.close} />
      )}
    </div>
  )
}

function CopyButtons({ clientId, records }: { clientId: string; records: readonly Client[] }) {
  const words = useClientWords()
  const { filterBar } = useI18n().messages
  const [first, ...others] = records.map(inBytes)
  const json = JSON.stringify(others.length === 0 ? first : [first, ...others], null, 2)
  return (
    <div className={styles.copies} role="group" aria-label={words.copy}>
      <CopyButton label={words.copyId} done={words.idCopied} text={clientId} />
      {!isFramed && (
        <CopyButton
          label={filterBar.copyLink}
          done={filterBar.linkCopied}
          text={new URL(basePath + clientPagePath(clientId), location.origin).href}
        />
      )}
      {first && <CopyButton label={words.copyJson} done={words.jsonCopied} text={json} />}
      {!isFramed && (
        <CopyButton
          label={filterBar.copyCurl}
          done={filterBar.curlCopied}
          text={curlCommand(clientPath(clientId))}
        />
      )}
    </div>
  )
}

import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { Link, useLocation } from 'react-router-dom'
import type { Client } from '../../contract/client.ts'
import { clientIdOf } from '../../contract/paths.ts'
import { clientQueries, type ClientSighting } from '../api/client-queries.ts'
import { useI18n } from '../i18n/i18n.tsx'
import { KickDialog } from '../kick/kick-dialog.tsx'
import { LoadFailure } from '../status/load-failure.tsx'
import { RefreshStatus } from '../status/refresh-status.tsx'
import { Button, buttonClass } from '../ui/button.tsx'
import { DeviceText, visibleText } from '../ui/device-text.tsx'
import { Notice } from '../ui/notice.tsx'
import styles from './client-page.module.css'
import { ClientRecord } from './client-record.tsx'

/** The page of the client that the address names. */
export function ClientPage() {
  const { messages } = useI18n()
  const clientId = clientIdOf(useLocation())
  if (clientId === null) {
    return (
      <main id="content" tabIndex={-1}>
        <Notice
          kind="problem"
          title={messages.client.badLink}
          actions={
            <Link className={buttonClass()} to="/clients">
              {messages.app.toClients}
            </Link>
          }
        >
          {messages.client.badLinkAdvice}
        </Notice>
      </main>
    )
  }
  return <ClientView key={clientId} clientId={clientId} />
}

function ClientView({ clientId }: { clientId: string }) {
  const { messages } = useI18n()
  const query = useQuery(clientQueries.detail(clientId))
  const [kicking, setKicking] = useState<Client | null>(null)
  const target = query.data?.records[0]

  return (
    <main id="content" className={styles.page} tabIndex={-1}>
      <title>{`${visibleText(clientId)} · Roster`}</title>
      <BackLink />
      <div className={styles.head}>
        <h1>
          <DeviceText text={clientId} />
        </h1>
        <RefreshStatus query={query} />
        <Button look="danger" disabled={!target} onClick={() => target && setKicking(target)}>
          {messages.kick.button}
        </Button>
      </div>
      {query.data && query.isError && <LoadFailure query={query} compact />}
      {query.data ? (
        <Sighting sighting={query.data} />
      ) : query.isError ? (
        <LoadFailure query={query} />
      ) : (
        <p role="status" className={styles.loading}>
          {messages.client.loading}
        </p>
      )}
      {kicking && <KickDialog client={kicking} onClose={() => setKicking(null)} />}
    </main>
  )
}

/** Back to the very list that the client was opened from. */
function BackLink() {
  const { messages } = useI18n()
  const { state } = useLocation() as { state: { listSearch?: unknown } | null }
  const search = typeof state?.listSearch === 'string' ? state.listSearch : ''
  return (
    <Link className={styles.back} to={{ pathname: '/clients', search }}>
      <span aria-hidden="true">← </span>
      {messages.client.back}
    </Link>
  )
}

function Sighting({
  sighting: { records, lastRecords, lastSeenAt },
}: {
  sighting: ClientSighting
}) {
  const { messages, format } = useI18n()
  const gone = records.length === 0
  const shown = gone ? lastRecords : records
  return (
    <>
      {gone && (
        <Notice kind="hint" compact title={messages.client.gone}>
          {lastSeenAt === undefined
            ? messages.client.goneNever
            : messages.client.goneSeen(format.clock(lastSeenAt))}
        </Notice>
      )}
      {shown.length > 1 && (
        <Notice kind="hint" compact title={messages.client.records(shown.length)}>
          {messages.client.recordsAdvice}
        </Notice>
      )}
      <div className={gone ? styles.gone : undefined}>
        {shown.map((record, index) => (
          <ClientRecord
            key={`${record.node} ${index}`}
            record={record}
            heading={shown.length > 1 ? messages.client.recordOf(index + 1, record.node) : null}
          />
        ))}
      </div>
      {shown.length > 0 && <p className={styles.footnote}>{messages.client.written}</p>}
    </>
  )
}

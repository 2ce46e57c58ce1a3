import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { Link, useLocation, useNavigate } from 'react-router-dom'
import type { Client } from '../../contract/client.ts'
import { clientIdOf } from '../../contract/paths.ts'
import { clientQueries, type ClientSighting } from '../api/client-queries.ts'
import { useI18n } from '../i18n/i18n.tsx'
import { KickDialog } from '../kick/kick-dialog.tsx'
import { useRefusals } from '../status/permissions.ts'
import { RefusableButton } from '../status/refusable-button.tsx'
import { NoPage } from '../status/no-page.tsx'
import { LoadFailure } from '../status/load-failure.tsx'
import { RefreshStatus } from '../status/refresh-status.tsx'
import { useStandingError } from '../status/use-standing-error.ts'
import { Waiting } from '../status/waiting.tsx'
import { DeviceText, visibleText } from '../ui/device-text.tsx'
import { Notice } from '../ui/notice.tsx'
import styles from './client-page.module.css'
import { ClientRecord } from './client-record.tsx'

/** The page of the client that the address names. */
export function ClientPage() {
  const { messages } = useI18n()
  const clientId = clientIdOf(useLocation())
  if (clientId === null) {
    return <NoPage title={messages.client.badLink}>{messages.client.badLinkAdvice}</NoPage>
  }
  return <ClientView key={clientId} clientId={clientId} />
}

function ClientView({ clientId }: { clientId: string }) {
  const { messages } = useI18n()
  const query = useQuery(clientQueries.detail(clientId))
  const [kicking, setKicking] = useState<Client | null>(null)
  const error = useStandingError(query, clientId)
  const target = query.data?.records[0]
  const { kick: refusal } = useRefusals()

  return (
    <main id="content" className={styles.page} tabIndex={-1}>
      <title>{`${visibleText(clientId)} · Roster`}</title>
      <BackLink />
      <div className={styles.head}>
        <h1>
          <DeviceText text={clientId} />
        </h1>
        <RefreshStatus query={query} />
        <RefusableButton
          look="danger"
          refusal={refusal}
          disabled={!target}
          onClick={() => target && setKicking(target)}
        >
          {messages.kick.button}
        </RefusableButton>
      </div>
      {query.data ? (
        <Sighting sighting={query.data} />
      ) : error ? (
        <LoadFailure query={query} error={error} />
      ) : (
        <div className={styles.loading}>
          <Waiting>{messages.client.loading}</Waiting>
        </div>
      )}
      {query.data && query.error && <LoadFailure query={query} error={query.error} compact />}
      {kicking && <KickDialog client={kicking} onClose={() => setKicking(null)} />}
    </main>
  )
}

/** Back to the very list that the client was opened from. */
function BackLink() {
  const { messages } = useI18n()
  const { state } = useLocation() as { state: { listSearch?: unknown } | null }
  const navigate = useNavigate()
  const search = typeof state?.listSearch === 'string' ? state.listSearch : null
  return (
    <Link
      className={styles.back}
      to={{ pathname: '/clients', search: search ?? '' }}
      onClick={(event) => {
        // Not a new visit of the list but the one that was left, with its place in it.
        const opensElsewhere = event.metaKey || event.ctrlKey || event.shiftKey
        if (search === null || opensElsewhere) return
        event.preventDefault()
        void navigate(-1)
      }}
    >
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
  const shown = gone ? lastRecords.map((record) => ({ ...record, connected: false })) : records
  return (
    <>
      {gone && (
        <Notice kind="hint" compact title={messages.client.gone}>
          {lastSeenAt === undefined
            ? messages.client.goneNever
            : messages.client.goneSeen(format.moment(lastSeenAt))}
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
      {records.length > 0 && <p className={styles.footnote}>{messages.client.written}</p>}
    </>
  )
}

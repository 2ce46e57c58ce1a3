import { useEffect } from 'react'
import { useLocation } from 'react-router-dom'
import { clientIdOf } from '../../contract/paths.ts'
import { useRecentClient } from '../commands/recent-clients.ts'
import { useKickWatch } from '../kick/watch/watches.ts'
import { KickWatchLine } from '../kick/watch/line.tsx'
import { ClusterNotice } from '../feedback/cluster-notice.tsx'
import { LoadFailure } from '../feedback/load-failure.tsx'
import { NodeAdvice } from '../feedback/node-advice.tsx'
import { usePageFault } from '../feedback/page-fault.ts'
import { PageTitle } from '../feedback/page-title.tsx'
import { OddValues } from '../feedback/odd-values.tsx'
import { NoPage } from '../feedback/no-page.tsx'
import { PrintHead } from '../feedback/print-head.tsx'
import { useStandingError } from '../api/use-standing-error.ts'
import { Waiting } from '../feedback/waiting.tsx'
import { DeviceText, visibleText } from '../ui/device-text.tsx'
import { ClientHead } from './head.tsx'
import { ClientMoves } from './moves.tsx'
import { SightingDetails } from './sighting-details.tsx'
import styles from './client-page.module.css'
import { useClientWords } from './words.ts'
import { useWatchedClient } from './use-watched-client.ts'
import { watchStore } from './watch/watch-store.ts'

/** The page of the client that the address names. */
export default function ClientPage() {
  const words = useClientWords()
  const clientId = clientIdOf(useLocation())
  if (clientId === null) return <NoPage title={words.badLink}>{words.badLinkAdvice}</NoPage>
  return <ClientView key={clientId} clientId={clientId} />
}

/** One client: its diagnosis, its numbers, its charts, and the actions on it. */
function ClientView({ clientId }: { clientId: string }) {
  const words = useClientWords()
  const { query, watch } = useWatchedClient(clientId)
  const error = useStandingError(query, clientId)
  useNotedKick(clientId)
  const stale = usePageFault({
    error,
    query,
    readAt: query.data ? query.dataUpdatedAt : null,
    Advice: NodeAdvice,
  })
  useRecentClient(clientId, Boolean(query.data?.records.length))

  return (
    <main id="content" className={styles.page} tabIndex={-1} {...stale}>
      <PageTitle>{visibleText(clientId)}</PageTitle>
      <PrintHead what={<DeviceText text={clientId} />} asOf={query.dataUpdatedAt || undefined} />
      <ClientMoves clientId={clientId} />
      <ClientHead clientId={clientId} query={query} watch={watch} />
      <ClusterNotice isWaiting={query.isFetching} mayDismiss={false} />
      <div className={styles.kicked}>
        <KickWatchLine clientId={clientId} />
      </div>
      {query.data && <OddValues odd={query.data.odd} />}
      {query.data && watch ? (
        <SightingDetails clientId={clientId} sighting={query.data} watch={watch} />
      ) : error ? (
        <LoadFailure query={query} error={error} Advice={NodeAdvice} />
      ) : (
        <div className={styles.loading}>
          <Waiting>{words.loading}</Waiting>
        </div>
      )}
    </main>
  )
}

/** Adds a kick from this tab to the client's events. */
function useNotedKick(clientId: string): void {
  const kick = useKickWatch(clientId)
  const kickedAt = kick && !kick.wasGone ? kick.since : null
  useEffect(() => {
    if (kickedAt !== null) watchStore.noteKick(clientId, kickedAt)
  }, [clientId, kickedAt])
}

import { useEffect } from 'react'
import { useLocation } from 'react-router-dom'
import { clientIdOf } from '../../contract/paths.ts'
import { useKickWatch } from '../kick/watch/watches.ts'
import { KickWatchLine } from '../kick/watch/line.tsx'
import { LoadFailure } from '../feedback/load-failure.tsx'
import { NoPage } from '../feedback/no-page.tsx'
import { useStandingError } from '../api/use-standing-error.ts'
import { Waiting } from '../feedback/waiting.tsx'
import { visibleText } from '../ui/device-text.tsx'
import { ClientHead } from './head.tsx'
import { ClientMoves } from './moves.tsx'
import { ClientSighting } from './sighting.tsx'
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

/** One client: what is the matter with it, its numbers now and as watched, and what can be done. */
function ClientView({ clientId }: { clientId: string }) {
  const words = useClientWords()
  const { query, watch } = useWatchedClient(clientId)
  const error = useStandingError(query, clientId)
  useNotedKick(clientId)

  return (
    <main id="content" className={styles.page} tabIndex={-1}>
      <title>{`${visibleText(clientId)} · Roster`}</title>
      <ClientMoves clientId={clientId} />
      <ClientHead clientId={clientId} query={query} />
      <div className={styles.kicked}>
        <KickWatchLine clientId={clientId} />
      </div>
      {query.data && query.error && <LoadFailure query={query} error={query.error} compact />}
      {query.data && watch ? (
        <ClientSighting clientId={clientId} sighting={query.data} watch={watch} />
      ) : error ? (
        <LoadFailure query={query} error={error} />
      ) : (
        <div className={styles.loading}>
          <Waiting>{words.loading}</Waiting>
        </div>
      )}
    </main>
  )
}

/** Puts a kick out of this tab among what was seen of the client. */
function useNotedKick(clientId: string): void {
  const kick = useKickWatch(clientId)
  const orderedAt = kick && !kick.wasGone ? kick.since : null
  useEffect(() => {
    if (orderedAt !== null) watchStore.noteKick(clientId, orderedAt)
  }, [clientId, orderedAt])
}

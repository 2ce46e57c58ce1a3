import { useQuery } from '@tanstack/react-query'
import { hasNoUsername } from '../../contract/client.ts'
import { clientPagePath } from '../../contract/paths.ts'
import { defaultSearch, withFilter, writeSearch } from '../list-address/search.ts'
import { clusterNodes } from '../api/cluster-nodes.ts'
import type { ClientSighting } from '../api/client-queries.ts'
import { useI18n } from '../i18n/i18n.tsx'
import { Link } from '../ui/link.tsx'
import { excerpt, trimHidden } from '../ui/device-text.tsx'
import { Deferred } from '../ui/deferred.tsx'
import styles from './client-page.module.css'
import { ClientRecord } from './record.tsx'
import { useClientWords } from './words.ts'
import { Diagnosis } from './diagnosis/diagnosis.tsx'
import { Subscriptions } from './subscriptions/subscriptions.tsx'
import { Timeline } from './timeline.tsx'
import { pickRecord } from './watch/pick-record.ts'
import type { Watch } from './watch/watch.ts'
import { WatchedCharts } from './watched-charts.tsx'

interface SightingDetailsProps {
  clientId: string
  sighting: ClientSighting
  watch: Watch
}

/** The diagnosis of a client, its records, and what this tab has seen of it. */
export function SightingDetails({ clientId, sighting, watch }: SightingDetailsProps) {
  const words = useClientWords()
  const { format } = useI18n()
  const { data: nodes = [] } = useQuery(clusterNodes())
  const { records, lastRecords, lastSeenAt } = sighting
  const isGone = records.length === 0
  const shown = isGone ? lastRecords.map((record) => ({ ...record, connected: false })) : records
  const trimmed = trimHidden(clientId)
  const watched = pickRecord(shown)
  const username = (watched && !hasNoUsername(watched) && watched.username) || ''
  return (
    <>
      <Diagnosis
        {...{ records, watch }}
        stoppedNodes={nodes.filter(({ state }) => state === 'stopped').map(({ name }) => name)}
      />
      {isGone && (
        <p className={styles.lastSeen} role="status">
          {lastSeenAt === undefined ? words.goneNever : words.goneSeen(format.moment(lastSeenAt))}{' '}
          {lastSeenAt === undefined && trimmed !== '' && trimmed !== clientId && (
            <Link to={clientPagePath(trimmed)}>{words.withoutHidden(excerpt(trimmed))}</Link>
          )}
        </p>
      )}
      <div className={isGone ? styles.gone : undefined}>
        {shown.map((record, index) => (
          <ClientRecord
            // The watched record keeps its charts at any index.
            key={record === watched ? 'watched' : `${record.node} ${index}`}
            record={record}
            watch={record === watched ? watch : null}
            heading={shown.length > 1 ? words.recordOf(index + 1, record.node) : null}
          >
            {record === watched && <WatchedCharts record={record} watch={watch} />}
          </ClientRecord>
        ))}
      </div>
      <Deferred>
        {watched && (
          <div className={styles.panels}>
            <Subscriptions clientId={clientId} record={watched} isGone={isGone} />
            <Timeline events={watch.events} />
            {username !== '' && (
              <p className={styles.related}>
                <Link to={{ pathname: '/clients', search: searchOfUser(username) }}>
                  {words.sameUser(excerpt(username))}
                </Link>
              </p>
            )}
          </div>
        )}
      </Deferred>
    </>
  )
}

function searchOfUser(username: string): string {
  return writeSearch(withFilter(defaultSearch, 'username', username))
}

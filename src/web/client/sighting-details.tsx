import { useQuery } from '@tanstack/react-query'
import { clientPagePath } from '../../contract/paths.ts'
import { clusterNodes } from '../api/cluster-nodes.ts'
import type { ClientSighting } from '../api/client-queries.ts'
import { useI18n } from '../i18n/i18n.tsx'
import { Link } from '../ui/link.tsx'
import { excerpt, trimHidden } from '../ui/device-text.tsx'
import styles from './client-page.module.css'
import { ClientRecord } from './record.tsx'
import { useClientWords } from './words.ts'
import { NearIds } from './near-ids.tsx'
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
  const watched = pickRecord(shown, format.brokerEpoch)
  return (
    <>
      <Diagnosis
        {...{ records, watch }}
        stoppedNodes={nodes.filter(({ state }) => state === 'stopped').map(({ name }) => name)}
      />
      {isGone && (
        <div className={styles.lastSeen}>
          <p role="status">
            {lastSeenAt === undefined ? words.goneNever : words.goneSeen(format.moment(lastSeenAt))}{' '}
            {lastSeenAt === undefined && trimmed !== '' && trimmed !== clientId && (
              <Link to={clientPagePath(trimmed)}>{words.withoutHidden(excerpt(trimmed))}</Link>
            )}
          </p>
          <NearIds clientId={clientId} />
        </div>
      )}
      {shown.map((record, index) => {
        const isWatched = record === watched
        return (
          <ClientRecord
            // The watched record keeps its charts at any index.
            key={isWatched ? 'watched' : `${record.node} ${index}`}
            record={record}
            watch={isWatched ? watch : null}
            heading={shown.length > 1 ? words.recordOf(index + 1, record.node) : null}
            isGone={isGone}
            {...(isWatched && {
              charts: <WatchedCharts record={record} watch={watch} />,
              subscriptions: <Subscriptions clientId={clientId} record={watched} isGone={isGone} />,
              presence: <Timeline events={watch.events} />,
            })}
          />
        )
      })}
    </>
  )
}

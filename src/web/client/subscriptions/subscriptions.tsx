import { useQuery } from '@tanstack/react-query'
import { useEffect, useId, useRef } from 'react'
import type { Client } from '../../../contract/client.ts'
import { clientQueries } from '../../api/client-queries.ts'
import { useI18n } from '../../i18n/i18n.tsx'
import { LoadFailure } from '../../feedback/load-failure.tsx'
import { useStandingError } from '../../api/use-standing-error.ts'
import { Waiting } from '../../feedback/waiting.tsx'
import { SubscriptionTopics } from './topics.tsx'
import styles from './subscriptions.module.css'
import { useSubscriptionWords } from './words.ts'

interface SubscriptionsProps {
  clientId: string
  /** Its newest record: another count, or another session, has them read anew. */
  record: Pick<Client, 'subscriptions_cnt' | 'created_at'>
  /** The broker has no record of it: what was last read stays. */
  isGone: boolean
}

/** What a client subscribes to: every topic filter with its QoS, to search and to copy. */
export function Subscriptions({ clientId, record, isGone }: SubscriptionsProps) {
  const words = useSubscriptionWords()
  const { format } = useI18n()
  const titleId = useId()
  const query = useQuery({ ...clientQueries.subscriptions(clientId), enabled: !isGone })
  const error = useStandingError(query, clientId)
  const { data, refetch } = query

  const { subscriptions_cnt: expectedCount, created_at } = record
  const state = `${expectedCount} ${created_at}`
  const lastState = useRef(state)
  useEffect(() => {
    if (lastState.current === state) return
    lastState.current = state
    void refetch()
  }, [state, refetch])

  return (
    <section className={styles.panel} aria-labelledby={titleId}>
      <div className={styles.head}>
        <h2 id={titleId}>{words.title}</h2>
        {data && data.length > 0 && (
          <span className={styles.quiet}>{words.count(format.number(data.length))}</span>
        )}
      </div>
      {data ? (
        data.length > 0 ? (
          <SubscriptionTopics subscriptions={data} />
        ) : (
          <p className={styles.quiet}>
            {expectedCount ? words.noneOf(format.number(expectedCount)) : words.none}
          </p>
        )
      ) : error ? (
        <LoadFailure query={query} error={error} />
      ) : (
        <Waiting>{words.loading}</Waiting>
      )}
      {data && query.error && <LoadFailure query={query} error={query.error} compact />}
    </section>
  )
}

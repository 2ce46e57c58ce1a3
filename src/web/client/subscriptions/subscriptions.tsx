import { useQuery } from '@tanstack/react-query'
import { useEffect, useId, useRef } from 'react'
import type { Client } from '../../../contract/client.ts'
import { subscriptionsQuery } from '../../api/subscriptions-query.ts'
import { useI18n } from '../../i18n/i18n.tsx'
import { OddValues } from '../../feedback/odd-values.tsx'
import { LoadFailure } from '../../feedback/load-failure.tsx'
import { useStandingError } from '../../api/use-standing-error.ts'
import { Waiting } from '../../feedback/waiting.tsx'
import { SubscriptionTopics } from './topics.tsx'
import styles from './subscriptions.module.css'
import { useSubscriptionWords } from './words.ts'

interface SubscriptionsProps {
  clientId: string
  /** The newest record. If its count or its session changes, the subscriptions are read again. */
  record: Pick<Client, 'subscriptions_cnt' | 'created_at'>
  /** True if the broker has no record of the client. The last subscriptions then stay. */
  isGone: boolean
}

/** The subscriptions of a client, with QoS, to search and to copy. */
export function Subscriptions({ clientId, record, isGone }: SubscriptionsProps) {
  const words = useSubscriptionWords()
  const { format } = useI18n()
  const titleId = useId()
  const query = useQuery({ ...subscriptionsQuery(clientId), enabled: !isGone })
  const error = useStandingError(query, clientId)
  const { refetch } = query
  const { topics, odd } = query.data ?? {}

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
        {topics && topics.length > 0 && (
          <span className={styles.quiet}>{words.count(format.number(topics.length))}</span>
        )}
      </div>
      {topics ? (
        topics.length > 0 ? (
          <SubscriptionTopics subscriptions={topics} />
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
      {odd && <OddValues odd={odd} />}
      {topics && query.error && <LoadFailure query={query} error={query.error} compact />}
    </section>
  )
}

import { useQuery } from '@tanstack/react-query'
import { useEffect, useId, useRef } from 'react'
import { clientQueries } from '../../api/client-queries.ts'
import { useI18n } from '../../i18n/i18n.tsx'
import { LoadFailure } from '../../status/load-failure.tsx'
import { useStandingError } from '../../status/use-standing-error.ts'
import { Waiting } from '../../status/waiting.tsx'
import { SubscriptionTopics } from './subscription-topics.tsx'
import styles from './subscriptions.module.css'
import { useSubscriptionWords } from './words.ts'

interface SubscriptionsProps {
  clientId: string
  /** `subscriptions_cnt` of its newest record, where it has one: a new number has them read anew. */
  expectedCount: number | undefined
}

/** What a client subscribes to: every topic filter with its QoS, to search and to copy. */
export function Subscriptions({ clientId, expectedCount }: SubscriptionsProps) {
  const words = useSubscriptionWords()
  const { format } = useI18n()
  const titleId = useId()
  const query = useQuery(clientQueries.subscriptions(clientId))
  const error = useStandingError(query, clientId)
  const { data, refetch } = query

  const lastCount = useRef(expectedCount)
  useEffect(() => {
    if (lastCount.current === expectedCount) return
    lastCount.current = expectedCount
    void refetch()
  }, [expectedCount, refetch])

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

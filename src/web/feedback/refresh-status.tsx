import type { UseQueryResult } from '@tanstack/react-query'
import { useI18n } from '../i18n/i18n.tsx'
import { Button } from '../ui/button.tsx'
import styles from './refresh-status.module.css'
import { useCurrentSecond } from '../ui/browser/use-current-second.ts'

const JUST_NOW_MS = 5_000

/** The part of a query's result that tells how fresh it is. */
export type Refreshable = Pick<
  UseQueryResult,
  'dataUpdatedAt' | 'isFetching' | 'isPlaceholderData' | 'refetch'
>

/**
 * How old what is shown is, and a button to read it anew.
 * @param readAt when the broker gave it, in ms since the epoch; unset: when it came
 * @param onRefresh reads it; unset: by the query's own way
 */
export function RefreshStatus({
  query,
  readAt = query.dataUpdatedAt,
  // A slow broker gets slower when an impatient click asks it once more.
  onRefresh = () => void query.refetch({ cancelRefetch: false }),
}: {
  query: Refreshable
  readAt?: number | undefined
  onRefresh?: () => void
}) {
  const { messages } = useI18n()
  const { isFetching, isPlaceholderData } = query
  return (
    <div className={styles.status}>
      {isPlaceholderData ? (
        <span>{messages.refresh.busy}</span>
      ) : (
        readAt > 0 && <Age since={readAt} />
      )}
      <Button className={styles.button} aria-busy={isFetching} onClick={onRefresh}>
        <svg className={styles.icon} viewBox="0 0 16 16" aria-hidden="true">
          <path d="M13.5 8a5.5 5.5 0 1 1-1.6-3.9M13.5 1.5v3h-3" />
        </svg>
        {messages.refresh.button}
      </Button>
    </div>
  )
}

function Age({ since }: { since: number }) {
  const { messages, format } = useI18n()
  const age = useCurrentSecond() - since
  return (
    <span>
      {age < JUST_NOW_MS ? messages.refresh.updatedNow : messages.refresh.updated(format.ago(age))}
    </span>
  )
}

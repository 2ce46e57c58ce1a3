// How old the data of a query is.
import type { UseQueryResult } from '@tanstack/react-query'
import { useI18n } from '../i18n/i18n.tsx'
import { Button } from '../ui/button.tsx'
import styles from './refresh-status.module.css'
import { useCurrentSecond } from '../ui/browser/use-current-second.ts'

const JUST_NOW_MS = 5_000

/** The part of a query's result that tells how old its data is. */
export type Refreshable = Pick<
  UseQueryResult,
  'dataUpdatedAt' | 'isFetching' | 'isPlaceholderData' | 'refetch'
>

/**
 * The age of a query's data, and a button that refreshes it.
 * @param readAt when the broker gave the data, in ms since the epoch; by default, when it came
 * @param onRefresh by default, refetches the query
 * @param compact the button has only its icon
 */
export function RefreshStatus({
  query,
  readAt = query.dataUpdatedAt,
  // A second request would make a slow broker slower.
  onRefresh = () => void query.refetch({ cancelRefetch: false }),
  compact = false,
}: {
  query: Refreshable
  readAt?: number | undefined
  onRefresh?: () => void
  compact?: boolean
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
      <Button
        className={styles.button}
        title={compact ? messages.refresh.button : undefined}
        aria-busy={isFetching}
        onClick={onRefresh}
      >
        <svg className={styles.icon} viewBox="0 0 16 16" aria-hidden="true">
          <path d="M13.5 8a5.5 5.5 0 1 1-1.6-3.9M13.5 1.5v3h-3" />
        </svg>
        <span className={compact ? 'visually-hidden' : undefined}>{messages.refresh.button}</span>
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

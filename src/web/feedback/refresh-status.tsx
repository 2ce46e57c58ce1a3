// How old the data of a query is.
import type { UseQueryResult } from '@tanstack/react-query'
import { useI18n } from '../i18n/i18n.tsx'
import { Button } from '../ui/button.tsx'
import { refreshIcon, warningIcon } from '../ui/icons/first-icons.ts'
import { icon } from '../ui/icons/icon.tsx'
import { useStore } from '../ui/store.ts'
import { pageFault } from './page-fault.ts'
import styles from './refresh-status.module.css'
import { useCurrentSecond } from '../ui/browser/use-current-second.ts'

const JUST_NOW_MS = 5_000

/** Data that is so many intervals old has missed two refreshes. */
const LATE_INTERVALS = 3

/** The part of a query's result that tells how old its data is. */
export type Refreshable = Pick<
  UseQueryResult,
  'dataUpdatedAt' | 'isFetching' | 'isPlaceholderData' | 'refetch'
>

/**
 * The age of a query's data, and a button that refreshes it.
 * @param readAt when the broker gave the data, in ms since the epoch; by default, when it came
 * @param everySeconds how often the data is to be read; 0: not by itself
 * @param onRefresh by default, refetches the query
 * @param compact the button has only its icon
 */
export function RefreshStatus({
  query,
  readAt = query.dataUpdatedAt,
  everySeconds = 0,
  // A second request would make a slow broker slower.
  onRefresh = () => void query.refetch({ cancelRefetch: false }),
  compact = false,
}: {
  query: Refreshable
  readAt?: number | undefined
  everySeconds?: number
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
        readAt > 0 && <Age since={readAt} everySeconds={everySeconds} />
      )}
      <Button
        className={styles.button}
        title={compact ? messages.refresh.button : undefined}
        aria-busy={isFetching}
        onClick={onRefresh}
      >
        {icon(refreshIcon, styles.icon)}
        <span className={compact ? 'visually-hidden' : undefined}>{messages.refresh.button}</span>
      </Button>
    </div>
  )
}

function Age({ since, everySeconds }: { since: number; everySeconds: number }) {
  const { messages, format } = useI18n()
  const age = useCurrentSecond() - since
  const isFailing = useStore(pageFault, Boolean)
  const isLate = everySeconds > 0 && age > LATE_INTERVALS * everySeconds * 1000
  const words = messages.refresh
  return isFailing || isLate ? (
    <span className={styles.late}>
      {icon(warningIcon)}
      {isFailing ? words.asOf(format.moment(since)) : words.updated(format.ago(age))}
    </span>
  ) : (
    <span>{age < JUST_NOW_MS ? words.updatedNow : words.updated(format.ago(age))}</span>
  )
}

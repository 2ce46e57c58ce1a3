import { ApiError, describeError, isUpdate } from '../api/api-error.ts'
import { useI18n } from '../i18n/i18n.tsx'
import { Button } from '../ui/button.tsx'
import { visibleText } from '../ui/device-text.tsx'
import { Notice } from '../ui/notice.tsx'
import type { PageFault } from './page-fault.ts'
import type { Refreshable } from './refresh-status.tsx'

interface LoadFailureProps {
  query: Refreshable
  error: Error
  compact?: boolean
  /** When the broker gave the data that is shown, in ms since the epoch; by default, when it came. */
  readAt?: number | undefined
  Advice?: PageFault['Advice']
}

/**
 * Why a query has no data, or, if `compact`, why a part of the page is old or missing. If Roster was
 * updated, a notice of the whole page says that.
 */
export function LoadFailure({
  query,
  error,
  compact = false,
  readAt = query.dataUpdatedAt,
  Advice,
}: LoadFailureProps) {
  const { messages, format } = useI18n()
  const { title, advice, detail } = describeError(error, messages.errors)
  const isOld = compact && readAt > 0
  const isSignedOut = error instanceof ApiError && error.reason === 'signed-out'
  const text = (
    <>
      <p>{advice}</p>
      {detail && <p>{messages.app.details(visibleText(detail))}</p>}
    </>
  )
  if (isUpdate(error)) return null
  return (
    <Notice
      kind="problem"
      compact={compact}
      title={isOld ? `${messages.refresh.failed(format.moment(readAt))}: ${title}` : title}
      actions={
        !isSignedOut && (
          <Button
            aria-busy={query.isFetching}
            onClick={() => void query.refetch({ cancelRefetch: false })}
          >
            {messages.refresh.retry}
          </Button>
        )
      }
    >
      {Advice ? <Advice error={error}>{text}</Advice> : text}
    </Notice>
  )
}

import { useEffect } from 'react'
import { isUpdated } from '../api/code-query.ts'
import { LoadFailure } from '../feedback/load-failure.tsx'
import { pageFault } from '../feedback/page-fault.ts'
import { UpdateNotice } from '../feedback/update-notice.tsx'
import { SessionEnded } from '../session/ended.tsx'
import { useSession } from '../session/session.tsx'
import { useStore } from '../ui/store.ts'
import styles from './failure-bar.module.css'

/** The one bar under the header that says what fails: of several failures, the one to be mended first. */
export function FailureBar() {
  const isNewer = useStore(isUpdated, Boolean)
  const { endedUser } = useSession()
  const fault = useStore(pageFault, (value) => value)
  const isFailing = isNewer || endedUser !== null || fault !== null
  useMarkedIcon(isFailing)
  if (!isFailing) return null
  return (
    <div className={styles.bar}>
      {isNewer ? (
        <UpdateNotice />
      ) : endedUser !== null ? (
        <SessionEnded />
      ) : (
        // Without any data, the page says it in the place of the data.
        fault?.readAt != null && <LoadFailure compact {...fault} readAt={fault.readAt} />
      )}
    </div>
  )
}

/** Puts a red dot into the icon of the tab. The icon is no file: the gateway may be what fails. */
function useMarkedIcon(isMarked: boolean): void {
  useEffect(() => {
    const link = document.querySelector<HTMLLinkElement>('link[rel=icon]')
    if (!isMarked || !link) return
    const { href } = link
    link.href = `data:image/svg+xml,${encodeURIComponent(MARKED_ICON)}`
    return () => void (link.href = href)
  }, [isMarked])
}

const MARKED_ICON =
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 20 20"><rect width="20" height="20" rx="5" fill="#0b66c3"/><circle cx="14" cy="6" r="6" fill="red"/></svg>'

import { isUpdated } from '../api/code-query.ts'
import { useI18n } from '../i18n/i18n.tsx'
import { Button } from '../ui/button.tsx'
import { Notice } from '../ui/notice.tsx'
import { useStore } from '../ui/store.ts'

/** Says that Roster was updated, once the page asked for code that is gone, and offers a reload. */
export function UpdateNotice() {
  const { app, errors } = useI18n().messages
  const { title, advice } = errors.updated
  return (
    useStore(isUpdated, Boolean) && (
      <Notice
        kind="problem"
        compact
        title={title}
        actions={<Button onClick={() => location.reload()}>{app.reload}</Button>}
      >
        {advice}
      </Notice>
    )
  )
}

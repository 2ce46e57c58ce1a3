import { useI18n } from '../i18n/i18n.tsx'
import { Button } from '../ui/button.tsx'
import { Notice } from '../ui/notice.tsx'

/** Says that Roster was updated, and offers a reload. */
export function UpdateNotice() {
  const { app, errors } = useI18n().messages
  const { title, advice } = errors.updated
  return (
    <Notice
      kind="problem"
      compact
      title={title}
      actions={
        <Button variant="primary" onClick={() => location.reload()}>
          {app.reload}
        </Button>
      }
    >
      {advice}
    </Notice>
  )
}

import { Link } from 'react-router-dom'
import { useI18n } from '../i18n/i18n.tsx'
import { buttonClass } from '../ui/button.tsx'
import { Notice } from '../ui/notice.tsx'

/** For an address that Roster has no page for. */
export function NotFoundPage() {
  const { messages } = useI18n()
  return (
    <main id="content" tabIndex={-1}>
      <Notice
        kind="empty"
        title={messages.app.notFound}
        actions={
          <Link className={buttonClass()} to="/clients">
            {messages.app.toClients}
          </Link>
        }
      />
    </main>
  )
}

import type { ReactNode } from 'react'
import { useI18n } from '../i18n/i18n.tsx'
import { buttonClass } from '../ui/button.tsx'
import { Notice } from '../ui/notice.tsx'
import { Link } from '../ui/link.tsx'

/** For an address that leads to nothing: says why, and leads to the list. */
export function NoPage({ title, children }: { title: string; children?: ReactNode }) {
  const { messages } = useI18n()
  return (
    <main id="content" tabIndex={-1}>
      <title>{`${title} · Roster`}</title>
      <Notice
        kind="empty"
        title={title}
        actions={
          <Link className={buttonClass()} to="/clients">
            {messages.app.toClients}
          </Link>
        }
      >
        {children}
      </Notice>
    </main>
  )
}

import type { ReactNode } from 'react'
import { useI18n } from '../i18n/i18n.tsx'
import { buttonClass } from '../ui/button.tsx'
import { Notice } from '../ui/notice.tsx'
import { PageTitle } from './page-title.tsx'
import { Link } from '../ui/link.tsx'

/** The page of an address that leads nowhere, with a link to the list. */
export function NoPage({ title, children }: { title: string; children?: ReactNode }) {
  const { messages } = useI18n()
  return (
    <main id="content" tabIndex={-1}>
      <PageTitle>{title}</PageTitle>
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

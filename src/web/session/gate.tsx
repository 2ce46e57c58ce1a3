import type { ComponentType, ReactNode } from 'react'
import { codeQuery } from '../api/code-query.ts'
import { LazyPage } from '../feedback/lazy-page.tsx'
import { PageTitle } from '../feedback/page-title.tsx'
import { AccessDenied } from './access-denied.tsx'
import { useSession } from './session.tsx'
import { useSessionWords } from './words.ts'

const signInCode = codeQuery<ComponentType>(
  'sign-in',
  async () => (await import('./sign-in/page.tsx')).default,
)

/** Shows the pages to a user with a role. When a sign-in ends, the content stays. */
export function SessionGate({ children }: { children: ReactNode }) {
  const { session, endedUser } = useSession()
  if (session === undefined || session.role !== null || endedUser !== null) return children
  return session.way === 'sign-in' ? <LazyPage code={signInCode} /> : <AccessDeniedPage />
}

function AccessDeniedPage() {
  const words = useSessionWords()
  const { session } = useSession()
  return (
    <main id="content" tabIndex={-1}>
      <PageTitle>{session?.way === 'embed' ? words.ended : words.notLetIn}</PageTitle>
      <h1 className="visually-hidden">Roster</h1>
      <AccessDenied />
    </main>
  )
}

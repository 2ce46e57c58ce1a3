import { lazy, Suspense, type ReactNode } from 'react'
import { useLazyDialog } from '../feedback/use-lazy-dialog.ts'
import { useSession } from './session.tsx'
import { Button } from '../ui/button.tsx'
import { Notice } from '../ui/notice.tsx'
import { ErrorBoundary } from '../feedback/error-boundary.tsx'
import { useSessionWords } from './words.ts'

const SignInPage = lazy(() => import('./sign-in-page.tsx'))

/** Shows the pages to who is let in, and keeps what is on them when a sign-in ends. */
export function SessionGate({ children }: { children: ReactNode }) {
  const { session, endedUser } = useSession()
  if (session === undefined || session.role !== null) return children
  if (endedUser === null) return session.way === 'sign-in' ? <SignIn /> : <NotLetIn />
  return (
    <>
      {session.way === 'sign-in' ? <Ended /> : <NotLetIn compact />}
      {children}
    </>
  )
}

function SignIn() {
  return (
    <ErrorBoundary>
      <Suspense fallback={<main id="content" tabIndex={-1} />}>
        <SignInPage />
      </Suspense>
    </ErrorBoundary>
  )
}

function Ended() {
  const words = useSessionWords()
  const dialog = useLazyDialog(() => import('./sign-in-dialog.tsx'))
  return (
    <>
      <Notice
        kind="problem"
        compact
        title={words.ended}
        actions={<Button onClick={dialog.open}>{words.again}</Button>}
      >
        {words.endedAdvice}
      </Notice>
      {dialog.Dialog && <dialog.Dialog onClose={dialog.close} />}
    </>
  )
}

function NotLetIn({ compact = false }: { compact?: boolean }) {
  const words = useSessionWords()
  const { session } = useSession()
  const [title, advice] =
    session?.way === 'embed'
      ? [words.ended, words.endedAround]
      : [words.notLetIn, words.notLetInAdvice]
  const notice = (
    <Notice kind="problem" compact={compact} title={title}>
      {advice}
    </Notice>
  )
  return compact ? (
    notice
  ) : (
    <main id="content" tabIndex={-1}>
      <title>{`${title} · Roster`}</title>
      <h1 className="visually-hidden">Roster</h1>
      {notice}
    </main>
  )
}

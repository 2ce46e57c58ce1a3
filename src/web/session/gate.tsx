import type { ComponentType, ReactNode } from 'react'
import { codeQuery } from '../api/code-query.ts'
import { LazyPage } from '../feedback/lazy-page.tsx'
import { useLazyDialog } from '../feedback/use-lazy-dialog.ts'
import { useSession } from './session.tsx'
import { Button } from '../ui/button.tsx'
import { Notice } from '../ui/notice.tsx'
import { useSessionWords } from './words.ts'

const signInCode = codeQuery<ComponentType>(
  'sign-in',
  async () => (await import('./sign-in/page.tsx')).default,
)

/** Shows the pages to a user with a role. When a sign-in ends, the content stays, with a notice above it. */
export function SessionGate({ children }: { children: ReactNode }) {
  const { session, endedUser } = useSession()
  if (session === undefined || session.role !== null) return children
  if (endedUser === null)
    return session.way === 'sign-in' ? <LazyPage code={signInCode} /> : <AccessDenied />
  return (
    <>
      {session.way === 'sign-in' ? <SignInEnded /> : <AccessDenied compact />}
      {children}
    </>
  )
}

function SignInEnded() {
  const words = useSessionWords()
  const dialog = useLazyDialog(() => import('./sign-in/dialog.tsx'))
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

function AccessDenied({ compact = false }: { compact?: boolean }) {
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

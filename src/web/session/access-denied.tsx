import { Notice } from '../ui/notice.tsx'
import { useSession } from './session.tsx'
import { useSessionWords } from './words.ts'

/** Says why the reader is not let in, as a page or, if `compact`, above one. */
export function AccessDenied({ compact = false }: { compact?: boolean }) {
  const words = useSessionWords()
  const { session } = useSession()
  const [title, advice] =
    session?.way === 'embed'
      ? [words.ended, words.endedAround]
      : [words.notLetIn, words.notLetInAdvice]
  return (
    <Notice kind="problem" compact={compact} title={title}>
      {advice}
    </Notice>
  )
}

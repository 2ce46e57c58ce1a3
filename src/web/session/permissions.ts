// What the reader of the page may not do, and why. The gateway enforces it.
import { useSession } from './session.tsx'
import { useSessionWords } from './words.ts'

/** Why each action is refused, in the reader's language; null if it is allowed. */
export interface Refusals {
  kick: string | null
  kickMany: string | null
}

/** What the reader may not do. Until the session is known, nothing is refused. */
export function useRefusals(): Refusals {
  const words = useSessionWords()
  const { session } = useSession()
  const both = (reason: string | null) => ({ kick: reason, kickMany: reason })
  if (session === undefined) return both(null)
  if (session.readOnly) return both(words.nobodyKicks)
  if (session.role === null) return both(words.signInFirst)
  if (session.role === 'viewer') return both(words.viewersSee)
  return { kick: null, kickMany: session.role === 'operator' ? words.operatorsKickOne : null }
}

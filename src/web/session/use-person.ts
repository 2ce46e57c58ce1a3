import { signOut } from '../api/session-queries.ts'
import { useCommands } from '../commands/commands.tsx'
import { forgetClients } from '../commands/forget-clients.ts'
import { useFailureToast } from '../feedback/use-failure-toast.ts'
import { useOneAtATime } from '../ui/use-one-at-a-time.ts'
import { useSession } from './session.tsx'
import { useSessionWords } from './words.ts'

/** The reader, as the header and its menu show them. */
export interface ShownPerson {
  /** Null without a sign-in. */
  user: string | null
  /** What the person may do, in the reader's language. */
  role: string
  /** Null if there is nothing to sign out of. */
  signOut: (() => void) | null
}

/** The reader; null if there is no sign-in and everything is allowed. Registers the command to sign out. */
export function usePerson(): ShownPerson | null {
  const words = useSessionWords()
  const { session } = useSession()
  const showFailure = useFailureToast()
  const role = session?.role ?? null
  const canLeave = role !== null && session?.way === 'sign-in'
  const leave = useOneAtATime(() =>
    signOut().then(() => {
      forgetClients()
      // No data of the user may stay in the memory of the page.
      location.reload()
    }, showFailure),
  )
  const run = () => void leave()
  useCommands(canLeave ? [{ id: 'sign out', title: words.signOut, group: 'general', run }] : [])
  if (!session || role === null) return null
  const { user, readOnly } = session
  if (user === null && role === 'maintainer' && !readOnly) return null
  return {
    user,
    role: readOnly ? words.readOnly : words.roles[role],
    signOut: canLeave ? run : null,
  }
}

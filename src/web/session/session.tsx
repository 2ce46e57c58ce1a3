import { useQuery, useQueryClient } from '@tanstack/react-query'
import { createContext, use, useEffect, useState, type ReactNode } from 'react'
import type { Session } from '../../contract/session.ts'
import { sessionQuery } from '../api/session-queries.ts'
import { onSignedOut } from '../api/signed-out.ts'

interface SessionState {
  /** Undefined as long as the gateway has not said. */
  session: Session | undefined
  /** Whose sign-in has ended while the page was open: what it shows is theirs. Else null. */
  endedUser: string | null
}

const SessionContext = createContext<SessionState>({ session: undefined, endedUser: null })

/** Gives what the gateway says of who looks at the page, and notices when a sign-in ends. */
export function SessionProvider({ children }: { children: ReactNode }) {
  const { data: session } = useQuery(sessionQuery)
  const queryClient = useQueryClient()
  const [lastUser, setLastUser] = useState<string | null>(null)
  const user = session?.user ?? null
  if (user !== null && user !== lastUser) setLastUser(user)

  // A refusal may be older than the sign-in after it: the gateway itself says how things stand.
  useEffect(
    () => onSignedOut(() => void queryClient.invalidateQueries(sessionQuery)),
    [queryClient],
  )
  const endedUser = session?.role === null ? lastUser : null
  return <SessionContext value={{ session, endedUser }}>{children}</SessionContext>
}

/** Who looks at the page, as the gateway sees it. */
export function useSession(): SessionState {
  return use(SessionContext)
}

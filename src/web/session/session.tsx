// The session of the reader, as the gateway reports it.
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { createContext, use, useEffect, useState, type ReactNode } from 'react'
import type { Session } from '../../contract/session.ts'
import { sessionQuery } from '../api/session-queries.ts'
import { onSignedOut } from '../api/events.ts'
import { onClockAhead } from '../ui/browser/steady-clock.ts'

interface SessionState {
  /** Undefined until the gateway has answered. */
  session: Session | undefined
  /** The user whose sign-in ended while the page was open, and whose data it shows; else null. */
  endedUser: string | null
}

const SessionContext = createContext<SessionState>({ session: undefined, endedUser: null })

/** Gives the session to its children, and notices when a sign-in ends. */
export function SessionProvider({ children }: { children: ReactNode }) {
  const { data: session } = useQuery(sessionQuery)
  const queryClient = useQueryClient()
  const [lastUser, setLastUser] = useState<string | null>(null)
  const user = session?.user ?? null
  if (user !== null && user !== lastUser) setLastUser(user)

  useEffect(() => {
    const read = () => void queryClient.invalidateQueries(sessionQuery)
    // The refused call may be older than a new sign-in, so only the gateway knows the state.
    const stops = [onSignedOut(read), onClockAhead(read)]
    return () => stops.forEach((stop) => stop())
  }, [queryClient])
  const endedUser = session?.role === null ? lastUser : null
  return <SessionContext value={{ session, endedUser }}>{children}</SessionContext>
}

/** The reader's session, and the user whose sign-in ended. */
export function useSession(): SessionState {
  return use(SessionContext)
}

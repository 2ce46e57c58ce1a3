// The clients that were last looked at in this tab, for the palette. They are gone when the tab is closed.
import { useEffect } from 'react'
import { useSession } from '../session/session.tsx'
import { recentClientsKey } from './forget-clients.ts'

const MOST = 10

/** EMQX allows a client id of 65,535 bytes at most. */
const MAX_ID_LENGTH = 65_535

/** Notes that the page of a client is open, if the broker knows the client. */
export function useRecentClient(clientId: string, isKnown: boolean): void {
  const { session } = useSession()
  const user = session?.user ?? null
  const isReady = isKnown && session !== undefined
  useEffect(() => {
    if (!isReady) return
    const ids = [clientId, ...readRecentClients(user).filter((id) => id !== clientId)]
    try {
      sessionStorage.setItem(recentClientsKey, JSON.stringify({ user, ids: ids.slice(0, MOST) }))
    } catch {
      // Blocked, or full: the palette lists none.
    }
  }, [clientId, user, isReady])
}

/** The ids of the clients that this user looked at, the last one first. */
export function readRecentClients(user: string | null): string[] {
  try {
    const kept: unknown = JSON.parse(sessionStorage.getItem(recentClientsKey) ?? 'null')
    if (!isObject(kept) || kept['user'] !== user || !Array.isArray(kept['ids'])) return []
    return [...new Set(kept['ids'].filter(isId))].slice(0, MOST)
  } catch {
    return []
  }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null
}

function isId(value: unknown): value is string {
  return typeof value === 'string' && value !== '' && value.length <= MAX_ID_LENGTH
}

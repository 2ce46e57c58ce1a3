import { useQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { defaultQuery } from '../../contract/list-address.ts'
import type { Client } from '../../contract/client.ts'
import type { ClientFilters } from '../../contract/query.ts'
import { trimHidden } from '../ui/device-text.tsx'
import { naturalOrder } from '../ui/list/natural-order.ts'
import { clientQueries } from '../api/client-queries.ts'

/** How long after the last key the broker is asked. */
const TYPING_PAUSE_MS = 300

/** The broker looks at every client, and one letter is in nearly every id. */
const MIN_CHARACTERS = 2

const MOST = 8

interface FoundClients {
  /** One for each id. While the next answer is loading: those of the last one that contain the text. */
  clients: Client[]
  /** True if the broker knows more ids that contain the text. */
  hasMore: boolean
  isSearching: boolean
  error: Error | null
}

/** The client with this id, and a few whose id contains the text. Asks the broker after typing. */
export function useFoundClients(typed: string): FoundClients {
  // A paste often brings blanks along. Ids that have them contain the text without them too.
  const text = trimHidden(typed)
  const asked = useDebounced(text)
  const enabled = isEnough(asked)
  const exact = useQuery({ ...listOf({ clientid: asked }), enabled })
  const alike = useQuery({ ...listOf({ _like_clientid: asked }), enabled })
  if (!isEnough(text)) return { clients: [], hasMore: false, isSearching: false, error: null }

  const isSearching = asked !== text || exact.isFetching || alike.isFetching
  const found = (alike.data?.data ?? []).toSorted((a, b) =>
    naturalOrder.compare(a.clientid, b.clientid),
  )
  const rows = [...(exact.data?.data ?? []), ...found]
  const byId = new Map<string, Client>()
  for (const client of rows) {
    if (client.clientid.includes(text) && !byId.has(client.clientid)) {
      byId.set(client.clientid, client)
    }
  }
  return {
    clients: [...byId.values()],
    hasMore: !isSearching && alike.data?.meta.hasnext === true,
    isSearching,
    error: isSearching ? null : (exact.error ?? alike.error),
  }
}

function listOf(filters: ClientFilters) {
  return clientQueries.list({ ...defaultQuery, limit: MOST, filters }, 0)
}

function isEnough(text: string): boolean {
  return [...text].length >= MIN_CHARACTERS
}

/** The value, as soon as it has not changed for a while. */
function useDebounced(value: string): string {
  const [settled, setSettled] = useState(value)
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), TYPING_PAUSE_MS)
    return () => clearTimeout(timer)
  }, [value])
  return settled
}

// The kick of a client, and what it does to cached lists. The first page does without.
import type { QueryClient } from '@tanstack/react-query'
import { kickSchema, type ClientList } from '../../contract/answer.ts'
import { encodeReason, KICK_REASON_HEADER } from '../../contract/kick-reason.ts'
import { API_PREFIX, clientPath } from '../../contract/paths.ts'
import { clientQueries } from './client-queries.ts'
import { tellKicked } from './events.ts'
import { callGateway } from './http.ts'

/**
 * Kicks a client: its connection and session end. The answer is the same if there was no such client.
 * @param reason for the gateway's audit, from `readReason`
 */
export async function deleteClient(clientId: string, reason?: string): Promise<void> {
  const headers = reason === undefined ? {} : { [KICK_REASON_HEADER]: encodeReason(reason) }
  await callGateway(kickSchema, 'DELETE', API_PREFIX + clientPath(clientId), undefined, headers)
  tellKicked(clientId)
}

/** Removes clients from every cached list. */
export function dropFromLists(queryClient: QueryClient, clientIds: readonly string[]): void {
  const gone = new Set(clientIds)
  queryClient.setQueriesData<ClientList>(
    { queryKey: clientQueries.lists },
    (list) => list && { ...list, data: list.data.filter(({ clientid }) => !gone.has(clientid)) },
  )
}

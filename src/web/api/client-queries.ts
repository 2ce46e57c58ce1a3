import { keepPreviousData, queryOptions, type QueryClient } from '@tanstack/react-query'
import {
  clientListSchema,
  clientRecordsSchema,
  kickSchema,
  type ClientList,
} from '../../contract/answer.ts'
import type { Client } from '../../contract/client.ts'
import { API_PREFIX, clientPath } from '../../contract/paths.ts'
import { clientListPath, type ClientQuery } from '../../contract/query.ts'
import { ApiError } from './api-error.ts'
import { callGateway, RECOVERY_MS } from './http.ts'

/** The broker writes a client's numbers every 15 s: asking more often shows nothing new. */
const REFRESH_MS = 15_000

const refreshed = {
  refetchInterval: ({ state: { error } }: { state: { error: Error | null } }) => {
    // No wait makes an address shorter.
    if (error instanceof ApiError && error.reason === 'too-long') return false
    return error ? RECOVERY_MS : REFRESH_MS
  },
}

/** What is known of one client id: its records now, and the last ones that were seen. */
export interface ClientSighting {
  /** One as a rule; none when there is no such client; more when several nodes know the id. */
  records: Client[]
  /** The newest records that were not empty, if any were. */
  lastRecords: Client[]
  /** When `lastRecords` were read, in ms since the epoch. */
  lastSeenAt: number | undefined
}

/** Keys and fetchers of everything that is asked about clients. */
export const clientQueries = {
  all: ['clients'] as const,
  lists: ['clients', 'list'] as const,

  list: (query: ClientQuery) => {
    const path = clientListPath(query)
    return queryOptions({
      queryKey: [...clientQueries.lists, path],
      queryFn: ({ signal }) => callGateway(clientListSchema, 'GET', API_PREFIX + path, signal),
      placeholderData: keepPreviousData,
      ...refreshed,
    })
  },

  detail: (clientId: string) =>
    queryOptions({
      queryKey: ['clients', 'detail', clientId],
      queryFn: async ({ client, queryKey, signal }): Promise<ClientSighting> => {
        const records = await fetchRecords(clientId, signal)
        if (records.length > 0) {
          return { records, lastRecords: records, lastSeenAt: Date.now() }
        }
        const before = client.getQueryData<ClientSighting>(queryKey)
        return {
          records,
          lastRecords: before?.lastRecords ?? [],
          lastSeenAt: before?.lastSeenAt,
        }
      },
      ...refreshed,
    }),
}

/** The records of one client id, fresh from the broker. */
export async function fetchRecords(clientId: string, signal?: AbortSignal): Promise<Client[]> {
  const path = API_PREFIX + clientPath(clientId)
  const { data } = await callGateway(clientRecordsSchema, 'GET', path, signal)
  // Ids that no path can hold are read through the list's filter, which matches the same way.
  return data.filter((record) => record.clientid === clientId)
}

/** Ends a client's connection and session. Says nothing about whether there was one: look again. */
export async function deleteClient(clientId: string): Promise<void> {
  await callGateway(kickSchema, 'DELETE', API_PREFIX + clientPath(clientId))
}

/** Takes a client that is known to be gone out of every list that is held. */
export function dropFromLists(queryClient: QueryClient, clientId: string): void {
  queryClient.setQueriesData<ClientList>(
    { queryKey: clientQueries.lists },
    (list) => list && { ...list, data: list.data.filter((client) => client.clientid !== clientId) },
  )
}

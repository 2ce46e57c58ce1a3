// Queries about clients that the first page needs.
import {
  keepPreviousData,
  queryOptions,
  type QueryClient,
  type QueryFunctionContext,
} from '@tanstack/react-query'
import { clientRecordsSchema, type ClientList } from '../../contract/answer.ts'
import type { Client } from '../../contract/client.ts'
import type { CheckedRows, OddValue } from '../../contract/odd-values.ts'
import { API_PREFIX, clientPath } from '../../contract/paths.ts'
import { clientListPath, isHeavy, type ClientQuery } from '../../contract/query.ts'
import { acceptedAge } from '../../contract/refresh.ts'
import { ApiError } from './api-error.ts'
import { answeredAt, readFromGateway, callGateway, RECOVERY_MS } from './http.ts'
import { readList } from './read-list.ts'

/** The broker writes a client's numbers every 15 s: a shorter interval shows nothing new. */
export const NUMBERS_SECONDS = 15

/** How long to keep a list that is not shown: 10,000 rows take some 10 MB of memory. */
const KEPT_LIST_MS = 30_000

/** The most rows of a page that is prefetched. */
const CHEAP_LIMIT = 1000

/** The interval for a list, in seconds; 0 is never. A heavy list is read no more often than every 15 s. */
export function effectiveRefreshSeconds(query: ClientQuery, seconds: number): number {
  return seconds > 0 && isHeavy(query) ? Math.max(seconds, NUMBERS_SECONDS) : seconds
}

/** True for a page that may be prefetched. */
export function isCheap(query: ClientQuery): boolean {
  return !isHeavy(query) && query.limit <= CHEAP_LIMIT
}

/** When to ask again after an error, in ms; false if asking again cannot help. */
export function recoveryMs(error: Error): number | false {
  // No wait makes an address shorter.
  return error instanceof ApiError && error.reason === 'too-long' ? false : RECOVERY_MS
}

/** A page of clients, and when the broker gave it, in ms since the epoch. */
export interface ReadList extends ClientList {
  readAt: number
}

/** The part of a query that its interval depends on. */
interface QueryWithState {
  state: { error: Error | null; dataUpdatedAt: number; data: object | undefined }
}

/** The least time from an answer to the next read, even for an answer that was old when it came. */
const LEAST_REFRESH_MS = 1000

/**
 * Options of a query that is read at an interval.
 * @param seconds the interval; 0: the query is read again only after a failure
 * @param leastMs the least time from a failure to the next read
 */
export function refreshedEvery(seconds: number, leastMs = 0) {
  return {
    refetchInterval: ({ state: { error, dataUpdatedAt, data } }: QueryWithState) => {
      if (error) return recoveryMs(error) && Math.max(RECOVERY_MS, leastMs)
      if (seconds === 0) return false
      const age = data && 'readAt' in data ? dataUpdatedAt - Number(data.readAt) : 0
      return Math.max(seconds * 1000 - age, LEAST_REFRESH_MS)
    },
    // Without an interval, the rows must not change when the reader returns to the tab.
    refetchOnWindowFocus: seconds > 0,
  }
}

/** A client id's records now, and the last ones that were seen. */
export interface ClientSighting {
  /** Usually one. None if there is no such client, several if several nodes know the id. */
  records: Client[]
  /** The records of the newest reading that found any. */
  lastRecords: Client[]
  /** When `lastRecords` were read, in ms since the epoch. */
  lastSeenAt: number | undefined
  /** What is odd about the records of the newest reading. */
  odd: readonly OddValue[]
}

/** Keys and fetchers of all queries about clients. */
export const clientQueries = {
  all: ['clients'] as const,
  lists: ['clients', 'list'] as const,

  /**
   * One page of the list. After an invalidation (a click on Refresh, a kick) the gateway asks the
   * broker. For any other read the gateway may give an answer that it kept, but none older than the
   * rows that are shown. The first read names no age, so that it uses the preloaded request.
   * @param refreshSeconds the interval; 0 is never
   */
  list: (query: ClientQuery, refreshSeconds: number) => {
    const path = clientListPath(query)
    const seconds = effectiveRefreshSeconds(query, refreshSeconds)
    const leastMs = isHeavy(query) ? NUMBERS_SECONDS * 1000 : 0
    return queryOptions({
      queryKey: [...clientQueries.lists, path],
      queryFn: ({ client, queryKey, signal }): Promise<ReadList> => {
        const { data: shown, isInvalidated } = client.getQueryState<ReadList>(queryKey) ?? {}
        const shownAge = Math.max(0, Math.floor((Date.now() - (shown?.readAt ?? 0)) / 1000))
        const maxAge = Math.min(acceptedAge(seconds), shownAge)
        const accepted = isInvalidated ? 'no-cache' : `max-age=${maxAge}`
        const headers: Record<string, string> = shown ? { 'cache-control': accepted } : {}
        const read = async (response: Response, limit: AbortSignal) => {
          const givenAt = answeredAt(response)
          return { ...(await readList(response, limit)), readAt: givenAt }
        }
        return readFromGateway(read, 'GET', API_PREFIX + path, signal, headers)
      },
      placeholderData: keepPreviousData,
      // A comparison of 10,000 rows with the rows before would block the page.
      structuralSharing: false,
      gcTime: KEPT_LIST_MS,
      // For a return to the list or to the tab.
      ...(leastMs > 0 && { staleTime: leastMs }),
      ...refreshedEvery(seconds, leastMs),
    })
  },

  detail: (clientId: string) =>
    queryOptions({
      queryKey: ['clients', 'detail', clientId],
      queryFn: (context) => readSighting(clientId, context),
      ...refreshedEvery(NUMBERS_SECONDS),
    }),
}

/** Reads a client. If the client is gone, the sighting keeps the last records that were seen. */
export async function readSighting(
  clientId: string,
  { client, queryKey, signal }: Pick<QueryFunctionContext, 'client' | 'queryKey' | 'signal'>,
): Promise<ClientSighting> {
  const { data: records, odd } = await readRecords(clientId, signal)
  if (records.length > 0) return { records, lastRecords: records, lastSeenAt: Date.now(), odd }
  const before = client.getQueryData<ClientSighting>(queryKey)
  return { records, lastRecords: before?.lastRecords ?? [], lastSeenAt: before?.lastSeenAt, odd }
}

/** Reads the records of one client id from the broker. */
export async function fetchRecords(clientId: string, signal?: AbortSignal): Promise<Client[]> {
  return (await readRecords(clientId, signal)).data
}

async function readRecords(clientId: string, signal?: AbortSignal): Promise<CheckedRows<Client>> {
  const path = API_PREFIX + clientPath(clientId)
  const { data, odd } = await callGateway(clientRecordsSchema, 'GET', path, signal)
  // For an id that no path can hold, the gateway uses the list's filter, which may find other ids.
  return {
    data: data.filter((record) => record.clientid === clientId),
    odd: odd.filter(({ name }) => name === null || name === clientId),
  }
}

/** Prefetches a list, unless the cached one is younger than 15 s. */
export function prefetchList(queryClient: QueryClient, query: ClientQuery): Promise<void> {
  const staleTime = NUMBERS_SECONDS * 1000
  return queryClient.prefetchQuery({ ...clientQueries.list(query, 0), staleTime })
}

/** Aborts the reads of lists that are not shown. */
export function cancelPrefetches(queryClient: QueryClient): void {
  void queryClient.cancelQueries({ queryKey: clientQueries.lists, type: 'inactive' })
}

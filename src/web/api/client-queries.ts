import {
  keepPreviousData,
  queryOptions,
  type QueryClient,
  type QueryFunctionContext,
} from '@tanstack/react-query'
import {
  clientRecordsSchema,
  kickSchema,
  subscriptionsSchema,
  type ClientList,
} from '../../contract/answer.ts'
import type { Client } from '../../contract/client.ts'
import { encodeReason, KICK_REASON_HEADER } from '../../contract/kick-reason.ts'
import { API_PREFIX, clientPath, subscriptionsPath } from '../../contract/paths.ts'
import { clientListPath, isHeavy, type ClientQuery } from '../../contract/query.ts'
import { acceptedAge } from '../../contract/refresh.ts'
import { ApiError } from './api-error.ts'
import { answeredAt, readFromGateway, callGateway, RECOVERY_MS } from './http.ts'
import { tellKicked } from './events.ts'
import { readList } from './read-list.ts'

/** The broker writes a client's numbers every 15 s: asking more often shows new ones of no client. */
const NUMBERS_SECONDS = 15

/** How old the subscriptions of a client may get: there may be thousands, and they seldom change. */
const SUBSCRIPTIONS_SECONDS = 60

/** How long a list that nobody looks at is kept: one of 10,000 rows is some 10 MB of memory. */
const KEPT_LIST_MS = 30_000

/** How many rows a page may have to be read before anyone asks for it. */
const CHEAP_LIMIT = 1000

/** How often a list is really read anew, in seconds; 0 is never. A heavy one costs the broker too much. */
export function effectiveRefreshSeconds(query: ClientQuery, seconds: number): number {
  return seconds > 0 && isHeavy(query) ? Math.max(seconds, NUMBERS_SECONDS) : seconds
}

/** True for a page that may be read just in case. */
export function isCheap(query: ClientQuery): boolean {
  return !isHeavy(query) && query.limit <= CHEAP_LIMIT
}

/** In how many ms to look whether an error has healed; false where it cannot. */
export function recoveryMs(error: Error): number | false {
  // No wait makes an address shorter.
  return error instanceof ApiError && error.reason === 'too-long' ? false : RECOVERY_MS
}

/** A page of clients, and when the broker gave it, in ms since the epoch. */
interface ReadList extends ClientList {
  readAt: number
}

/** What a query knows of its last answers. */
interface Known {
  state: { error: Error | null; dataUpdatedAt: number; data: object | undefined }
}

/** No refresh comes sooner after an answer than this, however old that was. */
const LEAST_REFRESH_MS = 1000

/**
 * Reads anew every so many seconds; 0: only as long as it fails, until it heals.
 * @param leastMs not sooner than so long after a failure
 */
function refreshedEvery(seconds: number, leastMs = 0) {
  return {
    refetchInterval: ({ state: { error, dataUpdatedAt, data } }: Known) => {
      if (error) return recoveryMs(error) && Math.max(RECOVERY_MS, leastMs)
      if (seconds === 0) return false
      const age = data && 'readAt' in data ? dataUpdatedAt - Number(data.readAt) : 0
      return Math.max(seconds * 1000 - age, LEAST_REFRESH_MS)
    },
    // Who switched refreshing off does not want the rows to change on the way back to the tab.
    refetchOnWindowFocus: seconds > 0,
  }
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

  /**
   * Invalidated, it is read from the broker: for a reader who wants to know how it is now, and after
   * a kick. Any other read takes an answer that the gateway has kept, but none older than what is
   * shown. The first one is the request that the page's head has made, and that names no age.
   * @param refreshSeconds how often to read it; 0 is never
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
      // Comparing 10,000 rows with those before would hold up the page.
      structuralSharing: false,
      gcTime: KEPT_LIST_MS,
      // On the way back to it, or to the tab.
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

  /** What a client id subscribes to, on every node that knows it; empty for one that is gone. */
  subscriptions: (clientId: string) =>
    queryOptions({
      queryKey: ['clients', 'subscriptions', clientId],
      queryFn: async ({ signal }) => {
        const path = API_PREFIX + subscriptionsPath(clientId)
        return (await callGateway(subscriptionsSchema, 'GET', path, signal)).data
      },
      staleTime: SUBSCRIPTIONS_SECONDS * 1000,
      ...refreshedEvery(SUBSCRIPTIONS_SECONDS),
    }),
}

/** What a reading finds of a client, or, where it finds nothing, what was seen of it before. */
export async function readSighting(
  clientId: string,
  { client, queryKey, signal }: Pick<QueryFunctionContext, 'client' | 'queryKey' | 'signal'>,
): Promise<ClientSighting> {
  const records = await fetchRecords(clientId, signal)
  if (records.length > 0) return { records, lastRecords: records, lastSeenAt: Date.now() }
  const before = client.getQueryData<ClientSighting>(queryKey)
  return { records, lastRecords: before?.lastRecords ?? [], lastSeenAt: before?.lastSeenAt }
}

/** The records of one client id, fresh from the broker. */
export async function fetchRecords(clientId: string, signal?: AbortSignal): Promise<Client[]> {
  const path = API_PREFIX + clientPath(clientId)
  const { data } = await callGateway(clientRecordsSchema, 'GET', path, signal)
  // Ids that no path can hold are read through the list's filter, which matches the same way.
  return data.filter((record) => record.clientid === clientId)
}

/**
 * Ends a client's connection and session. Says nothing about whether there was one: look again.
 * @param reason for the gateway's audit, as `readReason` gives it
 */
export async function deleteClient(clientId: string, reason?: string): Promise<void> {
  const headers = reason === undefined ? {} : { [KICK_REASON_HEADER]: encodeReason(reason) }
  await callGateway(kickSchema, 'DELETE', API_PREFIX + clientPath(clientId), undefined, headers)
  tellKicked(clientId)
}

/** A client as the newest list that is held shows it, if one does. */
export function findInLists(
  queryClient: QueryClient,
  clientId: string,
): (ClientSighting & { lastSeenAt: number }) | undefined {
  const [newest] = queryClient
    .getQueryCache()
    .findAll({ queryKey: clientQueries.lists, predicate: ({ state }) => state.data !== undefined })
    .map(({ state }) => {
      const { data, readAt } = state.data as ReadList
      const records = data.filter(({ clientid }) => clientid === clientId)
      return { records, lastRecords: records, lastSeenAt: readAt }
    })
    .filter(({ records }) => records.length > 0)
    .sort((a, b) => b.lastSeenAt - a.lastSeenAt)
  return newest
}

/** Takes clients that are known to be gone out of every list that is held. */
export function dropFromLists(queryClient: QueryClient, clientIds: readonly string[]): void {
  const gone = new Set(clientIds)
  queryClient.setQueriesData<ClientList>(
    { queryKey: clientQueries.lists },
    (list) => list && { ...list, data: list.data.filter(({ clientid }) => !gone.has(clientid)) },
  )
}

/** Reads a list before it is asked for, unless its numbers can hardly have changed since it was. */
export function prefetchList(queryClient: QueryClient, query: ClientQuery): Promise<void> {
  const staleTime = NUMBERS_SECONDS * 1000
  return queryClient.prefetchQuery({ ...clientQueries.list(query, 0), staleTime })
}

/** Breaks off the reading of lists that nobody has asked for. */
export function cancelPrefetches(queryClient: QueryClient): void {
  void queryClient.cancelQueries({ queryKey: clientQueries.lists, type: 'inactive' })
}

import { QueryClient, QueryObserver, type QueryObserverOptions } from '@tanstack/react-query'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { defaultQuery } from '../../contract/list-address.ts'
import { clusterNodes } from './cluster-nodes.ts'
import { brokerQueries } from './broker-queries.ts'
import { clientQueries, effectiveRefreshSeconds } from './client-queries.ts'

const client = { clientid: 'a', node: 'n', connected: true }
const list = (count: number, data: object[] = []) =>
  JSON.stringify({ code: 0, data, meta: { page: 1, limit: 1, hasnext: false, count } })
const heavy = { ...defaultQuery, filters: { _like_clientid: 'a' } }

let queryClient: QueryClient
let answer: () => Response
let stopWatching: () => void
const fetched = vi.fn<typeof fetch>(async () => answer())

/** The age of an answer that the last request accepted. */
const acceptedAge = () => new Headers(fetched.mock.lastCall?.[1]?.headers).get('cache-control')

/** Observes a query until the test ends, like a page that shows it. */
function watch(options: unknown) {
  const query = { retry: false, ...(options as QueryObserverOptions) }
  const observer = new QueryObserver(queryClient, query)
  stopWatching = observer.subscribe(() => {})
  return observer
}

beforeEach(() => {
  vi.useFakeTimers({
    toFake: ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval', 'Date'],
  })
  vi.stubGlobal('fetch', fetched)
  queryClient = new QueryClient()
  answer = () => new Response(list(0))
})
afterEach(() => {
  stopWatching()
  queryClient.clear()
  fetched.mockClear()
  vi.unstubAllGlobals()
  vi.useRealTimers()
})

const answered = () => vi.waitFor(() => expect(queryClient.isFetching()).toBe(0))

/** How many requests are sent within so many seconds. */
async function requestsWithin(seconds: number): Promise<number> {
  const before = fetched.mock.calls.length
  for (let second = 0; second < seconds; second++) {
    await vi.advanceTimersByTimeAsync(1000)
    await answered()
  }
  return fetched.mock.calls.length - before
}

it.each([
  ['every 5 s', defaultQuery, 5, 12],
  ['every minute', defaultQuery, 60, 1],
  ['every 15 s if it is heavy and 5 s are asked for', heavy, 5, 4],
  ['never', defaultQuery, 0, 0],
  ['never, also if it is heavy', heavy, 0, 0],
])('a list is read again %s', async (_, query, seconds, requests) => {
  watch(clientQueries.list(query, seconds))
  await answered()
  expect(await requestsWithin(60)).toBe(requests)
})

it('a list with another interval is the same query', () => {
  expect(clientQueries.list(defaultQuery, 5).queryKey).toEqual(
    clientQueries.list(defaultQuery, 0).queryKey,
  )
  expect([5, 30, 0].map((seconds) => effectiveRefreshSeconds(heavy, seconds))).toEqual([15, 30, 0])
})

it('a refresh accepts a kept answer of the gateway, and counts its age', async () => {
  const observer = watch(clientQueries.list(defaultQuery, 15))
  await answered()
  expect(acceptedAge()).toBe(null)
  answer = () => new Response(list(0), { headers: { age: '9' } })
  expect(await requestsWithin(15)).toBe(1)
  expect(acceptedAge()).toBe('max-age=10')
  const { readAt } = observer.getCurrentResult().data as { readAt: number }
  expect(Math.floor((Date.now() - readAt) / 1000)).toBe(9)
  expect(await requestsWithin(4)).toBe(0)
  answer = () => new Response(list(0))
  expect(await requestsWithin(3)).toBe(1)
  expect(await requestsWithin(10)).toBe(0)
})

it('a list that was invalidated is read from the broker, once', async () => {
  const query = clientQueries.list(defaultQuery, 15)
  watch(query)
  await answered()
  await requestsWithin(10)
  await queryClient.invalidateQueries(query)
  expect(fetched).toHaveBeenCalledTimes(2)
  expect(acceptedAge()).toBe('no-cache')
  expect(await requestsWithin(15)).toBe(1)
  expect(acceptedAge()).toBe('max-age=10')
})

it('a read between two refreshes accepts no answer older than the rows that are shown', async () => {
  const observer = watch(clientQueries.list(defaultQuery, 60))
  await answered()
  await requestsWithin(7)
  await observer.refetch()
  expect(acceptedAge()).toBe('max-age=7')
})

it('a list that failed is read until an answer comes, even if refreshing is off', async () => {
  answer = () => new Response('Internal Error', { status: 500 })
  const observer = watch(clientQueries.list(defaultQuery, 0))
  await answered()
  expect(await requestsWithin(20)).toBe(4)
  answer = () => new Response(list(7))
  expect(await requestsWithin(60)).toBe(1)
  expect(observer.getCurrentResult().data).toHaveProperty('meta.count', 7)
})

it('a heavy list is read again after 15 s at the earliest, after a failure and after a return to it', async () => {
  answer = () => new Response('Internal Error', { status: 500 })
  const observer = watch(clientQueries.list(heavy, 0))
  await answered()
  expect(await requestsWithin(60)).toBe(4)
  answer = () => new Response(list(-1))
  await observer.refetch()
  for (const [seconds, requests] of [
    [14, 0],
    [2, 1],
  ] as const) {
    stopWatching()
    await requestsWithin(seconds)
    const before = fetched.mock.calls.length
    watch(clientQueries.list(heavy, 0))
    await answered()
    expect(fetched.mock.calls.length - before).toBe(requests)
  }
})

it('a list whose address is too long is not read again', async () => {
  answer = () => new Response('', { status: 414 })
  watch(clientQueries.list(defaultQuery, 15))
  await answered()
  expect(await requestsWithin(60)).toBe(0)
})

it.each([
  ['knows filters by queue if it gives no count and no client', list(-1), true],
  ['ignores filters by queue if it gives a count', list(7), false],
  ['ignores filters by queue if it gives a client', list(-1, [client]), false],
])('a broker %s', async (_, probed, knows) => {
  answer = () => new Response('', { status: 502 })
  const observer = watch(brokerQueries.knowsThresholds)
  await answered()
  answer = () => new Response(probed)
  expect(await requestsWithin(60)).toBe(1)
  expect(observer.getCurrentResult().data).toBe(knows)
  expect(fetched.mock.lastCall?.[0]).toBe(
    '/api/v4/clients?_page=1&_limit=1&_gte_mqueue_len=999999999999999',
  )
})

it('reads the nodes from the gateway, more often while the page waits', async () => {
  const data = [
    {
      name: 'a@10.0.0.1',
      state: 'silent',
      seconds: 3,
      clients: 7,
      connected: null,
      version: '4.4.19',
      uptimeSeconds: null,
      clockAheadSeconds: null,
      offsetChange: null,
    },
  ]
  answer = () => new Response(JSON.stringify({ code: 0, data }))
  const observer = watch(clusterNodes(true))
  await answered()
  expect(observer.getCurrentResult().data).toEqual(data)
  expect(fetched.mock.lastCall?.[0]).toBe('/cluster/nodes')
  expect(await requestsWithin(10)).toBe(5)
  // In its other modes, Chromium holds a second call to an address back for 20 s while the first waits.
  expect(fetched.mock.lastCall?.[1]).toMatchObject({ cache: 'reload' })
})

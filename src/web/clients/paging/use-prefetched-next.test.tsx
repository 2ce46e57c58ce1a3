import { QueryClient, QueryClientProvider, useQuery } from '@tanstack/react-query'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { render } from 'vitest-browser-react'
import { defaultQuery } from '../../../contract/list-address.ts'
import type { ClientQuery } from '../../../contract/query.ts'
import { clientQueries } from '../../api/client-queries.ts'
import { usePrefetchedNext } from './use-prefetched-next.ts'

const pageOf = (page: number, more: Partial<ClientQuery> = {}) => ({
  ...defaultQuery,
  page,
  ...more,
})

/** Every list that was asked for, and whether it was broken off. */
let asked: { page: string | null; signal: AbortSignal }[]
/** Lets the answers go that are held back. */
let release: () => void
let queryClient: QueryClient

beforeEach(() => {
  asked = []
  queryClient = new QueryClient({ defaultOptions: { queries: { retry: false, staleTime: 2000 } } })
  const isReleased = new Promise<void>((resolve) => (release = resolve))
  vi.stubGlobal('fetch', async (path: string, { signal }: { signal: AbortSignal }) => {
    asked.push({ page: new URLSearchParams(path.split('?')[1]).get('_page'), signal })
    await isReleased
    signal.throwIfAborted()
    const meta = { page: 1, limit: 1, hasnext: true, count: 500 }
    return new Response(JSON.stringify({ code: 0, data: [], meta }))
  })
})
afterEach(() => {
  vi.restoreAllMocks()
  vi.unstubAllGlobals()
})

const pages = () => asked.map(({ page }) => page)
const isBrokenOff = () => asked.map(({ signal }) => signal.aborted)

/** Until a callback that the hook has waiting was called. */
const idle = () => new Promise((resolve) => requestIdleCallback(() => resolve(null)))

/** The page of a list as it is once its rows are there: it shows one, and `next` may come. */
function List({ shown, next }: { shown: number | null; next: ClientQuery | null }) {
  const prefetch = usePrefetchedNext(next)
  useQuery({ ...clientQueries.list(pageOf(shown ?? 1), 0), enabled: shown !== null })
  return <button onFocus={prefetch}>Next</button>
}

function show(list: React.ReactElement) {
  return <QueryClientProvider client={queryClient}>{list}</QueryClientProvider>
}

it('reads the next page once, when the browser is idle', async () => {
  const screen = await render(show(<List shown={null} next={pageOf(2)} />))
  await expect.poll(pages).toEqual(['2'])
  release()
  await expect.poll(() => queryClient.isFetching()).toBe(0)
  await screen.rerender(show(<List shown={null} next={pageOf(2)} />))
  await idle()
  expect(pages()).toEqual(['2'])
})

it.each([
  ['heavy', pageOf(2, { filters: { _like_username: 'a' } })],
  ['large', pageOf(2, { limit: 10_000 })],
])('reads a %s page only where it is likely to be wanted', async (_, next) => {
  const screen = await render(show(<List shown={null} {...{ next }} />))
  await idle()
  expect(pages()).toEqual([])
  screen.getByRole('button').element().focus()
  expect(pages()).toEqual(['2'])
})

it('reads nothing in a tab that nobody sees', async () => {
  vi.spyOn(document, 'visibilityState', 'get').mockReturnValue('hidden')
  await render(show(<List shown={null} next={pageOf(2)} />))
  await idle()
  expect(pages()).toEqual([])
})

it('breaks off what nobody wants any more', async () => {
  const screen = await render(show(<List shown={null} next={pageOf(2)} />))
  await expect.poll(pages).toEqual(['2'])
  await screen.rerender(show(<List shown={null} next={pageOf(3)} />))
  await expect.poll(pages).toEqual(['2', '3'])
  expect(isBrokenOff()).toEqual([true, false])
  await screen.unmount()
  await expect.poll(isBrokenOff).toEqual([true, true])
})

it('hands over what is under way to the list that it became', async () => {
  const screen = await render(show(<List shown={1} next={pageOf(2)} />))
  await expect.poll(pages).toEqual(['1', '2'])
  await screen.rerender(show(<List shown={2} next={null} />))
  release()
  await expect.poll(() => queryClient.isFetching()).toBe(0)
  expect(pages()).toEqual(['1', '2'])
  expect(isBrokenOff()).toEqual([true, false])
  expect(queryClient.getQueryData(clientQueries.list(pageOf(2), 0).queryKey)).toBeDefined()
})

import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { MemoryRouter } from 'react-router-dom'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { render } from 'vitest-browser-react'
import { AnswerError } from '../../contract/answer.ts'
import type { ClusterNode } from '../../contract/cluster-nodes.ts'
import { ApiError } from '../api/api-error.ts'
import { en } from '../i18n/en.ts'
import { I18nProvider } from '../i18n/i18n.tsx'
import { ClusterNotice } from './cluster-notice.tsx'
import { LoadFailure } from './load-failure.tsx'
import { NodeAdvice } from './node-advice.tsx'
import { pageFault } from './page-fault.ts'

let queryClient: QueryClient
let nodes: Partial<ClusterNode>[]

beforeEach(() => {
  queryClient = new QueryClient({ defaultOptions: { queries: { retry: false } } })
  vi.stubGlobal('fetch', async () => Response.json({ code: 0, data: nodes.map(withDefaults) }))
})
afterEach(() => {
  pageFault.set(null)
  queryClient.clear()
  vi.unstubAllGlobals()
})

const withDefaults = (change: Partial<ClusterNode>): ClusterNode => ({
  name: 'emqx@a',
  state: 'running',
  seconds: 60,
  clients: 3,
  connected: 3,
  version: '4.4.19',
  uptimeSeconds: 60,
  clockAheadSeconds: 0,
  offsetChange: null,
  ...change,
})

const query = {
  dataUpdatedAt: 0,
  isFetching: false,
  isPlaceholderData: false,
  refetch: () => Promise.reject(new Error()),
}

/** The notices of a list, below the failure of the page if there is one. */
function renderNotices(error: Error | null = null, address = '/clients') {
  if (error) pageFault.set({ error, query, readAt: null })
  return render(
    <QueryClientProvider client={queryClient}>
      <MemoryRouter initialEntries={[address]}>
        <I18nProvider initial={{ language: 'en', messages: en }} brokerTimeZone={null}>
          {error && <LoadFailure query={query} error={error} Advice={NodeAdvice} />}
          <ClusterNotice isWaiting={false} mayDismiss />
        </I18nProvider>
      </MemoryRouter>
    </QueryClientProvider>,
  )
}
type Screen = Awaited<ReturnType<typeof renderNotices>>

const notice = (screen: Screen, title: string) =>
  screen.getByRole('status').filter({ hasText: title })

/** Dismisses a notice, and opens the list again in the same tab. */
async function dismissAndReopen(screen: Screen, title: string): Promise<Screen> {
  await notice(screen, title).getByRole('button', { name: 'Dismiss' }).click()
  await expect.element(notice(screen, title)).not.toBeInTheDocument()
  await screen.unmount()
  queryClient.clear()
  const again = await renderNotices()
  // This one stands below the others.
  await expect.element(notice(again, 'emqx@gone is not running')).toBeVisible()
  return again
}

const gone = { name: 'emqx@gone', state: 'stopped', clockAheadSeconds: 90 } as const

it('says nothing of clocks that differ by seconds, or of a stopped node', async () => {
  nodes = [{ clockAheadSeconds: 4 }, { name: 'emqx@b', clockAheadSeconds: -4 }, gone]
  const screen = await renderNotices()
  await expect.element(screen.getByText('emqx@gone is not running')).toBeVisible()
  expect(screen.getByRole('status').elements()).toHaveLength(1)
})

it('says once that clocks disagree, and by how much, until it is dismissed', async () => {
  nodes = [
    { name: 'emqx@a', clockAheadSeconds: 42 },
    { name: 'emqx@b', clockAheadSeconds: -3 },
    { name: 'emqx@c', clockAheadSeconds: null },
    gone,
  ]
  const title = 'Clocks of the cluster disagree'
  const screen = await renderNotices()
  await expect
    .element(notice(screen, title))
    .toHaveTextContent('emqx@a: 42 s ahead of Roster’s clock, emqx@b: -3 s ahead of Roster’s clock')
  const again = await dismissAndReopen(screen, title)
  expect(notice(again, title).elements()).toHaveLength(0)
})

it('says once that zones have changed their offset, until it is dismissed', async () => {
  const offsetChange = { seconds: 120, minutes: 60 }
  nodes = [{ name: 'emqx@a', offsetChange }, { name: 'emqx@b', offsetChange }, gone]
  const title = 'The zone of emqx@a, emqx@b has changed its offset 2m ago'
  const screen = await renderNotices()
  await expect.element(notice(screen, title)).toHaveTextContent('set ROSTER_BROKER_TIME_ZONE')
  const again = await dismissAndReopen(screen, title)
  expect(notice(again, title).elements()).toHaveLength(0)
})

const timeout = new ApiError(new AnswerError('broker-timeout', 504, ''))

it('leaves a node that hangs to the failure of the page', async () => {
  nodes = [{ name: 'emqx@a' }, { name: 'emqx@b', state: 'silent' }]
  const screen = await renderNotices(timeout, '/clients?username=x')
  const alert = screen.getByRole('alert')
  await expect.element(alert).toHaveTextContent('emqx@b does not answer and may hang')
  await expect
    .element(alert.getByRole('link', { name: 'Clients of emqx@a' }))
    .toHaveAttribute('href', '/clients?username=x&node=emqx%40a')
  await expect.element(screen.getByRole('status')).not.toBeInTheDocument()
})

it('leaves the stopped node of the list to the failure of the page', async () => {
  nodes = [{ name: 'emqx@a' }, gone]
  const failure = new ApiError(new AnswerError('http-status', 500, ''))
  const screen = await renderNotices(failure, '/clients?node=emqx%40gone')
  await expect.element(screen.getByRole('alert')).toHaveTextContent('emqx@gone is not running')
  await expect.element(screen.getByRole('status')).not.toBeInTheDocument()
})

it('gives the usual advice on a failure that no node causes', async () => {
  nodes = [{ name: 'emqx@a' }, gone]
  const screen = await renderNotices(timeout)
  await expect.element(screen.getByRole('alert')).toHaveTextContent('It may be overloaded')
  await expect.element(screen.getByText('emqx@gone is not running')).toBeVisible()
})

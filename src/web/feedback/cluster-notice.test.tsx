import { QueryClient } from '@tanstack/react-query'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { AnswerError } from '../../contract/answer.ts'
import type { ClusterNode } from '../../contract/cluster-nodes.ts'
import { renderApp } from '../../testing/render-app.tsx'
import { ApiError } from '../api/api-error.ts'
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
  return renderApp(
    <>
      {error && <LoadFailure query={query} error={error} Advice={NodeAdvice} />}
      <ClusterNotice isWaiting={false} mayDismiss />
    </>,
    { queryClient, address },
  )
}
type Screen = Awaited<ReturnType<typeof renderNotices>>

/** Toasts have the same role. */
const notices = (screen: Screen) => screen.getByRole('status').filter({ hasText: 'emqx@' })

/** The notice says all nodes at once, and nothing more in this tab after it was dismissed. */
async function expectSaidOnce(screen: Screen, title: string, text: string) {
  const notice = notices(screen).filter({ hasText: title })
  await expect.element(notice).toHaveTextContent(text)
  expect(notice.elements()).toHaveLength(1)
  await notice.getByRole('button', { name: 'Dismiss' }).click()
  await expect.element(notice).not.toBeInTheDocument()
  await screen.unmount()
  queryClient.clear()
  const again = await renderNotices()
  // This one stands below the others.
  await expect.element(again.getByText('emqx@gone is not running')).toBeVisible()
  await expect.element(again.getByText(title)).not.toBeInTheDocument()
}

const gone = { name: 'emqx@gone', state: 'stopped', clockAheadSeconds: 90 } as const

it('says nothing of clocks that differ by seconds, or of a stopped node', async () => {
  nodes = [{ clockAheadSeconds: 4 }, { name: 'emqx@b', clockAheadSeconds: -4 }, gone]
  const screen = await renderNotices()
  await expect.element(screen.getByText('emqx@gone is not running')).toBeVisible()
  expect(notices(screen).elements()).toHaveLength(1)
})

it('says once that clocks disagree, and by how much, until it is dismissed', async () => {
  nodes = [
    { name: 'emqx@a', clockAheadSeconds: 42 },
    { name: 'emqx@b', clockAheadSeconds: -3 },
    { name: 'emqx@c', clockAheadSeconds: null },
    gone,
  ]
  const text = 'emqx@a: 42 s ahead of Roster’s clock, emqx@b: -3 s ahead of Roster’s clock'
  await expectSaidOnce(await renderNotices(), 'Clocks of the cluster disagree', text)
})

it('says once that zones have changed their offset, until it is dismissed', async () => {
  const offsetChange = { seconds: 120, minutes: 60 }
  nodes = [{ name: 'emqx@a', offsetChange }, { name: 'emqx@b', offsetChange }, gone]
  const title = 'The zone of emqx@a, emqx@b has changed its offset 2m ago'
  await expectSaidOnce(await renderNotices(), title, 'set ROSTER_BROKER_TIME_ZONE')
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
  await expect.element(notices(screen)).not.toBeInTheDocument()
})

it('leaves the stopped node of the list to the failure of the page', async () => {
  nodes = [{ name: 'emqx@a' }, gone]
  const failure = new ApiError(new AnswerError('http-status', 500, ''))
  const screen = await renderNotices(failure, '/clients?node=emqx%40gone')
  await expect.element(screen.getByRole('alert')).toHaveTextContent('emqx@gone is not running')
  await expect.element(notices(screen)).not.toBeInTheDocument()
})

it('gives the usual advice on a failure that no node causes', async () => {
  nodes = [{ name: 'emqx@a' }, gone]
  const screen = await renderNotices(timeout)
  await expect.element(screen.getByRole('alert')).toHaveTextContent('It may be overloaded')
  await expect.element(screen.getByText('emqx@gone is not running')).toBeVisible()
})

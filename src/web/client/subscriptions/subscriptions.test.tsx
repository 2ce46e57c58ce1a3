import { QueryClient } from '@tanstack/react-query'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { userEvent } from 'vitest/browser'
import type { Subscription } from '../../../contract/answer.ts'
import { renderApp } from '../../../testing/render-app.tsx'
import type { Language } from '../../i18n/i18n.tsx'
import { Subscriptions } from './subscriptions.tsx'

let answer: () => Response
const fetched = vi.fn<(path: string) => Promise<Response>>(async () => answer())
let queryClient: QueryClient

beforeEach(() => {
  vi.stubGlobal('fetch', fetched)
  fetched.mockClear()
  queryClient = new QueryClient({ defaultOptions: { queries: { retry: false } } })
})
afterEach(() => {
  queryClient.clear()
  vi.restoreAllMocks()
  vi.unstubAllGlobals()
})

const of = (topic: string, qos = 1, node = 'a@1'): Subscription => ({
  topic,
  qos,
  node,
  clientid: 'c',
})
const answerWith = (data: Subscription[]) => {
  answer = () => new Response(JSON.stringify({ code: 0, data }))
}

function Example({ count }: { count?: number }) {
  return <Subscriptions clientId="a/b" record={{ subscriptions_cnt: count }} isGone={false} />
}

const renderExample = (count: number, language?: Language) =>
  renderApp(<Example count={count} />, { queryClient, ...(language && { language }) })

it('shows topics in order, with their QoS, and all characters of hostile topics', async () => {
  answerWith([of('z/#', 2), of('a/\u202eb', 0), of('<b>x</b>')])
  const screen = await renderExample(3)
  const list = screen.getByRole('group', { name: 'Subscriptions' })
  await expect.element(list.getByRole('listitem').first()).toBeVisible()
  const texts = list.getByRole('listitem').elements()
  expect(texts.map(({ textContent }) => textContent)).toEqual([
    '<b>x</b>QoS 1',
    'a/U+202EbQoS 0',
    'z/#QoS 2',
  ])
  await expect.element(screen.getByText('3 topics')).toBeVisible()
  expect(fetched.mock.calls[0]?.[0]).toBe('/api/v4/subscriptions/a%2Fb')
})

it('names the nodes if there are several', async () => {
  answerWith([of('t', 1, 'b@2'), of('t', 0, 'a@1')])
  const screen = await renderExample(1)
  await expect.element(screen.getByRole('listitem').first()).toHaveTextContent('ta@1QoS 0')
})

it('finds topics, and copies one or all of them', async () => {
  const write = vi.spyOn(navigator.clipboard, 'writeText').mockResolvedValue()
  answerWith([of('Home/1'), of('home/2'), of('other')])
  const screen = await renderExample(3)
  await screen.getByRole('searchbox', { name: 'Find in topics' }).fill('HOME/')
  await expect.element(screen.getByText('2 of 3 topics')).toBeVisible()
  await screen.getByRole('button', { name: 'Copy all shown' }).click()
  expect(write).toHaveBeenLastCalledWith('Home/1\nhome/2')
  await expect.element(screen.getByText('2 topics copied')).toBeVisible()
  await screen.getByRole('button', { name: 'Copy home/2' }).click()
  expect(write).toHaveBeenLastCalledWith('home/2')
  await screen.getByRole('searchbox').fill('nowhere')
  await expect.element(screen.getByText('No topic contains this text.')).toBeVisible()
  await expect.element(screen.getByRole('button', { name: 'Copy all shown' })).toBeDisabled()
})

it('says that there are none, or that the broker names fewer than it counts', async () => {
  answerWith([])
  const screen = await renderExample(0)
  await expect.element(screen.getByText('No subscriptions.')).toBeVisible()
  await screen.rerender(<Example count={4} />)
  await expect.element(screen.getByText(/EMQX counts 4 subscriptions but lists none/)).toBeVisible()
  await screen.rerender(<Example />)
  await expect.element(screen.getByText('No subscriptions.')).toBeVisible()
})

it('reads again only when the number changes', async () => {
  answerWith([of('a')])
  const screen = await renderExample(1)
  await expect.element(screen.getByText('1 topic', { exact: true })).toBeVisible()
  await screen.rerender(<Example count={1} />)
  expect(fetched).toHaveBeenCalledTimes(1)
  answerWith([of('a'), of('b')])
  await screen.rerender(<Example count={2} />)
  await expect.element(screen.getByText('2 topics', { exact: true })).toBeVisible()
  expect(fetched).toHaveBeenCalledTimes(2)
})

it('shows a failure and tries again, and keeps earlier topics', async () => {
  answer = () => new Response('Internal Error', { status: 500 })
  const screen = await renderExample(1)
  await expect.element(screen.getByRole('alert')).toHaveTextContent('HTTP 500: Internal Error')
  answerWith([of('a')])
  await screen.getByRole('button', { name: 'Try again' }).click()
  await expect.element(screen.getByText('1 topic', { exact: true })).toBeVisible()
  answer = () => new Response('Internal Error', { status: 500 })
  await screen.rerender(<Example count={2} />)
  await expect.element(screen.getByRole('alert')).toBeVisible()
  await expect.element(screen.getByText('1 topic', { exact: true })).toBeVisible()
})

it('renders only the visible ones of 10,000, as one stop of the Tab key', async () => {
  answerWith(Array.from({ length: 10_000 }, (_, i) => of(`t/${String(i).padStart(5, '0')}`)))
  const screen = await renderExample(10_000)
  const list = screen.getByRole('group', { name: 'Subscriptions' })
  const copy = (topic: string) => list.getByRole('button', { name: `Copy ${topic}` })
  await expect.element(copy('t/00000')).toBeVisible()
  expect(list.getByRole('listitem').length).toBeLessThan(60)
  ;(screen.getByRole('button', { name: 'Copy all shown' }).element() as HTMLElement).focus()
  await userEvent.keyboard('{Tab}')
  await expect.element(copy('t/00000')).toHaveFocus()
  await userEvent.keyboard('{End}')
  await expect.element(copy('t/09999')).toHaveFocus()
  await expect.element(copy('t/09999')).toBeInViewport()
})

it('speaks Chinese', async () => {
  answerWith([of('a'), of('b')])
  const screen = await renderExample(2, 'zh-CN')
  await expect.element(screen.getByRole('heading', { name: '订阅' })).toBeVisible()
  await expect.element(screen.getByText('2 个主题')).toBeVisible()
})

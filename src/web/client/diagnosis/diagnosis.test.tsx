import { expect, it } from 'vitest'
import { userEvent } from 'vitest/browser'
import type { Client } from '../../../contract/client.ts'
import { renderApp } from '../../../testing/render-app.tsx'
import { idleRow, OPENED } from '../watch/broker-writes.test-data.ts'
import { observe } from '../watch/observe.ts'
import type { Watch } from '../watch/watch.ts'
import { Diagnosis } from './diagnosis.tsx'

const page = (watch: Watch) => (
  <Diagnosis records={watch.record ? [watch.record] : []} watch={watch} />
)

function read(change: Partial<Client>, seconds = 0, before?: Watch): Watch {
  return observe(before, [{ ...idleRow, send_msg: 5, ...change }], OPENED + seconds * 1000)
}

const full = { mqueue_len: 1000, mqueue_dropped: 7, mailbox_len: 2000 }

it('shows the worst finding first, each with its severity in words', async () => {
  const screen = await renderApp(page(read(full)))
  const findings = screen.getByRole('region', { name: 'Diagnosis' }).getByRole('listitem')
  await expect.element(findings.nth(0)).toHaveTextContent('Queue full: 1,000 of 1,000')
  await expect.element(findings.nth(0).getByRole('img', { name: 'Critical' })).toBeVisible()
  await expect.element(findings.nth(1)).toHaveTextContent('Process busy: 2,000 in its mailbox')
  await expect.element(findings.nth(1).getByRole('img', { name: 'Warning' })).toBeVisible()
})

it('speaks Chinese', async () => {
  const screen = await renderApp(page(read(full)), { language: 'zh-CN' })
  const findings = screen.getByRole('region', { name: '诊断' }).getByRole('listitem')
  await expect.element(findings.nth(0)).toHaveTextContent('消息队列已满：1,000 / 1,000')
  await expect.element(findings.nth(0)).toHaveTextContent('如何处理')
})

it('explains each finding in three parts, of which what to do is open for a critical one', async () => {
  const screen = await renderApp(page(read(full)))
  const [worst, other] = screen.getByRole('listitem').all()
  if (!worst || !other) throw new Error('no findings')
  await expect.element(worst.getByText('Find out why', { exact: false })).toBeVisible()
  await expect.element(worst.getByText('The queue holds', { exact: false })).not.toBeVisible()
  await expect.element(other.getByText('Check the load', { exact: false })).not.toBeVisible()
})

it('opens a part by a key, and keeps it open while numbers change', async () => {
  const screen = await renderApp(page(read(full)))
  const meaning = screen.getByText('The queue holds what waits', { exact: false })
  await expect.element(meaning).not.toBeVisible()
  await userEvent.tab()
  await userEvent.keyboard('{Enter}')
  await expect.element(meaning).toBeVisible()
  await screen.rerender(page(read({ ...full, mqueue_dropped: 9 }, 5, read(full))))
  await expect.element(screen.getByText('2 dropped in the last 5s', { exact: false })).toBeVisible()
  await expect.element(meaning).toBeVisible()
})

it('has a cause and the queue that it fills in one line', async () => {
  const screen = await renderApp(page(read({ ...full, mailbox_len: 0, connected: false })))
  const findings = screen.getByRole('listitem')
  await expect.element(findings).toHaveTextContent(/^Offline → queue full: 1,000 of 1,000/)
  expect(findings.elements()).toHaveLength(1)
})

it('announces another kind of finding, not each new number, and leaves nothing behind', async () => {
  const first = read(full)
  const screen = await renderApp(page(first))
  const status = screen.getByRole('region', { name: 'Diagnosis' }).getByRole('status')
  await expect.element(status).toHaveTextContent('Queue full: 1,000 of 1,000, 7 dropped in total')
  await expect.element(status).toBeEmptyDOMElement()
  const second = read({ ...full, mqueue_dropped: 9 }, 5, first)
  await screen.rerender(page(second))
  await expect.element(screen.getByRole('listitem').first()).toHaveTextContent('2 dropped')
  await expect.element(status).toBeEmptyDOMElement()
  await screen.rerender(page(observe(second, [], OPENED + 10_000)))
  await expect.element(status).toHaveTextContent('Gone: no record of it since a moment ago')
})

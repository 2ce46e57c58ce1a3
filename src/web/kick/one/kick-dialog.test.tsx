import { expect, it, vi } from 'vitest'
import { NEVER_EXPIRES, type Client } from '../../../contract/client.ts'
import { clientOf } from '../../../testing/client-of.ts'
import { renderApp } from '../../../testing/render-app.tsx'
import KickDialog from './kick-dialog.tsx'

function open(change: Partial<Client>, chinese = false, others: Client[] = []) {
  return renderApp(<KickDialog records={[clientOf(change), ...others]} onClose={() => {}} />, {
    language: chinese ? 'zh-CN' : 'en',
  })
}

const numbers = { mqueue_len: 1000, inflight: 32, subscriptions_cnt: 3, expiry_interval: 7200 }

it('says how much is lost', async () => {
  const dialog = (await open(numbers)).getByRole('dialog', { name: 'Kick this client?' })
  await expect.element(dialog).toHaveTextContent('Queued messages lost1,000')
  await expect.element(dialog).toHaveTextContent('Messages sent and not acknowledged32')
  await expect.element(dialog).toHaveTextContent('Subscriptions3')
  await expect.element(dialog).toHaveTextContent('survives a disconnectyes, for 2h')
  await expect.element(dialog).toHaveTextContent('If the client has a will message')
})

it('counts all records of the id, because a kick ends all of them', async () => {
  const offline = clientOf({ connected: false, mqueue_len: 812, expiry_interval: 7200 })
  const dialog = (await open(numbers, false, [offline])).getByRole('dialog')
  await expect.element(dialog).toHaveTextContent('Queued messages lost1,812')
  await expect.element(dialog).toHaveTextContent('Subscriptions3')
  await expect.element(dialog).toHaveTextContent('Sessions of this ID2')
})

it('does not show a missing number as 0', async () => {
  const dialog = (await open({})).getByRole('dialog')
  await expect.element(dialog).toHaveTextContent('Queued messages lostnot reported')
  await expect.element(dialog).toHaveTextContent('acknowledgednot reported')
  await expect.element(dialog).toHaveTextContent('Subscriptionsnot reported')
  await expect.element(dialog).toHaveTextContent('survives a disconnectnot reported')
})

it.each<[Partial<Client>, string]>([
  [{ expiry_interval: 0 }, 'Session survives a disconnectno'],
  [{ expiry_interval: NEVER_EXPIRES }, 'Session survives a disconnectyes, for good'],
  [{ connected: false, expiry_interval: NEVER_EXPIRES }, 'Session would be keptfor good'],
  [
    { connected: false, expiry_interval: 60, disconnected_at: '2026-11-23 09:28:55' },
    'Session would be kept until2026-11-23 09:29:55 broker time',
  ],
  [{ connected: false, expiry_interval: 60 }, 'Session would be kept1m'],
  [{ connected: false, expiry_interval: 0 }, 'Session would be keptno'],
])('says how long the session of %j would last', async (change, text) => {
  await expect.element((await open(change)).getByRole('dialog')).toHaveTextContent(text)
})

it('accepts a reason of 200 characters', async () => {
  const screen = await open({})
  const field = screen.getByRole('textbox', { name: 'Reason, for the audit log (optional)' })
  await expect.element(field).toHaveAttribute('maxlength', '200')
})

it('speaks Chinese', async () => {
  const dialog = (await open(numbers, true)).getByRole('dialog', { name: '踢除此客户端？' })
  await expect.element(dialog).toHaveTextContent('将丢失的排队消息1,000')
  await expect.element(dialog).toHaveTextContent('是，保留 2小时')
})

it('two clicks at once send one order', async () => {
  const calls: string[] = []
  const answer: typeof fetch = async (input, init) => {
    const { url, method } = new Request(input, init)
    // Of the cluster's nodes the dialog asks too.
    if (url.includes('/clients/')) calls.push(method)
    const time = '2026-11-23 09:30:00'
    const back = { port: 50_001, created_at: time, connected_at: time }
    return Response.json({ code: 0, data: [clientOf(calls.includes('DELETE') ? back : {})] })
  }
  vi.stubGlobal('fetch', answer)
  try {
    const screen = await open({})
    const button = screen.getByRole('button', { name: 'Kick client' }).element() as HTMLElement
    button.click()
    button.click()
    await expect.element(screen.getByText(/The session of a has ended/)).toBeVisible()
    // One look before the order and one after it.
    expect(calls).toEqual(['GET', 'DELETE', 'GET'])
  } finally {
    vi.unstubAllGlobals()
  }
})

import { once } from 'node:events'
import type { Locator, Page } from '@playwright/test'
import { findings } from '../support/client-parts.ts'
import {
  clientsTable,
  expect,
  expectAccessible,
  expectLooksRight,
  freshPrefix,
  rowOf,
  test,
} from '../support/fixtures.ts'
import { openKick } from '../support/table-parts.ts'

/** What is told at the end of the page for a while; the client's own page says it as well. */
const toasts = (page: Page) => page.getByRole('status')

/** Opens the dialog from the client's page. */
async function openKickDialog(page: Page, clientId: string): Promise<Locator> {
  await page.goto(`/clients/${clientId}`)
  await page.getByRole('button', { name: 'Kick' }).click()
  return page.getByRole('dialog')
}

test('a kick from the row closes the socket and ends the session with its queue', async ({
  page,
  connect,
  askBroker,
}) => {
  const id = freshPrefix('kick')
  const client = await connect({ clientId: id, clean: false })
  await client.subscribeAsync(`to/${id}`, { qos: 1 })
  const closed = once(client.stream, 'close')
  await page.goto(`/clients?_like_clientid=${id}`)
  await openKick(page, rowOf(page, id))

  const dialog = page.getByRole('dialog', { name: 'Kick this client of Demo broker?' })
  await expect(dialog).toContainText(id)
  await expect(dialog).toContainText('This ends its connection and session')
  await expect(dialog).toContainText('may be back within seconds')
  await dialog.getByRole('button', { name: 'Kick client' }).click()

  await expect(toasts(page).getByText(`The session of ${id} has ended.`)).toBeVisible()
  await expect(dialog).toBeHidden()
  await expect(rowOf(page, id)).toHaveCount(0)
  await closed
  expect(await askBroker(id)).toEqual([])
  const back = await connect({ clientId: id, clean: false })
  expect(back.connected).toBe(true)
  await expect.poll(async () => (await askBroker(id))[0]?.subscriptions_cnt).toBe(0)
})

test('a kick of an offline session says how many messages it destroys', async ({
  page,
  connect,
  askBroker,
  disconnect,
}) => {
  const id = freshPrefix('queue')
  const client = await connect({ clientId: id, clean: false })
  await client.subscribeAsync(`to/${id}`, { qos: 1 })
  await disconnect(client)
  const sender = await connect({ clientId: freshPrefix('sender') })
  for (let n = 0; n < 5; n++) await sender.publishAsync(`to/${id}`, String(n), { qos: 1 })
  await expect.poll(async () => (await askBroker(id))[0]?.mqueue_len).toBe(5)
  const dialog = await openKickDialog(page, id)
  await expect(dialog).toContainText('Queued messages lost5')
  await expect(dialog).toContainText('Subscriptions1')
  await expect(dialog).toContainText(/Session would be kept until([\d-]+ )?\d\d:\d\d:\d\d/)
  await dialog.getByRole('button', { name: 'Kick client' }).click()
  await expect(findings(page).first()).toContainText('Gone: no record of it')
  expect(await askBroker(id)).toEqual([])
})

test('a client that reconnects by itself is said to be back, from another port', async ({
  page,
  connect,
  askBroker,
}) => {
  const id = freshPrefix('back')
  await connect({ clientId: id, reconnectPeriod: 1 })
  const dialog = await openKickDialog(page, id)
  await dialog.getByRole('button', { name: 'Kick client' }).click()
  const toast = toasts(page).getByText(`The session of ${id} has ended. It reconnected after about`)
  await expect(toast).toBeVisible()
  const port = (await askBroker(id))[0]?.port
  await expect(toast).toContainText(`, with a new session (port ${port}).`)
})

test('a client that stays away is said to have stayed away', async ({ page, connect }) => {
  const id = freshPrefix('away')
  await connect({ clientId: id })
  await page.clock.install()
  const dialog = await openKickDialog(page, id)
  await dialog.getByRole('button', { name: 'Kick client' }).click()
  const toast = toasts(page).getByText(`The session of ${id} has ended.`)
  await expect(toast).toContainText('Watching for 30 s')
  await page.clock.fastForward(30_000)
  await expect(toast).toContainText('It stayed away for 30 s.')
})

test('the reason stands in the audit of the gateway', async ({ page, connect, roster }) => {
  const id = freshPrefix('reason')
  await connect({ clientId: id })
  await page.goto(`/clients?_like_clientid=${id}`)
  await openKick(page, rowOf(page, id))
  await page.getByLabel('Reason, for the audit log').fill('floods the bus 有误')
  await expectAccessible(page)
  await page.getByRole('button', { name: 'Kick client' }).click()
  await expect(toasts(page).getByText(`The session of ${id} has ended.`)).toBeVisible()
  const lines = roster.audit.map((line) => JSON.parse(line) as Record<string, unknown>)
  expect(lines.filter(({ clientid }) => clientid === id)).toMatchObject([
    { event: 'kick', reason: 'floods the bus 有误', outcome: 'ok', from: '127.0.0.1' },
  ])
})

test('neither Enter nor Escape kicks', async ({ page, connect, askBroker }) => {
  const id = freshPrefix('enter')
  await connect({ clientId: id })
  await page.goto(`/clients?_like_clientid=${id}`)
  const button = page.getByRole('button', { name: `Actions for ${id}` })
  const dialog = page.getByRole('dialog')
  for (const key of ['Enter', 'Escape']) {
    await button.focus()
    await page.keyboard.press('Enter')
    await expect(page.getByRole('menuitem', { name: 'Open', exact: true })).toBeFocused()
    await page.keyboard.press('k')
    await page.keyboard.press('Enter')
    await expect(dialog.getByRole('button', { name: 'Cancel' })).toBeFocused()
    await page.keyboard.press(key)
    await expect(dialog).toBeHidden()
    await expect(button).toBeFocused()
  }
  expect(await askBroker(id)).toHaveLength(1)
})

test('the keyboard alone finds, kicks and keeps its place', async ({ page, connect }) => {
  const prefix = freshPrefix('keys')
  const [id, other] = [`${prefix}a`, `${prefix}b`]
  await connect({ clientId: id })
  await connect({ clientId: other })
  await page.goto('/clients')
  await expect(clientsTable(page)).toBeVisible()
  await page.getByLabel('Client ID contains').focus()
  await page.keyboard.type(prefix)
  await page.keyboard.press('Enter')
  await expect(rowOf(page, id)).toBeVisible()
  await expect(page.getByLabel('Client ID contains')).toBeFocused()
  while (
    !(await rowOf(page, id)
      .getByRole('button')
      .evaluate((el) => el.matches(':focus')))
  ) {
    await page.keyboard.press('Tab')
  }
  await page.keyboard.press('Enter')
  await expect(page.getByRole('menuitem', { name: 'Open', exact: true })).toBeFocused()
  await page.keyboard.press('End')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('button', { name: 'Cancel' })).toBeFocused()
  await page.keyboard.press('Tab')
  await expect(page.getByRole('button', { name: 'Kick client' })).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(toasts(page).getByText(`The session of ${id} has ended.`)).toBeVisible()
  await expect(page.getByRole('button', { name: `Actions for ${other}` })).toBeFocused()
})

test('a kick that fails leaves the dialog open, says why, and can be tried again', async ({
  page,
  connect,
  roster,
  askBroker,
}) => {
  const id = freshPrefix('fail')
  await connect({ clientId: id })
  await page.goto(`/clients?_like_clientid=${id}`)
  await openKick(page, rowOf(page, id))
  const dialog = page.getByRole('dialog')
  roster.upstream.setFault('failed-delete')
  await dialog.getByRole('button', { name: 'Kick client' }).click()
  await expect(dialog.getByRole('alert')).toContainText('The client was not kicked')
  await expect(dialog.getByRole('alert')).toContainText('HTTP 500: Internal Error')
  expect(await askBroker(id)).toHaveLength(1)

  roster.upstream.setFault('none')
  await dialog.getByRole('button', { name: 'Try again' }).click()
  await expect(toasts(page).getByText(`The session of ${id} has ended.`)).toBeVisible()
  expect(await askBroker(id)).toEqual([])
})

test('a kick on its way can be put aside: its end is told all the same', async ({
  page,
  connect,
  roster,
}) => {
  const id = freshPrefix('pending')
  await connect({ clientId: id })
  const dialog = await openKickDialog(page, id)
  roster.upstream.setFault('slow')
  await dialog.getByRole('button', { name: 'Kick client' }).click()
  await expect(dialog.getByRole('button', { name: 'Ending the session…' })).toBeDisabled()
  await page.keyboard.press('Escape')
  await expect(dialog).toBeHidden()
  roster.upstream.setFault('none')
  roster.upstream.release()
  await expect(toasts(page).getByText(`The session of ${id} has ended.`)).toBeVisible()
})

test('a kick that was put aside and failed says so', async ({ page, connect, roster }) => {
  const id = freshPrefix('aside')
  await connect({ clientId: id })
  const dialog = await openKickDialog(page, id)
  const { upstream } = roster
  upstream.requests.length = 0
  upstream.setFault('slow')
  await dialog.getByRole('button', { name: 'Kick client' }).click()
  await dialog.getByRole('button', { name: 'Close and notify me' }).click()
  // The look before the order goes through, the order and the look after it do not.
  await expect.poll(() => upstream.requests.some(({ url }) => url.endsWith(id))).toBe(true)
  upstream.setFault('hang')
  upstream.release()
  await expect(dialog).toBeHidden()
  await expect(toasts(page).getByText(`It is unknown whether ${id} was kicked.`)).toBeVisible()
})

test('an order whose answer was lost is looked into', async ({ page, connect, roster }) => {
  const id = freshPrefix('lost')
  await connect({ clientId: id })
  const dialog = await openKickDialog(page, id)
  roster.upstream.setFault('done-delete')
  await dialog.getByRole('button', { name: 'Kick client' }).click()
  await expect(toasts(page).getByText(`The session of ${id} has ended.`)).toBeVisible()
})

test('another operator was first: it is said as it is', async ({ page, connect, roster }) => {
  const id = freshPrefix('first')
  await connect({ clientId: id })
  const dialog = await openKickDialog(page, id)
  const { apiUrl, authorization } = roster.broker
  await fetch(`${apiUrl}/clients/${id}`, {
    method: 'DELETE',
    headers: { authorization },
  })
  roster.upstream.requests.length = 0
  await dialog.getByRole('button', { name: 'Kick client' }).click()
  await expect(toasts(page).getByText(`${id} was already gone, so nothing was sent`)).toBeVisible()
  expect(roster.upstream.requests.filter(({ method }) => method === 'DELETE')).toEqual([])
})

test('a broker that says done and did nothing is not believed', async ({
  page,
  connect,
  roster,
  askBroker,
}) => {
  const id = freshPrefix('ignored')
  await connect({ clientId: id })
  const dialog = await openKickDialog(page, id)
  roster.upstream.setFault('ignored-delete')
  await dialog.getByRole('button', { name: 'Kick client' }).click()
  await expect(dialog.getByRole('alert')).toContainText('the session is still there')
  await expect(dialog.getByRole('alert')).toContainText('on emqx@127.0.0.1, from 127.0.0.1:')
  expect(await askBroker(id)).toHaveLength(1)
})

test('two clicks at once on the button send one order', async ({ page, roster, connect }) => {
  const id = freshPrefix('twice')
  await connect({ clientId: id })
  await page.goto(`/clients?_like_clientid=${id}`)
  await openKick(page, rowOf(page, id))
  const button = page.getByRole('dialog').getByRole('button', { name: 'Kick client' })
  const before = roster.upstream.requests.length
  await button.evaluate((element: HTMLElement) => {
    element.click()
    element.click()
  })
  await expect(page.getByText(`The session of ${id} has ended`)).toBeVisible()
  const sent = roster.upstream.requests.slice(before)
  expect(sent.filter(({ method }) => method === 'DELETE')).toHaveLength(1)
})

for (const locale of ['en-GB', 'zh-CN']) {
  test.describe(`in ${locale}`, () => {
    test.use({ locale })

    test('the dialog is accessible and fits, also after a failure', async ({
      page,
      connect,
      roster,
    }) => {
      const id = freshPrefix('look-' + 'x'.repeat(150))
      await connect({ clientId: id })
      await page.goto(`/clients/${id}`)
      await page.getByRole('button', { name: /^(Kick|踢除)$/ }).click()
      const dialog = page.getByRole('dialog')
      await expect(dialog.getByRole('heading')).toBeInViewport({ ratio: 1 })
      const check = async () => {
        expect(await dialog.evaluate((box) => box.scrollWidth - box.clientWidth)).toBe(0)
      }
      await expectLooksRight(page, { check })
      roster.upstream.setFault('failed-delete')
      await dialog.getByRole('button', { name: /^(Kick client|踢除客户端)$/ }).click()
      await expect(dialog.getByRole('alert')).toBeVisible()
      await expectLooksRight(page, { check })
    })
  })
}

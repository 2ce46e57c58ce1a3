import type { Page } from '@playwright/test'
import { clientsTable, expect, freshPrefix, rowOf, shownIds, test } from '../support/fixtures.ts'

const LAST = 23

/** Opens a list of 24 clients in the order of their ids, 20 on a page. */
async function openList(
  page: Page,
  connect: (options: { clientId: string }) => Promise<unknown>,
): Promise<string[]> {
  const prefix = freshPrefix('keys')
  const ids = Array.from({ length: LAST + 1 }, (_, n) => `${prefix}${String(n).padStart(2, '0')}`)
  await Promise.all(ids.map((clientId) => connect({ clientId })))
  await page.goto(`/clients?_like_clientid=${prefix}&_limit=20&sort=clientid`)
  await expect(clientsTable(page).getByRole('link')).toHaveCount(20)
  return await shownIds(page)
}

const press = (page: Page, ...keys: string[]) =>
  keys.reduce((before, key) => before.then(() => page.keyboard.press(key)), Promise.resolve())

test('by keys alone: through the rows, into a client, and back to its row', async ({
  page,
  connect,
}) => {
  const ids = await openList(page, connect)
  await press(page, 'j')
  await expect(rowOf(page, ids[0] ?? '')).toBeFocused()
  await press(page, 'j', 'ArrowDown', 'j', 'k')
  await expect(rowOf(page, ids[2] ?? '')).toBeFocused()
  await press(page, 'End')
  await expect(rowOf(page, ids[19] ?? '')).toBeFocused()
  await expect(rowOf(page, ids[19] ?? '')).toBeInViewport()
  await press(page, 'j')
  await expect(rowOf(page, ids[19] ?? '')).toBeFocused()
  await press(page, 'Home', 'ArrowUp')
  await expect(rowOf(page, ids[0] ?? '')).toBeFocused()
  await press(page, 'j', 'Enter')
  await expect(page).toHaveURL(`/clients/${ids[1]}`)
  await expect(page.getByRole('main')).toBeFocused()
  await page.goBack()
  await expect(rowOf(page, ids[1] ?? '')).toBeFocused()
})

test('each row that keys lead to is in sight, whole, below the head', async ({ page, connect }) => {
  const prefix = freshPrefix('sight')
  await Promise.all(
    Array.from({ length: 50 }, async (_, n) => connect({ clientId: `${prefix}${n}` })),
  )
  await page.goto(`/clients?_like_clientid=${prefix}`)
  await expect(clientsTable(page)).toHaveAttribute('aria-rowcount', '51')
  const focused = clientsTable(page).locator('tbody tr:focus')
  for (const key of ['j', 'k']) {
    for (let step = 0; step < 50; step++) {
      await press(page, key)
      // All at one moment: a notice above the list moves them all.
      const [row, head, sight] = await focused.evaluate((element) =>
        [element, element.closest('table')?.tHead, element.closest('[role=region]')].map((each) => {
          const { top = NaN, bottom = NaN } = each?.getBoundingClientRect() ?? {}
          return { top, bottom }
        }),
      )
      expect(row?.top).toBeGreaterThanOrEqual(head!.bottom - 0.5)
      expect(row?.bottom).toBeLessThanOrEqual(sight!.bottom - 0.5)
    }
  }
})

test('by keys alone: select one, a range, and kick them', async ({ page, connect, askBroker }) => {
  const ids = await openList(page, connect)
  const bar = page.getByRole('group', { name: 'Selection' })
  await press(page, 'j', 'x', 'j', 'j', 'Shift+X')
  await expect(bar).toContainText('3 selected')
  await press(page, 'j', 'x', 'x')
  await expect(bar).toContainText('3 selected')
  await bar.getByRole('button', { name: 'Kick…' }).focus()
  await press(page, 'Enter')
  await page.getByRole('dialog').getByRole('button', { name: 'Kick 3 clients' }).press('Enter')
  await expect(page.getByRole('dialog')).toContainText('3 of 3 done')
  for (const id of ids.slice(0, 3)) expect(await askBroker(id)).toEqual([])
  expect(await askBroker(ids[3] ?? '')).toHaveLength(1)
})

test('with Caps Lock, and with Cyrillic letters, x selects one row', async ({ page, connect }) => {
  await openList(page, connect)
  const bar = page.getByRole('group', { name: 'Selection' })
  await press(page, 'j', 'x', 'j', 'j', 'X')
  await expect(bar).toContainText('2 selected')
  await page.locator(':focus').dispatchEvent('keydown', { key: 'ч', code: 'KeyX', bubbles: true })
  await expect(bar).toContainText('1 selected')
  await press(page, 'k', 'k')
  await page
    .locator(':focus')
    .dispatchEvent('keydown', { key: 'Ч', code: 'KeyX', shiftKey: true, bubbles: true })
  await expect(bar).toContainText('3 selected')
})

test('by keys alone: pages and refresh', async ({ page, connect, roster }) => {
  const ids = await openList(page, connect)
  await press(page, ']')
  await expect(page).toHaveURL(/_page=2/)
  await expect.poll(() => shownIds(page)).toHaveLength(4)
  await press(page, ']')
  await expect(page).toHaveURL(/_page=2/)
  await press(page, '[')
  await expect(page).not.toHaveURL(/_page/)
  await expect.poll(() => shownIds(page)).toEqual(ids)
  const asked = roster.upstream.requests.length
  await press(page, 'r')
  await expect.poll(() => roster.upstream.requests.length).toBeGreaterThan(asked)
})

test('a slash leads to the filter, where letters are letters', async ({ page, connect }) => {
  const ids = await openList(page, connect)
  await press(page, '/')
  const field = page.getByLabel('Client ID contains')
  await expect(field).toBeFocused()
  await field.fill('')
  await page.keyboard.type('xjr')
  await expect(field).toHaveValue('xjr')
  await expect(page.getByRole('group', { name: 'Selection' })).toBeHidden()
  await field.fill(ids[0] ?? '')
  await press(page, 'Enter')
  await expect.poll(() => shownIds(page)).toEqual([ids[0]])
})

test('the palette finds filters, views and settings of the list', async ({ page }) => {
  const run = async (text: string) => {
    await press(page, 'Control+k')
    await page.getByRole('combobox', { name: 'Search and commands' }).fill(text)
    const first = page.getByRole('dialog').getByRole('option').first()
    await expect(first).toContainText(text)
    await expect(first).not.toContainText('Open exactly')
    await press(page, 'Enter')
  }
  await page.goto('/clients')
  await expect(clientsTable(page)).toBeVisible()
  await run('Address')
  await expect(page.getByLabel('IP address')).toBeFocused()
  await run('Compact')
  await expect
    .poll(async () => (await clientsTable(page).locator('tbody tr').first().boundingBox())?.height)
    .toBe(28)
  await run('Dropping')
  await expect(page).toHaveURL('/clients?_gte_mqueue_dropped=1&sort=-mqueue_dropped')
  await run('Clear filters')
  await expect(page).toHaveURL('/clients?sort=-mqueue_dropped')
})

test('the help lists the keys of the list', async ({ page }) => {
  await page.goto('/clients')
  await expect(clientsTable(page)).toBeVisible()
  await press(page, '?')
  const help = page.getByRole('dialog')
  for (const text of ['Next row', 'Select the row', 'Open the client', 'Next', 'Refresh']) {
    await expect(help.getByText(text, { exact: true })).toBeVisible()
  }
})

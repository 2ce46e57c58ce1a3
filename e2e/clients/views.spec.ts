import { readFile } from 'node:fs/promises'
import type { Locator, Page } from '@playwright/test'
import {
  expect,
  expectLooksRight,
  freshPrefix,
  rowOf,
  shownIds,
  test,
} from '../support/fixtures.ts'

/** Opens the views from the head of the list. */
async function openViews(page: Page): Promise<Locator> {
  await page.getByRole('button', { name: /^(View|视图)/ }).click()
  const dialog = page.getByRole('dialog', { name: /^(Views|视图)$/ })
  await expect(dialog).toBeVisible()
  return dialog
}

/** Saves the list that is shown, and closes the views. */
async function saveView(page: Page, name: string): Promise<void> {
  const dialog = await openViews(page)
  await dialog.getByLabel(/^(Save this list as|将此列表保存为)$/).fill(name)
  await page.keyboard.press('Enter')
  await expect(dialog.getByRole('link', { name, exact: true })).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(dialog).toBeHidden()
}

/** Moves the focus on until it has come to an element. */
async function tabTo(page: Page, target: Locator): Promise<void> {
  for (let step = 0; step < 40; step++) {
    if (await target.evaluate((element) => element.matches(':focus'))) return
    await page.keyboard.press('Tab')
  }
  throw new Error(`no Tab leads to ${String(target)}`)
}

test('a view lasts, opens its list, and is in step in another tab', async ({
  page,
  context,
  connect,
}) => {
  const [id, other] = [freshPrefix('seen'), freshPrefix('other')]
  await connect({ clientId: id })
  await connect({ clientId: other })
  await page.goto(`/clients?_like_clientid=${id}&sort=-node`)
  await saveView(page, 'Mine')
  await expect(page.getByRole('button', { name: 'View: Mine' })).toBeFocused()
  await page.reload()
  await expect(page.getByRole('button', { name: 'View: Mine' })).toBeVisible()

  const tab = await context.newPage()
  await tab.goto('/clients')
  const dialog = await openViews(tab)
  await expect(dialog.getByRole('link', { name: 'Mine' })).toBeFocused()
  await expect(dialog).toContainText(`Client ID contains: ${id} · sort: -node`)
  await saveView(page, 'Second')
  await expect(dialog.getByRole('link', { name: 'Second' })).toBeVisible()
  const [third] = await Promise.all([
    context.waitForEvent('page'),
    dialog.getByRole('link', { name: 'Mine' }).click({ modifiers: ['ControlOrMeta'] }),
  ])
  await expect(rowOf(third, id)).toBeVisible()
  await expect(dialog).toBeVisible()

  await dialog.getByRole('link', { name: 'Mine' }).click()
  await expect(dialog).toBeHidden()
  await expect.poll(() => shownIds(tab)).toEqual([id])
  await tab.goBack()
  await expect(tab).toHaveURL('/clients')
})

test('a view is saved, renamed, deleted, brought back and opened by keyboard alone', async ({
  page,
}) => {
  const address = '/clients?conn_state=connected&_limit=20'
  await page.goto(address)
  await tabTo(page, page.getByRole('button', { name: 'Views' }))
  await page.keyboard.press('Enter')
  const dialog = page.getByRole('dialog', { name: 'Views' })
  await expect(dialog.getByLabel('Save this list as')).toBeFocused()
  await page.keyboard.type('First')
  await page.keyboard.press('Enter')
  await tabTo(page, dialog.getByRole('button', { name: 'Rename First' }))
  await page.keyboard.press('Enter')
  await page.keyboard.type('Connected')
  await page.keyboard.press('Enter')
  await expect(dialog.getByRole('button', { name: 'Rename Connected' })).toBeFocused()
  await page.keyboard.press('Tab')
  await page.keyboard.press('Enter')
  await expect(dialog.getByRole('link')).toHaveCount(0)
  await page.keyboard.press('Enter')
  await expect(dialog.getByRole('link', { name: 'Connected' })).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(page.getByRole('button', { name: 'View: Connected' })).toBeFocused()

  await page.goto('/clients')
  await tabTo(page, page.getByRole('button', { name: 'Views' }))
  await page.keyboard.press('Enter')
  await expect(dialog.getByRole('link', { name: 'Connected' })).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(address)
  await expect(page.getByRole('button', { name: 'View: Connected' })).toBeFocused()
})

test('a view that was deleted is gone with the dialog', async ({ page }) => {
  await page.goto('/clients')
  await saveView(page, 'Everything')
  const dialog = await openViews(page)
  await dialog.getByRole('button', { name: 'Delete Everything' }).click()
  await expect(dialog.getByRole('button', { name: 'Undo: Everything' })).toBeFocused()
  await dialog.getByRole('button', { name: 'Close' }).click()
  await expect(page.getByRole('button', { name: 'Views' })).toBeFocused()
  await openViews(page)
  await expect(dialog).toContainText('No views yet')
})

test('views go to another browser as a file', async ({ page, connect, browser, roster }) => {
  const id = freshPrefix('file')
  await connect({ clientId: id })
  const search = `?conn_state=connected&_like_clientid=${id}`
  await page.goto(`/clients${search}`)
  await saveView(page, 'Mine')
  const exporting = page.waitForEvent('download')
  await (await openViews(page)).getByRole('button', { name: 'Export' }).click()
  const download = await exporting
  expect(download.suggestedFilename()).toBe('roster-views.json')
  const path = await download.path()
  expect(JSON.parse(await readFile(path, 'utf8'))).toEqual({
    roster: 'views',
    version: 1,
    views: [{ name: 'Mine', search }],
  })

  const elsewhere = await browser.newContext({ baseURL: roster.origin, locale: 'en-GB' })
  const there = await elsewhere.newPage()
  await there.goto('/clients')
  const dialog = await openViews(there)
  for (const told of ['1 imported.', '0 imported. 1 already here.']) {
    const choosing = there.waitForEvent('filechooser')
    await dialog.getByRole('button', { name: 'Import' }).press('Enter')
    await (await choosing).setFiles(path)
    await expect(dialog.getByRole('status')).toHaveText(told)
  }
  await dialog.getByRole('link', { name: 'Mine' }).click()
  await expect.poll(() => shownIds(there)).toEqual([id])
  await elsewhere.close()
})

test('a browser that keeps nothing is said to, and the list works on', async ({ page }) => {
  await page.addInitScript(() => {
    Storage.prototype.setItem = () => {
      throw new DOMException('', 'QuotaExceededError')
    }
  })
  await page.goto('/clients')
  const dialog = await openViews(page)
  await dialog.getByLabel('Save this list as').fill('Mine')
  await dialog.getByRole('button', { name: 'Save' }).click()
  await expect(dialog.getByRole('alert')).toContainText('does not let Roster keep views')
  await expect(dialog.getByLabel('Save this list as')).toHaveValue('Mine')
  await expect(dialog.getByRole('link')).toHaveCount(0)
  await page.keyboard.press('Escape')
  await expect(page.getByRole('button', { name: 'Views' })).toBeFocused()
})

test('views that cannot be loaded say so, and open once they can be', async ({ page, context }) => {
  await page.goto('/clients')
  await context.setOffline(true)
  await page.getByRole('button', { name: 'Views' }).click()
  await expect(page.getByRole('status').getByText('gateway cannot be reached')).toBeVisible()
  await context.setOffline(false)
  const dialog = await openViews(page)
  await expect(dialog.getByLabel('Save this list as')).toBeFocused()
})

for (const [locale, width] of [
  ['en-GB', 1280],
  ['zh-CN', 360],
] as const) {
  test.describe(`${locale}, ${width} px`, () => {
    test.use({ locale, viewport: { width, height: 700 } })

    test('views are accessible and fit', async ({ page }) => {
      await page.goto('/clients?_like_clientid=truck-&conn_state=disconnected')
      await saveView(page, 'W'.repeat(80))
      await page.goto('/clients?_limit=20')
      await saveView(page, 'Every client, and a little more')
      const dialog = await openViews(page)
      await dialog.getByRole('button', { name: /^(Delete|删除) Every/ }).click()
      await dialog.getByRole('button', { name: /^(Rename|重命名) WWW/ }).click()
      await page.keyboard.press('Delete')
      await page.keyboard.press('Enter')
      await expect(dialog.getByRole('alert')).toBeVisible()
      const check = async () => {
        for (const box of [dialog, dialog.getByRole('list')]) {
          expect(await box.evaluate((el) => el.scrollWidth - el.clientWidth)).toBe(0)
        }
      }
      await expectLooksRight(page, { widths: [width], check })
    })
  })
}

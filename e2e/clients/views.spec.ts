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

/** The pill of a saved view. */
const pill = (page: Page, name: string) => page.getByRole('link', { name, exact: true })

/** Saves the list that is shown. */
async function saveView(page: Page, name: string): Promise<void> {
  await page.getByRole('button', { name: /^(Save view|保存视图)$/ }).click()
  await page.keyboard.type(name)
  await page.keyboard.press('Enter')
  await expect(pill(page, name)).toBeVisible()
}

/** Does something with a saved view. */
async function act(page: Page, name: string, action: string): Promise<void> {
  await page.getByRole('button', { name: `Actions for ${name}` }).click()
  await page.getByRole('menuitem', { name: action }).click()
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
  await page.reload()
  await expect(pill(page, 'Mine')).toHaveAttribute('aria-current', 'true')

  const tab = await context.newPage()
  await tab.goto('/clients')
  await expect(pill(tab, 'Mine')).toHaveAttribute(
    'title',
    `Mine: Client ID contains: ${id} · Node, highest first`,
  )
  await saveView(page, 'Second')
  await expect(pill(tab, 'Second')).toBeVisible()
  const [third] = await Promise.all([
    context.waitForEvent('page'),
    pill(tab, 'Mine').click({ modifiers: ['ControlOrMeta'] }),
  ])
  await expect(rowOf(third, id)).toBeVisible()
  await pill(tab, 'Mine').click()
  await expect.poll(() => shownIds(tab)).toEqual([id])
  await tab.goBack()
  await expect(tab).toHaveURL('/clients')
})

test('a view is saved, renamed, deleted, brought back and opened by keyboard alone', async ({
  page,
}) => {
  const address = '/clients?conn_state=connected&_limit=20'
  await page.goto(address)
  await tabTo(page, page.getByRole('button', { name: 'Save view' }))
  await page.keyboard.press('Enter')
  await expect(page.getByRole('textbox', { name: 'Save this list as' })).toBeFocused()
  await page.keyboard.type('First')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('button', { name: 'Save view' })).toBeFocused()
  await page.getByRole('button', { name: 'Actions for First' }).focus()
  await page.keyboard.press('Enter')
  await page.keyboard.press('Enter')
  await page.keyboard.press('ControlOrMeta+a')
  await page.keyboard.type('Connected')
  await page.keyboard.press('Enter')
  await expect(pill(page, 'Connected')).toBeFocused()
  await page.keyboard.press('Tab')
  await page.keyboard.press('Enter')
  await page.keyboard.press('End')
  await page.keyboard.press('Enter')
  await expect(pill(page, 'Connected')).toHaveCount(0)
  await expect(page.getByRole('main')).toBeFocused()
  await page.getByRole('button', { name: 'Undo' }).press('Enter')
  await expect(pill(page, 'Connected')).toBeVisible()

  await page.goto('/clients')
  await tabTo(page, pill(page, 'Connected'))
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(address)
})

test('a view may be what Roster opens with, and all clients are one click away', async ({
  page,
}) => {
  await page.goto('/clients?conn_state=disconnected')
  await saveView(page, 'Away')
  await act(page, 'Away', 'Show when Roster opens')
  await page.goto('/')
  await expect(page).toHaveURL('/clients?conn_state=disconnected')
  await page.getByRole('link', { name: 'All', exact: true }).click()
  await expect(page).toHaveURL('/clients')
  await pill(page, 'Away').click()
  await page.goBack()
  await expect(page).toHaveURL('/clients')
  await act(page, 'Away', 'Do not show when Roster opens')
  await page.goto('/clients')
  await expect(pill(page, 'Away')).toBeVisible()
  await expect(page).toHaveURL('/clients')
})

test('what this browser keeps as the view to open with may be anything', async ({ page }) => {
  await page.addInitScript(() => localStorage.setItem('roster.views.default', '?shoe=44&zone=a'))
  await page.goto('/clients')
  await expect(page).toHaveURL('/clients?zone=a')
})

test('views go to another browser as a file', async ({ page, connect, browser, roster }) => {
  const id = freshPrefix('file')
  await connect({ clientId: id })
  const search = `?conn_state=connected&_like_clientid=${id}`
  await page.goto(`/clients${search}`)
  await saveView(page, 'Mine')
  const exporting = page.waitForEvent('download')
  await page.getByRole('button', { name: 'More for views' }).click()
  await page.getByRole('menuitem', { name: 'Export my views' }).click()
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
  for (const told of ['1 imported.', '0 imported. 1 already here.']) {
    const choosing = there.waitForEvent('filechooser')
    await there.getByRole('button', { name: 'More for views' }).click()
    await there.getByRole('menuitem', { name: 'Import views…' }).press('Enter')
    await (await choosing).setFiles(path)
    const report = there.getByRole('dialog', { name: 'Import of views' })
    await expect(report.getByRole('status')).toHaveText(told)
    await report.getByRole('button', { name: 'Close' }).click()
  }
  await pill(there, 'Mine').click()
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
  await page.getByRole('button', { name: 'Save view' }).click()
  const form = page.getByRole('dialog', { name: 'Save view' })
  await form.getByLabel('Save this list as').fill('Mine')
  await form.getByRole('button', { name: 'Save' }).click()
  await expect(form.getByRole('alert')).toContainText('does not let Roster keep views')
  await expect(form.getByLabel('Save this list as')).toHaveValue('Mine')
  await page.keyboard.press('Escape')
  await expect(page.getByRole('button', { name: 'Save view' })).toBeFocused()
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
      await page.getByRole('button', { name: /^(Actions for W|W.* 的操作)/ }).click()
      await expect(page.getByRole('menu')).toBeVisible()
      await expectLooksRight(page, { widths: [width] })
      await page.keyboard.press('Escape')
      await page.getByRole('button', { name: /^(Save view|保存视图)$/ }).click()
      await page.keyboard.press('Enter')
      await expect(page.getByRole('alert')).toBeVisible()
      await expectLooksRight(page, { widths: [width] })
    })
  })
}

import type { Page } from '@playwright/test'
import { clientsTable, expect, expectLooksRight, freshPrefix, test } from '../support/fixtures.ts'
import { openSettings } from '../support/settings-menu.ts'

const palette = (page: Page) => page.getByRole('dialog', { name: 'Search and commands' })
const field = (page: Page) => palette(page).getByRole('combobox')
const help = (page: Page) => page.getByRole('dialog', { name: 'Keyboard shortcuts' })

async function openPalette(page: Page): Promise<void> {
  await page.keyboard.press('Control+k')
  await expect(field(page)).toBeFocused()
}

test('Ctrl-K finds a client by a part of its id and opens it, all by keyboard', async ({
  page,
  connect,
}) => {
  const prefix = freshPrefix('palette')
  await connect({ clientId: `${prefix}truck` })
  await page.goto('/clients?conn_state=connected')
  await expect(clientsTable(page)).toBeVisible()
  await openPalette(page)
  await page.keyboard.type(prefix)
  const option = palette(page).getByRole('option', { name: `${prefix}truck` })
  await expect(option).toContainText('Connected emqx@127.0.0.1')
  await expect(palette(page).getByRole('status')).toHaveText('4 results')
  await expect(option).toHaveAttribute('aria-selected', 'true')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(`${prefix}truck`)
  await expect(page.getByRole('main')).toBeFocused()
  await page.getByRole('link', { name: 'Clients', exact: true }).click()
  await expect(page).toHaveURL(/\/clients\?conn_state=connected$/)
})

const hostileIds: [name: string, id: string, shown?: string][] = [
  ['markup', '<b>bold</b><i>'],
  ['a percent sign and slashes', '100%/a/%2F'],
  ['text that turns right to left', 'left\u202ethgir', 'leftU+202Ethgir'],
  ['only two dots', '..'],
  ['a blank at its end', 'blank ', 'blankU+0020'],
]
for (const [name, id, shown = id] of hostileIds) {
  test(`an id of ${name} is found and opened`, async ({ page, connect }) => {
    const username = freshPrefix('hostile')
    await connect({ clientId: id, username })
    await page.goto('/clients')
    await page.getByRole('button', { name: 'Search and commands' }).click()
    await field(page).fill(id)
    // Of an id with a blank at its end, the one without comes second.
    const option = palette(page).getByRole('option').first()
    await expect(option).toContainText(shown)
    await expect(option).toContainText('Connected')
    await page.keyboard.press('Enter')
    await expect(page.getByRole('region', { name: 'Connection' })).toContainText(username)
  })
}

test('a broker that is down is said so, and everything else works', async ({ page, roster }) => {
  await page.goto('/clients')
  await expect(clientsTable(page)).toBeVisible()
  roster.upstream.setFault('refuse')
  await openPalette(page)
  await page.keyboard.type('truck')
  await expect(palette(page).getByRole('status')).toContainText('The broker cannot be reached')
  await palette(page)
    .getByRole('option', { name: /ID contains truck/ })
    .click()
  await expect(page).toHaveURL(/\/clients\?_like_clientid=truck$/)
  await expect(page.getByLabel('Client ID contains')).toHaveValue('truck')
  await expect(page.getByRole('main')).toBeFocused()
})

test('settings are changed by their words', async ({ page }) => {
  await page.goto('/clients')
  await expect(clientsTable(page)).toBeVisible()
  await openPalette(page)
  await page.keyboard.type('DARK')
  await page.keyboard.press('Enter')
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark')
  await openSettings(page)
  await expect(page.getByRole('menuitemradio', { name: 'Dark' })).toBeChecked()
  await page.keyboard.press('Escape')
  await openPalette(page)
  await page.keyboard.type('中文')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { name: '客户端' })).toBeVisible()
})

test('a dialog that cannot be loaded is a toast, and no harm', async ({ page, context }) => {
  await page.goto('/clients')
  await expect(clientsTable(page)).toBeVisible()
  await context.setOffline(true)
  await page.keyboard.press('?')
  await expect(page.getByText('Roster’s gateway cannot be reached').first()).toBeVisible()
  await expect(clientsTable(page)).toBeVisible()
})

test('the help lists the keys; palette and help give the focus back', async ({ page }) => {
  await page.goto('/clients')
  await expect(clientsTable(page)).toBeVisible()
  const refresh = page.getByRole('button', { name: 'Refresh', exact: true })
  await refresh.focus()
  await page.keyboard.press('?')
  await expect(help(page).getByRole('term').filter({ hasText: 'Keyboard shortcuts' })).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(refresh).toBeFocused()

  await openPalette(page)
  await page.keyboard.type('shortcuts')
  await page.keyboard.press('Enter')
  await expect(help(page)).toBeVisible()
  await help(page).getByLabel('Single-key shortcuts').uncheck()
  await help(page).getByRole('button', { name: 'Close' }).click()
  await expect(refresh).toBeFocused()

  await page.reload()
  await refresh.focus()
  await page.keyboard.press('?')
  await openPalette(page)
  await expect(help(page)).toBeHidden()
  await palette(page).getByRole('button', { name: 'Close' }).click()
  await expect(refresh).toBeFocused()
})

for (const [locale, width] of [
  ['en-GB', 1280],
  ['zh-CN', 360],
] as const) {
  test.describe(`${locale}, ${width} px`, () => {
    test.use({ locale, viewport: { width, height: 800 } })

    test('the palette is accessible and fits', async ({ page, connect }) => {
      const prefix = freshPrefix('look')
      await connect({ clientId: prefix + 'long'.repeat(50) })
      await page.goto('/clients?_limit=20')
      await page.getByRole('button', { name: /^(Search and commands|搜索与命令)$/ }).click()
      await expectDialogFits(page, width)
      await page.keyboard.type(prefix)
      await expect(page.getByRole('option', { name: /longlong/ })).toBeVisible()
      await expectDialogFits(page, width)
    })

    test('the help is accessible and fits', async ({ page }) => {
      await page.goto('/clients?_limit=20')
      await openSettings(page)
      await page.getByRole('menuitem', { name: /Keyboard shortcuts|键盘快捷键/ }).click()
      await expect(page.getByRole('dialog').getByRole('checkbox')).toBeFocused()
      await expectDialogFits(page, width)
    })
  })
}

/** The dialog that is open is accessible, and no wider than the window. */
function expectDialogFits(page: Page, width: number): Promise<void> {
  const dialog = page.getByRole('dialog')
  const check = async () => {
    await expect(dialog).toBeInViewport({ ratio: 1 })
    expect(await dialog.evaluate((box) => box.scrollWidth - box.clientWidth)).toBe(0)
  }
  return expectLooksRight(page, { widths: [width], check })
}

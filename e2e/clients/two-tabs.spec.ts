import { clientsTable, expect, test } from '../support/fixtures.ts'
import { chooseSetting, openSettings } from '../support/settings-menu.ts'

test('theme, language and row height follow another tab', async ({ page, context }) => {
  await page.goto('/clients')
  await expect(clientsTable(page)).toBeVisible()
  const other = await context.newPage()
  await other.goto('/clients?theme=light')
  await expect(clientsTable(other)).toBeVisible()

  await chooseSetting(page, 'Dark')
  await chooseSetting(page, 'Compact')
  await expect(other.locator('[data-density=compact]')).toBeVisible()
  await chooseSetting(page, '中文')
  await expect(other.getByRole('heading', { name: '客户端' })).toBeVisible()
  await openSettings(other)
  await expect(other.getByRole('menuitemradio', { name: '中文' })).toBeChecked()
  await other.keyboard.press('Escape')

  await test.step('what the address of a tab asks for stays, until that tab chooses', async () => {
    await expect(other.locator('html')).toHaveAttribute('data-theme', 'light')
    await chooseSetting(other, '跟随系统')
    await openSettings(page)
    await expect(page.getByRole('menuitemradio', { name: '跟随系统' })).toBeChecked()
    await expect(page.locator('html')).not.toHaveAttribute('data-theme')
  })
})

test('shortcuts that are turned off in one tab are off in another', async ({ page, context }) => {
  await page.goto('/clients')
  const other = await context.newPage()
  await other.goto('/clients')
  await expect(clientsTable(other)).toBeVisible()
  await openSettings(page)
  await page.getByRole('menuitem', { name: 'Keyboard shortcuts' }).click()
  await page.getByRole('dialog').getByRole('checkbox').uncheck()
  await other.keyboard.press('?')
  await openSettings(other)
  await other.getByRole('menuitem', { name: 'Keyboard shortcuts' }).click()
  await expect(other.getByRole('dialog').getByRole('checkbox')).not.toBeChecked()
})

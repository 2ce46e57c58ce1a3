import { clientsTable, expect, test } from '../support/fixtures.ts'

test('theme, language and row height follow another tab', async ({ page, context }) => {
  await page.goto('/clients')
  await expect(clientsTable(page)).toBeVisible()
  const other = await context.newPage()
  await other.goto('/clients?theme=light')
  await expect(clientsTable(other)).toBeVisible()

  await page.getByLabel('Theme').selectOption('dark')
  await page.getByRole('button', { name: 'Table' }).click()
  await page.getByRole('combobox', { name: 'Row height' }).selectOption('compact')
  await page.keyboard.press('Escape')
  await expect(other.locator('[data-density=compact]')).toBeVisible()
  await page.getByLabel('Language').selectOption('中文')
  await expect(other.getByRole('heading', { name: '客户端' })).toBeVisible()
  await expect(other.getByLabel('语言')).toHaveValue('zh-CN')

  await test.step('what the address of a tab asks for stays, until that tab chooses', async () => {
    await expect(other.locator('html')).toHaveAttribute('data-theme', 'light')
    await other.getByLabel('主题').selectOption('system')
    await expect(page.getByLabel('主题')).toHaveValue('system')
    await expect(page.locator('html')).not.toHaveAttribute('data-theme')
  })
})

test('shortcuts that are turned off in one tab are off in another', async ({ page, context }) => {
  await page.goto('/clients')
  const other = await context.newPage()
  await other.goto('/clients')
  await expect(clientsTable(other)).toBeVisible()
  await page.getByRole('button', { name: 'Keyboard shortcuts' }).click()
  await page.getByRole('dialog').getByRole('checkbox').uncheck()
  await other.keyboard.press('?')
  await other.getByRole('button', { name: 'Keyboard shortcuts' }).click()
  await expect(other.getByRole('dialog').getByRole('checkbox')).not.toBeChecked()
})

import { readFileSync } from 'node:fs'
import type { Page } from '@playwright/test'
import { clientsTable, expect, freshPrefix, test } from '../support/fixtures.ts'

test.use({ permissions: ['clipboard-read', 'clipboard-write'] })

const clipboard = (page: Page) => page.evaluate(() => navigator.clipboard.readText())

test('rows are copied with tabs, without the texts of buttons', async ({ page, connect }) => {
  const prefix = freshPrefix('copied')
  for (const name of ['a', 'b']) await connect({ clientId: prefix + name, username: `u-${name}` })
  await page.goto(
    `/clients?_like_clientid=${prefix}&columns=clientid,username&sort=clientid&refresh=off`,
  )
  await expect(clientsTable(page).getByRole('link')).toHaveCount(2)
  const rows = clientsTable(page).getByRole('rowgroup').last()
  const copied = async () => {
    await rows.evaluate((body) => getSelection()?.selectAllChildren(body))
    await page.keyboard.press('Control+c')
    return clipboard(page)
  }
  // The code of the copy is loaded when the browser is idle.
  await expect.poll(copied).toBe(`${prefix}a\tu-a\n${prefix}b\tu-b`)
})

test('long numbers and leading zeros survive a spreadsheet, as text', async ({ page, connect }) => {
  const username = freshPrefix('sims')
  const long = `0089${Date.now()}0001`
  for (const clientId of [long, '=1+1']) await connect({ clientId, username })
  await page.goto(`/clients?username=${username}&refresh=off`)
  await expect(clientsTable(page).getByRole('link')).toHaveCount(2)

  await page.getByRole('button', { name: 'Export', exact: true }).click()
  const [plain] = await Promise.all([
    page.waitForEvent('download'),
    page
      .getByRole('group', { name: /^All columns/ })
      .getByRole('menuitem', { name: 'Save as CSV' })
      .dblclick(),
  ])
  const offer = page.getByRole('button', { name: 'Save as text for spreadsheets' })
  await expect(offer).toHaveCount(1)
  const read = async (download: typeof plain) => readFileSync(await download.path(), 'utf8')
  expect(await read(plain)).toContain(`\r\n${long},`)
  const [asText] = await Promise.all([page.waitForEvent('download'), offer.click()])
  expect(await read(asText)).toContain(`\r\n"=""${long}""",`)
  expect(await read(asText)).toContain("\r\n'=1+1,")

  await page.getByRole('checkbox', { name: 'Select all' }).check()
  await page.getByRole('button', { name: 'Copy IDs' }).click()
  await expect.poll(() => clipboard(page)).toMatch(new RegExp(`^${long}$`, 'm'))
  await page.getByRole('button', { name: 'Copy as text for spreadsheets' }).click()
  await expect.poll(() => clipboard(page)).toContain(`="${long}"`)
  expect(await clipboard(page)).toContain("'=1+1")
})

import {
  clientsTable,
  expect,
  expectLooksRight,
  freshPrefix,
  rowOf,
  shownIds,
  test,
} from '../support/fixtures.ts'
import { connectMany, rows, box } from '../support/table-parts.ts'

test.describe('the selection', () => {
  test('is made one by one, as a range, and of the whole page; and lasts over pages', async ({
    page,
    connect,
  }) => {
    const { prefix, ids } = await connectMany(connect, 24, 'pick')
    await page.goto(`/clients?_like_clientid=${prefix}&_limit=20&sort=clientid`)
    const bar = page.getByRole('group', { name: 'Selection' })
    await expect(clientsTable(page).getByRole('link')).toHaveCount(20)
    await expect(bar).toBeHidden()
    const shown = await shownIds(page)
    const besideBox = { position: { x: 2, y: 2 } }
    await rowOf(page, shown[2] ?? '')
      .locator('[data-column="picks"]')
      .click(besideBox)
    await expect(page.getByRole('checkbox', { name: `Select ${shown[2]}` })).toBeChecked()
    await expect(bar).toContainText('1 selected')
    await page.getByRole('checkbox', { name: `Select ${shown[5]}` }).click({ modifiers: ['Shift'] })
    await expect(bar).toContainText('4 selected')
    const all = page.getByRole('checkbox', { name: 'Select all on this page' })
    await expect(all).toBeChecked({ indeterminate: true })
    await all.click()
    await expect(bar).toContainText('20 selected')

    await page.getByRole('link', { name: 'Next' }).click()
    await expect(clientsTable(page).getByRole('link')).toHaveCount(4)
    await expect(bar).toContainText('20 selected (20 not on this page)')
    await expect(all).not.toBeChecked()
    await box(rows(page).first()).press('Space')
    await expect(bar).toContainText('21 selected (20 not on this page)')

    await page.context().grantPermissions(['clipboard-read', 'clipboard-write'])
    await bar.getByRole('button', { name: 'Copy IDs' }).click()
    await expect(page.getByText('21 client IDs are copied.')).toBeVisible()
    const copied = (await page.evaluate(() => navigator.clipboard.readText())).split('\n')
    expect(copied.slice(0, 20).sort()).toEqual(shown.toSorted())
    expect(ids).toContain(copied[20])
    await bar.getByRole('button', { name: 'Clear selection' }).click()
    await expect(bar).toBeHidden()
  })

  test('survives a refresh, and never grows by itself', async ({ page, connect }) => {
    const { prefix } = await connectMany(connect, 3, 'grow')
    await page.goto(`/clients?_like_clientid=${prefix}`)
    await page.getByRole('checkbox', { name: 'Select all on this page' }).check()
    await connect({ clientId: `${prefix}999` })
    await page.getByRole('button', { name: 'Refresh' }).click()
    await expect(rowOf(page, `${prefix}999`)).toBeVisible()
    await expect(box(rowOf(page, `${prefix}999`))).not.toBeChecked()
    await expect(box(rowOf(page, `${prefix}001`))).toBeChecked()
    await expect(page.getByRole('group', { name: 'Selection' })).toContainText('3 selected')
  })

  test('of the page, or of what is picked, is exported as the broker said it', async ({
    page,
    connect,
    askBroker,
  }) => {
    const prefix = freshPrefix('=cmd|"x",')
    await connect({ clientId: `${prefix}a` })
    await connect({ clientId: `${prefix}b` })
    await page.goto(`/clients?_like_clientid=${encodeURIComponent(prefix)}&sort=-clientid`)
    await expect(clientsTable(page).getByRole('link')).toHaveCount(2)

    const saved = page.waitForEvent('download')
    await page.getByRole('button', { name: 'Export', exact: true }).click()
    await page
      .getByRole('group', { name: /^All columns/ })
      .getByRole('menuitem', { name: 'Save as CSV' })
      .click()
    const csv = await saved
    expect(csv.suggestedFilename()).toMatch(/^roster-clients-\d{4}-\d\d-\d\d-\d{6}\.csv$/)
    const text = await readAll(await csv.createReadStream())
    expect(text).toMatch(/^\uFEFFclientid,username,/)
    const [, ...lines] = text.trimEnd().split('\r\n')
    const defused = `"'${prefix.replaceAll('"', '""')}`
    expect(lines.map((line) => line.slice(0, defused.length + 2))).toEqual([
      `${defused}b"`,
      `${defused}a"`,
    ])

    await box(rowOf(page, `${prefix}b`)).check()
    const picked = page.waitForEvent('download')
    await page
      .getByRole('group', { name: 'Selection' })
      .getByRole('button', { name: 'Export JSON' })
      .click()
    const [record, ...others] = JSON.parse(await readAll(await (await picked).createReadStream()))
    expect(others).toEqual([])
    const [real] = await askBroker(`${prefix}b`)
    expect(record).toMatchObject({ clientid: real?.clientid, port: real?.port, node: real?.node })
  })
})

test('the panel of the columns and the selection are accessible and fit', async ({ page }) => {
  await page.goto('/clients?_limit=20&sort=-mqueue_len')
  await box(rows(page).first()).check()
  await expectLooksRight(page)
  await page.getByRole('button', { name: 'Columns' }).click()
  await expect(page.getByRole('complementary', { name: 'Columns' })).toBeVisible()
  await expectLooksRight(page)
})

async function readAll(stream: AsyncIterable<Buffer | string>): Promise<string> {
  const parts: Buffer[] = []
  for await (const part of stream) parts.push(Buffer.from(part))
  return Buffer.concat(parts).toString('utf8')
}

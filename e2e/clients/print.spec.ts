import type { Page } from '@playwright/test'
import { clientsTable, expect, freshPrefix, test } from '../support/fixtures.ts'

/** A4 landscape, less its margins of 10 mm, in px. */
const PAPER = { width: 1047, height: 718 }

test.use({ viewport: PAPER })

const printed = (page: Page) => page.getByRole('table', { name: 'Clients' })

/** Shows the page as the browser prints it. */
async function showPrinted(page: Page, address: string): Promise<void> {
  await page.goto(address)
  await expect(clientsTable(page).getByRole('link').first()).toBeVisible()
  await page.emulateMedia({ media: 'print' })
  await expect(page.getByText(/^Roster · .* as of/)).toBeVisible()
  // The table of the page, with its links, is not printed.
  await expect(printed(page).getByRole('link')).toHaveCount(0)
}

const overflow = (page: Page) =>
  page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)

test('the list is printed with all its rows and columns, without controls, and fits the paper', async ({
  page,
}) => {
  await showPrinted(page, '/clients?_limit=50&sort=-mqueue_len')
  await expect(printed(page).getByRole('row')).toHaveCount(51)
  await expect(printed(page).getByRole('columnheader').first()).toHaveText('Client ID')
  await expect(
    page.getByText(
      /^Roster · Demo broker · All clients · by Queue, descending · as of \d{4}-\d\d-\d\d \d\d:\d\d:\d\d · 50 of \d+$/,
    ),
  ).toBeVisible()
  for (const role of ['button', 'link', 'combobox', 'textbox', 'checkbox', 'banner'] as const) {
    await expect(page.getByRole(role)).toHaveCount(0)
  }
  expect(await overflow(page)).toBe(0)

  await page.emulateMedia({ media: 'screen' })
  await expect(clientsTable(page).getByRole('link').first()).toBeVisible()
  await expect(page.getByText(/^Roster · .* as of/)).toHaveCount(0)
})

test('long ids and many columns fit the paper too, with marks in words and filters', async ({
  page,
  connect,
  disconnect,
  askBroker,
}) => {
  const prefix = freshPrefix('print')
  const clientId = prefix + 'x'.repeat(400)
  const client = await connect({ clientId, clean: false })
  await client.subscribeAsync(prefix, { qos: 1 })
  await disconnect(client)
  const sender = await connect({ clientId: freshPrefix('sender') })
  await sender.publishAsync(prefix, 'waits', { qos: 1 })
  await expect.poll(async () => (await askBroker(clientId))[0]?.mqueue_len).toBe(1)
  const columns =
    `clientid username node ip_address port zone mountpoint is_bridge proto_name proto_ver
    connected connected_at disconnected_at created_at keepalive clean_start expiry_interval
    subscriptions_cnt mqueue_len inflight max_mqueue mqueue_dropped recv_oct send_oct recv_cnt send_cnt
    recv_pkt`.split(/\s+/)
  await showPrinted(page, `/clients?_like_clientid=${prefix}&columns=${columns.join()}`)
  await expect(printed(page).getByRole('columnheader')).toHaveCount(columns.length)
  await expect(printed(page).getByRole('row').nth(1)).toContainText(/waiting/i)
  await expect(page.getByText(`Client ID contains: ${prefix} · as of`)).toBeVisible()
  await expect(page.getByText(/ · 1 of 1$/)).toBeVisible()
  expect(await overflow(page)).toBe(0)
})

test('the browser itself prints sheets of A4 landscape, whatever the theme', async ({ page }) => {
  await page.emulateMedia({ colorScheme: 'dark' })
  await page.goto('/clients?_limit=50')
  await expect(clientsTable(page).getByRole('link').first()).toBeVisible()
  // The code of the sheet comes when the page is idle.
  await expect(async () => {
    const pdf = (await page.pdf({ preferCSSPageSize: true })).toString('latin1')
    const sheets = pdf.match(/\/MediaBox \[[^\]]*\]/g) ?? []
    expect(sheets.length).toBeGreaterThan(1)
    for (const sheet of sheets) expect(sheet).toMatch(/^\/MediaBox \[0 0 841\.\d+ 594\.\d+\]$/)
  }).toPass()
})

test('pages without a list are printed without the frame around them', async ({ page }) => {
  await page.goto('/nothing')
  const title = page.getByRole('main').getByText(/page/i).first()
  await expect(title).toBeVisible()
  await page.emulateMedia({ media: 'print' })
  await expect(page.getByRole('banner')).toHaveCount(0)
  await expect(title).toBeVisible()
})

import { readFile } from 'node:fs/promises'
import type { Page } from '@playwright/test'
import { readUntil } from '../support/client-parts.ts'
import { clientsTable, expect, freshPrefix, rowOf, test } from '../support/fixtures.ts'

const PLOT_CODE = '**/assets/plot-*.js'

const tools = (page: Page) => page.getByRole('group', { name: 'Charts', exact: true })
const samples = (page: Page) =>
  page.getByRole('table', { name: 'What the charts show, newest first' }).locator('tbody tr')

async function openTable(page: Page): Promise<void> {
  await tools(page).getByRole('button', { name: 'Show as table' }).click()
}

test('what draws is loaded with the client’s page, not with the list', async ({
  page,
  connect,
}) => {
  const id = freshPrefix('code')
  await connect({ clientId: id })
  const scripts: string[] = []
  page.on('request', (request) => scripts.push(new URL(request.url()).pathname))
  await page.goto(`/clients?_like_clientid=${id}`)
  await expect(rowOf(page, id)).toBeVisible()
  await page.waitForLoadState('networkidle')
  const isPlot = (path: string) => path.startsWith('/assets/plot-')
  expect(scripts.some((path) => path.startsWith('/assets/client-page-'))).toBe(true)
  expect(scripts.filter(isPlot)).toEqual([])
  await rowOf(page, id).getByRole('link').click()
  await expect(page.getByRole('figure', { name: 'Queue' }).locator('canvas')).toBeVisible()
  expect(scripts.filter(isPlot)).not.toEqual([])
  await expect(page.getByRole('figure')).toHaveCount(4)
  await page.getByRole('button', { name: '5 more charts' }).click()
  await expect(page.getByRole('figure')).toHaveCount(9)
})

test('without what draws the page works, and tries again when asked to', async ({
  page,
  connect,
}) => {
  const id = freshPrefix('chunk')
  await connect({ clientId: id })
  await page.route(PLOT_CODE, (route) => route.abort())
  await page.goto(`/clients/${id}`)
  const notice = page.getByText('The charts could not be loaded')
  await expect(notice).toBeVisible()
  await openTable(page)
  await expect(samples(page)).not.toHaveCount(0)
  await expect(page.getByRole('region', { name: 'Delivery' })).toContainText('Queue0 of 1,000')

  await page.unroute(PLOT_CODE)
  await tools(page).getByRole('button', { name: 'Show as charts' }).click()
  await page.getByRole('button', { name: 'Try again' }).click()
  await expect(notice).toBeHidden()
  await expect(page.getByRole('figure', { name: 'Queue' }).locator('canvas')).toBeVisible()
})

test('a pause holds what is shown; ranges and table show it; the CSV says the same', async ({
  page,
  connect,
  askBroker,
}) => {
  const id = freshPrefix('csv')
  const client = await connect({ clientId: id, clean: false })
  // What connecting brought makes the first sample, and not one more while the page is open.
  await expect.poll(async () => (await askBroker(id))[0]?.recv_pkt).toBeGreaterThan(0)
  await page.goto(`/clients/${id}`)
  await openTable(page)
  let sent = 0
  const publishOne = async () => {
    await client.publishAsync(`from/${id}`, 'x', { qos: 1 })
    sent++
    await expect.poll(async () => (await askBroker(id))[0]?.recv_msg).toBe(sent)
  }
  const waitForSamples = (count: number) =>
    readUntil(page, () => expect(samples(page)).toHaveCount(count, { timeout: 1_000 }))
  await waitForSamples(1)
  await publishOne()
  await waitForSamples(2)
  await publishOne()
  await waitForSamples(3)

  await tools(page).getByRole('button', { name: 'Pause' }).click()
  await publishOne()
  await readUntil(page, () => expect(tools(page)).toContainText('; 1 newer', { timeout: 1_000 }))
  await expect(samples(page)).toHaveCount(3)

  const downloading = page.waitForEvent('download')
  await tools(page).getByRole('button', { name: 'Save what is shown as CSV' }).click()
  const download = await downloading
  expect(download.suggestedFilename()).toMatch(/^roster-client-.*\.csv$/)
  const text = await readFile(await download.path(), 'utf8')
  const [head = [], ...rows] = text
    .replace('\ufeff', '')
    .trim()
    .split('\r\n')
    .map((line) => line.split(','))
  expect(head[0]).toBe('Time')
  expect(head).toContain('Queue: waiting')
  const shown = await samples(page).evaluateAll((lines) =>
    lines.map((line) => [...line.children].slice(1, -1).map((cell) => cell.textContent)),
  )
  expect(rows).toHaveLength(shown.length)
  shown.toReversed().forEach((cells, index) => {
    const numbers = rows[index]?.slice(1, cells.length + 1) ?? []
    cells.forEach((cell, column) => {
      const written = /^[\d.,]+/.exec(cell ?? '')?.[0].replaceAll(',', '')
      const saved = numbers[column]
      // Bytes come in kB in the table, and each number with two digits at most.
      const unit = cell?.includes('kB') ? 1000 : 1
      if (written === undefined) expect(saved, head[column + 1]).toBe('')
      else expect(Math.abs(Number(written) * unit - Number(saved))).toBeLessThan(0.51 * unit)
    })
  })
  const received = head.findIndex((name) => name === 'Messages per second: from the client')
  expect(Number(rows[2]?.[received])).toBeGreaterThan(0)

  await tools(page).getByRole('button', { name: 'Resume' }).click()
  await expect(samples(page)).toHaveCount(4)
  await tools(page).getByRole('radio', { name: 'All' }).check()
  await expect(samples(page)).toHaveCount(4)
})

test('a picture of the charts is saved', async ({ page, connect }) => {
  const id = freshPrefix('png')
  await connect({ clientId: id })
  await page.goto(`/clients/${id}`)
  await expect(page.getByRole('figure', { name: 'Queue' }).locator('canvas')).toBeVisible()
  const downloading = page.waitForEvent('download')
  await tools(page).getByRole('button', { name: 'Save what is shown as PNG' }).click()
  const bytes = await readFile(await (await downloading).path())
  expect(bytes.subarray(1, 4).toString()).toBe('PNG')
})

test('the list stays usable on the way back from charts', async ({ page, connect }) => {
  const id = freshPrefix('back')
  await connect({ clientId: id })
  await page.goto(`/clients?_like_clientid=${id}`)
  for (let visit = 0; visit < 3; visit++) {
    await rowOf(page, id).getByRole('link').click()
    await expect(page.getByRole('figure', { name: 'Queue' }).locator('canvas')).toBeVisible()
    await page.goBack()
    await expect(clientsTable(page)).toBeVisible()
  }
  await expect(page.locator('canvas')).toHaveCount(0)
})

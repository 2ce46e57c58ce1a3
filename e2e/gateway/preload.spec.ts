import type { Page } from '@playwright/test'
import { clientsTable, expect, freshPrefix, rowOf, test } from '../support/fixtures.ts'

/** The cause of a fetch of the page: `link` if its head asked for it. */
function initiatorsOf(page: Page, path: string): Promise<string[]> {
  return page.evaluate(
    (url) =>
      (performance.getEntriesByName(url) as PerformanceResourceTiming[]).map(
        ({ initiatorType }) => initiatorType,
      ),
    new URL(path, page.url()).href,
  )
}

const addresses: [address: string, call: string][] = [
  ['/', '_page=1&_limit=50'],
  ['/?_limit=20', '_page=1&_limit=20'],
  ['/clients', '_page=1&_limit=50'],
  [
    '/clients?_like_clientid=a%2Bb&conn_state=connected',
    '_page=1&_limit=50&conn_state=connected&_like_clientid=a%2Bb',
  ],
  [
    '/clients?username=中 é+😀&_gte_mqueue_len=0',
    '_page=1&_limit=50&username=%E4%B8%AD+%C3%A9+%F0%9F%98%80&_gte_mqueue_len=0',
  ],
  [
    `/clients?username="'><script>alert(1)</script>`,
    '_page=1&_limit=50&username=%22%27%3E%3Cscript%3Ealert%281%29%3C%2Fscript%3E',
  ],
  [
    '/clients?_like_username=%zz%FF&_like_username=b&_page=x&shoe=44&sort=-inflight',
    '_page=1&_limit=50&_like_username=%25zz%EF%BF%BD',
  ],
  ['/clients?_page=2&_limit=10000', '_page=2&_limit=10000'],
  ['/clients?clientid=no-such-client', '_page=1&_limit=50&clientid=no-such-client'],
]

for (const [address, query] of addresses) {
  test(`the list of ${address} is asked for once, before the scripts run`, async ({
    page,
    roster: { upstream },
  }) => {
    const messages: string[] = []
    page.on('console', (message) => messages.push(message.text()))
    const path = `/api/v4/clients?${query}`
    const asked = upstream.requests.length
    await page.goto(address)
    await expect(page.getByText(/^Updated /)).toBeVisible()
    const { requests } = upstream
    expect(requests[asked]?.url).toBe(path)
    expect(requests.slice(asked).filter(({ url }) => url === path)).toHaveLength(1)
    expect(await initiatorsOf(page, path)).toEqual(['link'])
    expect(await initiatorsOf(page, '/session')).toEqual(['link'])
    expect(messages).toEqual([])
  })
}

test('a list that is slow to come is not asked for twice', async ({ page, roster }) => {
  const { upstream } = roster
  upstream.setFault('slow')
  await page.goto('/clients', { waitUntil: 'commit' })
  await expect(page.getByText('Loading')).toBeVisible()
  upstream.setFault('none')
  upstream.release()
  await expect(clientsTable(page).getByRole('link').first()).toBeVisible()
  expect(await initiatorsOf(page, '/api/v4/clients?_page=1&_limit=50')).toEqual(['link'])
})

test('a list that is refreshed is asked for anew', async ({ page, connect }) => {
  const id = freshPrefix('anew')
  await page.goto(`/clients?clientid=${id}`)
  await expect(page.getByText('No client matches these filters')).toBeVisible()
  await connect({ clientId: id })
  await page.getByRole('button', { name: 'Refresh' }).click()
  await expect(rowOf(page, id)).toBeVisible()
})

test('the client of an address is asked for once as well', async ({ page, roster, connect }) => {
  const id = `${freshPrefix('one')}/%2F ?&"<é`
  const path = `/api/v4/clients/${encodeURIComponent(id)}`
  await connect({ clientId: id })
  await page.goto(`/clients/${encodeURIComponent(id)}`)
  await expect(page.getByRole('region', { name: 'Connection' })).toBeVisible()
  expect(roster.upstream.requests.filter(({ url }) => url === path)).toHaveLength(1)
  expect(await initiatorsOf(page, path)).toEqual(['link'])
})

test('the texts of the browser’s language come early too', async ({ browser, roster }) => {
  const context = await browser.newContext({ locale: 'zh-CN', baseURL: roster.origin })
  const page = await context.newPage()
  await page.goto('/clients')
  await expect(page.getByRole('heading', { name: '客户端' })).toBeVisible()
  await expect(page.locator('link[rel=modulepreload][href^="/assets/zh-cn-"]')).toHaveCount(1)
  await context.close()
})

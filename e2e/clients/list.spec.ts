import { clientsTable, expect, freshPrefix, rowOf, shownIds, test } from '../support/fixtures.ts'
import { connectMany } from '../support/table-parts.ts'

test('the address of the site leads to the list, with the fleet in it', async ({ page }) => {
  await page.goto('/')
  await expect(page).toHaveURL(/\/clients$/)
  await expect(clientsTable(page)).toHaveAttribute('aria-rowcount', '51')
  await expect(page.getByText('Demo broker')).toBeVisible()
})

test('a row says what the broker says of the client', async ({ page, connect }) => {
  await page.setViewportSize({ width: 2100, height: 700 })
  const id = freshPrefix('row')
  const client = await connect({ clientId: id, username: 'ann', keepalive: 90 })
  await client.subscribeAsync(['a/b', 'c/#'])
  await page.goto(`/clients?_like_clientid=${id}`)
  const row = rowOf(page, id)
  const cell = (field: string) => row.locator(`[data-column="${field}"]`)
  await expect(cell('username')).toHaveText('ann')
  await expect(cell('connected')).toHaveText('Connected')
  for (const count of ['mqueue_len', 'inflight', 'mqueue_dropped']) {
    await expect(cell(count)).toHaveText('0')
  }
  await expect(cell('subscriptions_cnt')).toHaveText('2')
  await expect(cell('connected_at')).toHaveText(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/)
  await expect(cell('ip_address')).toHaveText(/^127\.0\.0\.1:\d+$/)
  await expect(cell('node')).toHaveText('emqx@127.0.0.1')
  await expect(cell('proto_name')).toHaveText('MQTT 3.1.1')
  await expect(cell('keepalive')).toHaveText('1m 30s')
})

test('a client that connects appears within one refresh, by itself', async ({ page, connect }) => {
  const id = freshPrefix('new')
  await page.goto(`/clients?_like_clientid=${id}`)
  await expect(page.getByText('No client matches these filters')).toBeVisible()
  await connect({ clientId: id })
  await expect(rowOf(page, id)).toBeVisible({ timeout: 20_000 })
})

test('the count is never less than the number of the last row', async ({ page, roster }) => {
  roster.upstream.setFault('early-count')
  await page.goto('/clients?_limit=20')
  await expect(page.getByText('1–20 of 21', { exact: true })).toBeVisible()
  await page.getByRole('link', { name: 'Page 2' }).click()
  await expect(page.getByText('21–40 of 41', { exact: true })).toBeVisible()
})

test('the button refreshes at once', async ({ page, connect }) => {
  const id = freshPrefix('button')
  await page.goto(`/clients?_like_clientid=${id}`)
  await expect(page.getByText('No client matches these filters')).toBeVisible()
  await connect({ clientId: id })
  await page.getByRole('button', { name: 'Refresh' }).click()
  await expect(rowOf(page, id)).toBeVisible({ timeout: 5_000 })
  await expect(page.getByText(/^Updated /)).toBeVisible()
})

test('pages are links: next, previous, back, forward and reload agree', async ({
  page,
  connect,
}) => {
  const prefix = freshPrefix('page')
  const ids = Array.from({ length: 45 }, (_, index) => `${prefix}${index}`)
  await Promise.all(ids.map((clientId) => connect({ clientId })))
  await page.goto(`/clients?_like_clientid=${prefix}&_limit=20`)
  await expect(clientsTable(page).getByRole('link')).toHaveCount(20)
  const first = await shownIds(page)

  await page.getByRole('link', { name: 'Next' }).click()
  await expect(page).toHaveURL(/_page=2/)
  await expect(page.getByText('21–40', { exact: true })).toBeVisible()
  await expect(page.getByText('Page 2')).toBeVisible()
  const second = await shownIds(page)
  await page.getByRole('link', { name: 'Next' }).click()
  await expect(clientsTable(page).getByRole('link')).toHaveCount(5)
  const third = await shownIds(page)
  expect([...first, ...second, ...third].sort()).toEqual(ids.sort())
  await expect(page.getByRole('link', { name: 'Next' })).toBeDisabled()

  await page.goBack()
  await expect.poll(() => shownIds(page)).toEqual(second)
  await page.goForward()
  await expect.poll(() => shownIds(page)).toEqual(third)
  await page.getByRole('link', { name: 'Previous' }).click()
  await expect.poll(() => shownIds(page)).toEqual(second)
  await page.reload()
  await expect.poll(() => shownIds(page)).toEqual(second)
})

test('a page that is pressed for while a filter is typed is not one of the list that it makes', async ({
  page,
  connect,
}) => {
  const { prefix } = await connectMany(connect, 45, 'typed')
  await page.goto('/clients?_limit=20')
  await page.getByLabel('Client ID contains').pressSequentially(prefix)
  await page.getByRole('link', { name: 'Next' }).click()
  await expect(page).toHaveURL(`/clients?_like_clientid=${prefix}&_limit=20`)
  await expect(page.getByText('1–20', { exact: true })).toBeVisible()
  await page.getByRole('link', { name: 'Next' }).click()
  await expect(page).toHaveURL(`/clients?_like_clientid=${prefix}&_limit=20&_page=2`)
})

test('without a filter the broker counts, and the pages have numbers', async ({ page }) => {
  await page.goto('/clients?_limit=20')
  await expect(page.getByText(/^1–20 of \d+$/)).toBeVisible()
  await page.getByRole('link', { name: 'Page 2' }).click()
  await expect(page).toHaveURL('/clients?_limit=20&_page=2')
  await expect(page.getByText(/^21–40 of \d+$/)).toBeVisible()
})

test('another page size starts on the first page and stands in the address', async ({ page }) => {
  await page.goto('/clients?_limit=20&_page=2')
  for (const size of ['50', '100', '500', '1000', '10000', '20']) {
    await page.getByLabel('Rows').selectOption(size)
    await expect(page).toHaveURL(size === '50' ? '/clients' : `/clients?_limit=${size}`)
  }
})

test('of a hand-written link the wrong part is named, and the rest works', async ({
  page,
  connect,
}) => {
  const id = freshPrefix('link')
  await connect({ clientId: id })
  await page.goto(
    `/clients?_like_clientid=${id}&_limit=abc&_page=-1&conn_state=Connected&ip_address=127.0.0` +
      '&_gte_connected_at=yesterday&shoe_size=44&username=<b>&username=x&_like_username=y',
  )
  const notice = page.getByRole('status').filter({ hasText: 'Part of this link was ignored' })
  for (const part of ['_limit=abc', '_page=-1', 'conn_state=Connected', 'ip_address=127.0.0']) {
    await expect(notice.getByText(part, { exact: true })).toBeVisible()
  }
  await expect(notice).toContainText('shoe_size=44: not a filter that Roster knows')
  await expect(notice).toContainText('username=x: stands more than once')
  await expect(notice).toContainText('_like_username=y: beside an exact filter')
  await expect(page.getByText('No client matches these filters')).toBeVisible()

  await notice.getByRole('link', { name: 'Clean the link' }).click()
  await expect(page).toHaveURL(`/clients?username=%3Cb%3E&_like_clientid=${id}`)
  await expect(notice).toBeHidden()
})

test('a page past the end says so and leads back', async ({ page }) => {
  await page.goto('/clients?_page=99')
  await expect(page.getByText('There is nothing on this page')).toBeVisible()
  await page.getByRole('link', { name: 'Go to the first page' }).click()
  await expect(page).toHaveURL('/clients')
  await expect(clientsTable(page).getByRole('link').first()).toBeVisible()
})

test('an empty list offers to clear the filters', async ({ page }) => {
  await page.goto('/clients?_like_clientid=nobody-is-called-so&conn_state=connected')
  await page
    .getByRole('status')
    .filter({ hasText: 'No client matches' })
    .getByRole('button', { name: 'Clear filters' })
    .click()
  await expect(page).toHaveURL('/clients')
  await expect(clientsTable(page).getByRole('link').first()).toBeVisible()
})

test('an address without a page says so', async ({ page }) => {
  await page.goto('/nowhere')
  await expect(page.getByText('Page not found')).toBeVisible()
  await page.getByRole('link', { name: 'Show all clients' }).click()
  await expect(page).toHaveURL('/clients')
})

test('another page starts at its top, and the way back from a client leads to the old place', async ({
  page,
}) => {
  await page.setViewportSize({ width: 1280, height: 500 })
  await page.goto('/clients?_limit=20')
  const region = page.getByRole('region', { name: 'Clients' })
  const scrolled = () => region.evaluate((element) => element.scrollTop)
  await expect(clientsTable(page)).toHaveAttribute('aria-rowcount', '21')
  await region.evaluate((element) => element.scrollTo(0, 300))
  await page.getByRole('link', { name: 'Next' }).click()
  await expect(page.getByText(/^21–40 of/)).toBeVisible()
  await expect.poll(scrolled).toBe(0)

  // At once, as keys can: before a scroll is told of.
  await region.evaluate((element) => {
    element.scrollTo(0, 200)
    element.querySelectorAll<HTMLElement>('td a')[10]?.click()
  })
  await expect(page.getByRole('main')).toBeFocused()
  await page.getByRole('link', { name: 'Clients', exact: true }).click()
  await expect(page).toHaveURL('/clients?_limit=20&_page=2')
  await expect.poll(scrolled).toBe(200)
})

test('what is scrolled while a page is on its way is not taken for a place in it', async ({
  page,
  roster,
}) => {
  await page.setViewportSize({ width: 1280, height: 500 })
  await page.goto('/clients?_limit=20&_page=3')
  await expect(page.getByText(/^41–\d+ of/)).toBeVisible()
  const region = page.getByRole('region', { name: 'Clients' })
  const scrolled = () => region.evaluate((element) => element.scrollTop)
  roster.upstream.setFault('slow')
  await page.getByRole('link', { name: 'Previous' }).click()
  await expect(region).toHaveAttribute('aria-busy', 'true')
  await region.evaluate(async (element) => {
    element.scrollTo(0, 100)
    await new Promise((told) => element.addEventListener('scroll', told, { once: true }))
  })
  roster.upstream.setFault('none')
  roster.upstream.release()
  await expect(page.getByText(/^21–40 of/)).toBeVisible()
  await expect(region).toHaveAttribute('aria-busy', 'false')
  await expect.poll(scrolled).toBe(0)
})

test('the keyboard keeps its place on the last page', async ({ page }) => {
  await page.goto('/clients?_limit=20&_page=2')
  await page.getByRole('link', { name: 'Previous' }).focus()
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL('/clients?_limit=20')
  const previous = page.getByRole('link', { name: 'Previous' })
  await expect(previous).toBeDisabled()
  await expect(previous).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL('/clients?_limit=20')
})

test('an offline client says since when', async ({ page, connect, disconnect }) => {
  await page.setViewportSize({ width: 2100, height: 700 })
  const id = freshPrefix('off')
  const client = await connect({ clientId: id, clean: false })
  await disconnect(client)
  await page.goto(`/clients?_like_clientid=${id}`)
  await expect(rowOf(page, id)).toContainText('Not connected')
  await expect(rowOf(page, id)).toContainText(/off since \d{4}-\d\d-\d\d/)
})

test('on a low window the list keeps some height, and the page scrolls', async ({ page }) => {
  await page.setViewportSize({ width: 760, height: 420 })
  await page.goto('/clients?zone=external')
  await expect(clientsTable(page).getByRole('link').first()).toBeVisible()
  const box = await page.getByRole('region', { name: 'Clients' }).boundingBox()
  expect(box?.height).toBeGreaterThanOrEqual(240)
})

test('a hidden tab asks for nothing, and asks again when it is seen', async ({ page }) => {
  // Of the page: the gateway may answer with what it has just asked the broker. Not the next page,
  // which is read ahead whenever there is time.
  const requests: string[] = []
  page.on('request', (request) => {
    if (/\/api\/v4\/(?!.*_page=2)/.test(request.url())) requests.push(request.url())
  })
  const show = (state: 'hidden' | 'visible') =>
    page.evaluate((visibilityState) => {
      Object.defineProperty(document, 'visibilityState', {
        configurable: true,
        value: visibilityState,
      })
      document.dispatchEvent(new Event('visibilitychange'))
    }, state)

  await page.clock.install()
  await page.goto('/clients')
  await expect(clientsTable(page).getByRole('link').first()).toBeVisible()
  await page.clock.runFor(16_000)
  await expect(page.getByText('Updated just now')).toBeVisible()

  await show('hidden')
  const asked = requests.length
  await page.clock.runFor(120_000)
  const refreshButton = page.getByRole('button', { name: 'Refresh' })
  await refreshButton.click()
  await expect.poll(() => requests.length).toBeGreaterThan(asked)
  expect(requests.length).toBe(asked + 1)
  // An answer that comes after the clock has moved on would be new when the tab is seen.
  await expect(refreshButton).toHaveAttribute('aria-busy', 'false')

  await page.clock.runFor(10_000)
  await show('visible')
  await expect.poll(() => requests.length).toBe(asked + 2)
})

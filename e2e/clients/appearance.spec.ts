import {
  clientsTable,
  expect,
  expectLooksRight,
  expectNoSidewaysScroll,
  freshPrefix,
  test,
} from '../support/fixtures.ts'
import { chooseSetting } from '../support/settings-menu.ts'
import { openKick } from '../support/table-parts.ts'

for (const [locale, language] of [
  ['en-GB', 'en'],
  ['zh-CN', 'zh-CN'],
] as const) {
  test.describe(`in ${language}, both themes, wide and narrow`, () => {
    test.use({ locale })

    test('the list is accessible and fits', async ({ page }) => {
      await page.goto('/clients?shoe_size=44&_limit=20')
      await expect(page.getByRole('table').getByRole('link').first()).toBeVisible()
      await expect(page.locator('html')).toHaveAttribute('lang', language)
      await expectLooksRight(page)
    })

    test('client and dialog are accessible and fit', async ({ page, connect }) => {
      const id = freshPrefix('look')
      await connect({ clientId: id })
      await page.goto(`/clients/${id}`)
      await expect(page.getByRole('region').first()).toBeVisible()
      await expectLooksRight(page)

      await page.getByRole('button', { name: /^(Kick|踢除)$/ }).click()
      await expect(page.getByRole('dialog')).toBeVisible()
      await expectLooksRight(page)
    })

    test('empty list and error are accessible', async ({ page, roster }) => {
      await page.goto('/clients?_like_clientid=nobody-is-called-so')
      await expect(page.getByRole('status').filter({ hasText: /matches|符合/ })).toBeVisible()
      await expectLooksRight(page)
      roster.upstream.setFault('refuse')
      await page.goto('/clients?clientid=x')
      await expect(page.getByRole('alert')).toBeVisible()
      await expectLooksRight(page)
    })
  })
}

test('language and theme are switched, and kept for the next visit', async ({ page }) => {
  await page.goto('/clients')
  await chooseSetting(page, 'Dark')
  await chooseSetting(page, '中文')
  await expect(page.getByRole('heading', { name: '客户端' })).toBeVisible()
  await page.reload()
  await expect(page.getByRole('heading', { name: '客户端' })).toBeVisible()
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark')
  const background = await page
    .locator('html')
    .evaluate((html) => getComputedStyle(html).backgroundColor)
  expect(background).toBe('rgb(20, 23, 28)')
})

test('at 360 px each client has two lines, with the same actions', async ({ page }) => {
  await page.setViewportSize({ width: 360, height: 800 })
  await page.goto('/clients?conn_state=connected')
  const row = clientsTable(page).getByRole('row').nth(1)
  await expect(row.getByRole('link')).toBeVisible()
  await expect(row.getByRole('button', { name: /^Actions for / })).toBeVisible()
  await expect(row.getByRole('checkbox')).toBeVisible()
  await expect(row.getByRole('cell')).toHaveCount(8)
  expect((await row.boundingBox())?.height).toBe(64)
})

test.describe('on a phone', () => {
  test.use({ viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true })

  test('the age of the list is told', async ({ page }) => {
    for (const query of ['', '?sort=-mqueue_len&_limit=10', '?clientid=nobody']) {
      await page.goto(`/clients${query}`)
      await expect(page.getByText(/^Updated /)).toBeInViewport()
    }
  })

  test('whatever can be touched is large enough for it', async ({ page }) => {
    await page.goto('/clients?conn_state=connected')
    await page.getByRole('button', { name: 'Filters (1)' }).tap()
    await clientsTable(page).getByRole('checkbox').nth(1).tap()
    await expect(page.getByRole('group', { name: 'Selection' })).toBeVisible()
    const small = await page.evaluate(() =>
      [...document.querySelectorAll('a, button, select, input')]
        .filter((element) => element.checkVisibility() && element.clientWidth > 1)
        // A box is ticked by its label or cell as well.
        .map((element) => element.closest('label, td[data-column="picks"]') ?? element)
        .filter((element) => element.getBoundingClientRect().height < 40)
        .map(({ outerHTML }) => outerHTML.slice(0, 200)),
    )
    expect(small).toEqual([])
  })
})

test.describe('at 200 % zoom of 1280 by 800 px', () => {
  test.use({ viewport: { width: 640, height: 400 }, deviceScaleFactor: 2 })

  test('nothing is out of reach', async ({ page }) => {
    await page.goto('/clients')
    await expectNoSidewaysScroll(page)
    const row = clientsTable(page).getByRole('row').nth(1)
    await row.getByRole('checkbox').check()
    await openKick(page, row)
    await page.getByRole('button', { name: 'Cancel' }).click()
    await page.getByRole('button', { name: 'Columns' }).click()
    await page
      .getByRole('complementary', { name: 'Columns' })
      .getByRole('button', { name: 'Close' })
      .click()
    await page.getByRole('button', { name: 'Kick…' }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Cancel' }).click()
    // The bar of the selection sticks to the lower edge.
    for (let step = 0; step < 4; step++) {
      await page.keyboard.press('j')
      await page.keyboard.press('Tab')
      await page.keyboard.press('Tab')
      await page.keyboard.press('Tab')
      const isSeen = await page.evaluate(() => {
        const focused = document.activeElement
        const { left, top, width, height } = focused?.getBoundingClientRect() ?? new DOMRect()
        const seen = document.elementFromPoint(left + width / 2, top + height - 1)
        return focused?.ariaLabel?.startsWith('Actions for ') && focused.contains(seen)
      })
      expect(isSeen).toBe(true)
    }
    await page.getByRole('link', { name: 'Next' }).click()
    await expect(page).toHaveURL('/clients?_page=2')
    await expectNoSidewaysScroll(page)
  })
})

test('the page holds no secret of the gateway', async ({ page, roster }) => {
  const answers: Promise<string>[] = []
  // Of what the head of the page has asked for, Chromium gives no body: it is asked for once more.
  const again = async (url: string) => (await page.request.get(url)).text()
  page.on('response', (response) => {
    const body = response.text().catch(() => again(response.url()))
    answers.push(Promise.all([body, response.allHeaders()]).then((parts) => JSON.stringify(parts)))
  })
  await page.goto('/clients')
  await expect(clientsTable(page)).toBeVisible()
  await page.waitForLoadState('networkidle')
  // What is loaded ahead comes later still, when the test may be over.
  page.removeAllListeners('response')
  const texts = await Promise.all(answers)
  expect(texts.some((text) => text.includes('mqueue_len'))).toBe(true)
  expect(
    texts.filter((text) => text.includes(roster.broker.authorization.replace('Basic ', ''))),
  ).toEqual([])
})

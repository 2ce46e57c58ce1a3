import type { AddressInfo } from 'node:net'
import type { Browser, Page } from '@playwright/test'
import { buildGateway } from '../src/gateway/app.ts'
import { builtPage } from './built-page.ts'
import { clientsTable, expect, freshPrefix, rowOf, test as base } from './fixtures.ts'

interface Fixtures {
  /** Address of a list with rows of its own, of a gateway that waits for the broker however long. */
  address: string
}

const test = base.extend<Fixtures>({
  address: async ({ roster: { upstream, broker }, connect }, use) => {
    const app = await buildGateway({
      ...builtPage,
      broker: { apiUrls: [upstream.apiUrl], appId: broker.appId, appSecret: broker.appSecret },
      host: '127.0.0.1',
      session: { demo: { mqttUrl: broker.mqttUrl }, brokerTimeZone: 'UTC' },
      timeoutMs: 60_000,
      aheadPatienceMs: 60_000,
      log: { write: () => {} },
      audit: { write: () => {} },
    })
    await app.listen({ host: '127.0.0.1', port: 0 })
    const { port } = app.server.address() as AddressInfo
    const prefix = freshPrefix('ahead')
    for (const rest of [
      'a',
      'b',
      'c',
      '</script><img src=x onerror=alert(1)>',
      '\u2028\u202eabc',
    ]) {
      await connect({ clientId: prefix + rest })
    }
    await use(`http://127.0.0.1:${port}/clients?_like_clientid=${prefix}&sort=clientid`)
    await app.close()
  },
})

/** The same window without the page's files, in which no script runs: what is there is the first picture. */
async function withoutScripts(browser: Browser, page: Page, address: string): Promise<Page> {
  const context = await browser.newContext({
    storageState: await page.context().storageState(),
    viewport: page.viewportSize(),
    locale: 'en-GB',
    javaScriptEnabled: false,
  })
  await context.clearCookies({ name: 'roster.build' })
  const picture = await context.newPage()
  await picture.goto(address)
  return picture
}

/** What stands in sight where, and the colours around it. Of times and ages nothing but their place. */
function looksOf(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    // Where no script runs, a line above says so.
    const start = document.querySelector('#root')?.getBoundingClientRect().top ?? 0
    const all = [...document.querySelectorAll<HTMLElement>('#root header *, main *')]
    const seen = all.filter((element) => {
      const { left, top, width, height } = element.getBoundingClientRect()
      const isInSight = left < innerWidth && top - start < innerHeight && width > 2 && height > 3
      return isInSight && !element.closest('[data-age], kbd') && element.closest('svg') === null
    })
    const looks = seen.map((element) => {
      const { x, y, width, height } = element.getBoundingClientRect()
      const hasText = element.childElementCount === 0 && !element.dataset.column?.endsWith('_at')
      const { color, backgroundColor } = getComputedStyle(element)
      const end = y - start + height
      const box = [x, y - start, width, Math.min(end, innerHeight)].map(Math.round).join(' ')
      const text = hasText ? element.textContent : ''
      return `${element.localName} ${box} ${color} ${backgroundColor} ${text}`
    })
    return [document.documentElement.lang, document.documentElement.dataset.theme ?? '', ...looks]
  })
}

test('the rows of a list are there before any script has run', async ({
  page,
  browser,
  address,
}) => {
  await page.goto(address)
  const ids = await clientsTable(page).getByRole('link').allInnerTexts()
  expect(ids).toHaveLength(5)
  const picture = await withoutScripts(browser, page, address)
  expect(await picture.locator('#ahead tbody a').allInnerTexts()).toEqual(ids)
  await expect(picture.locator('noscript')).toBeInViewport()
  await expect(picture.locator('img')).toHaveCount(0)
  await picture.context().close()
})

test('nobody can act on the first picture, and a screen reader does not see it', async ({
  page,
  browser,
  address,
}) => {
  const picture = await withoutScripts(browser, page, address)
  await expect(picture.locator('#ahead tbody a').first()).toBeVisible()
  await expect(picture.getByRole('link')).toHaveCount(0)
  await picture.keyboard.press('Tab')
  await expect(picture.locator('#ahead :focus')).toHaveCount(0)
  await picture.context().close()
})

test('a page whose scripts do not come says so in the end', async ({ page, browser, address }) => {
  const picture = await withoutScripts(browser, page, address)
  const text = picture.getByText('Roster could not be loaded. Please reload.')
  await expect(text).toBeHidden()
  await picture.evaluate(() => document.getAnimations().forEach((animation) => animation.finish()))
  await expect(text).toBeInViewport()
  await expect(text).toBeVisible()
  await picture.context().close()
})

const wide = { width: 1280, height: 800 }
const narrow = { width: 360, height: 740 }
const looks: [name: string, size: typeof wide, search: string, chosen: Record<string, string>][] = [
  ['as it is', wide, '', {}],
  ['on a narrow screen', narrow, '', {}],
  ['in Chinese and dark, by its address', wide, '&lang=zh-CN&theme=dark', {}],
  ['with columns by its address', wide, '&columns=clientid:300,mqueue_len,node', {}],
  [
    'as it was chosen',
    wide,
    '',
    {
      language: 'zh-CN',
      theme: 'dark',
      density: 'compact',
      columns: 'clientid,keepalive:200,connected,username',
    },
  ],
  ['as it was chosen, on a narrow screen', narrow, '', { language: 'zh-CN', theme: 'dark' }],
]

for (const [name, size, search, chosen] of looks) {
  test(`the page takes the picture’s place without a change to be seen: ${name}`, async ({
    page,
    browser,
    address,
  }) => {
    await page.setViewportSize(size)
    await page.goto(address)
    await page.evaluate((choices) => {
      for (const [key, value] of Object.entries(choices))
        localStorage.setItem(`roster.${key}`, value)
    }, chosen)
    // What is kept already is told to the gateway by the first page, and shown by the next.
    await page.reload()
    await page.goto(address + search)
    const picture = await withoutScripts(browser, page, address + search)
    expect(await looksOf(picture)).toEqual(await looksOf(page))
    await picture.context().close()
  })
}

test('there is no moment without rows, and nothing moves', async ({ page, roster, address }) => {
  await page.addInitScript(() => {
    const seen = { empty: 0, shift: 0 }
    Object.assign(window, { seen })
    let hadRows = false
    new MutationObserver(() => {
      const hasRows = document.querySelector('tbody tr') !== null
      if (hadRows && !hasRows) seen.empty++
      hadRows ||= hasRows
    }).observe(document, { childList: true, subtree: true })
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries())
        seen.shift += (entry as unknown as { value: number }).value
    }).observe({ type: 'layout-shift', buffered: true })
  })
  const asked = roster.upstream.requests.length
  await page.goto(address)
  await expect(page.getByText(/^Updated /)).toBeVisible()
  const seen = await page.evaluate(() => (window as unknown as { seen: object }).seen)
  expect(seen).toEqual({ empty: 0, shift: 0 })
  const lists = roster.upstream.requests
    .slice(asked)
    .filter(({ url }) => url.includes(new URL(address).searchParams.get('_like_clientid') ?? ''))
  expect(lists).toHaveLength(1)
})

test('a browser that has the page’s files is sent no picture, which would have to go again', async ({
  page,
  address,
}) => {
  const isDrawn = async () => {
    const document = page.waitForResponse(address)
    await page.goto(address)
    return (await (await document).text()).includes('id="ahead"')
  }
  expect(await isDrawn()).toBe(true)
  expect(await isDrawn()).toBe(false)
  await expect(clientsTable(page).getByRole('link')).toHaveCount(5)
})

test('what is chosen on the page is in the next picture', async ({ page, browser, address }) => {
  await page.goto(address)
  await page.getByRole('combobox', { name: 'Theme' }).selectOption('Dark')
  const picture = await withoutScripts(browser, page, address)
  await expect(picture.locator('html')).toHaveAttribute('data-theme', 'dark')
  await picture.context().close()
})

test('a client is opened as soon as the page has taken over', async ({ page, address }) => {
  await page.goto(address)
  const [id = ''] = await clientsTable(page).getByRole('link').allInnerTexts()
  await rowOf(page, id).getByRole('link').click()
  await expect(page.getByRole('heading', { level: 1, name: id })).toBeVisible()
})

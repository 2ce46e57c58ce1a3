import type { Page } from '@playwright/test'
import {
  CONSOLE,
  embedded,
  ownFrame,
  pageWith,
  ROSTER,
  test,
  tokenUrl,
} from '../support/embed-sites.ts'
import { expect, expectAccessible, expectNoSidewaysScroll } from '../support/fixtures.ts'

const url = tokenUrl({ claims: { role: 'operator', locks: { username: 'tenant-a' } } })
const element = (more: string) => `<roster-clients token-url="${url}" ${more}></roster-clients>`
const heightOf = (page: Page) => page.locator('iframe').evaluate((frame) => frame.clientHeight)
const set = (page: Page, name: string, value: string) =>
  page
    .locator('roster-clients')
    .evaluate((e, [n, v]) => e.setAttribute(n, v), [name, value] as const)

for (const [theme, lang, width] of [
  ['light', 'en', 1100],
  ['dark', 'zh-CN', 360],
] as const) {
  test(`list and client are accessible in a ${theme} frame, ${width} px wide`, async ({
    sites,
    connect,
  }) => {
    await connect({ clientId: 'truck-1', username: 'tenant-a' })
    const page = await sites.context.newPage()
    await page.setViewportSize({ width, height: 800 })
    sites.show(pageWith(element(`height="auto" theme="${theme}" lang="${lang}"`)))
    await page.goto(CONSOLE)
    const frame = embedded(page)
    await expect(frame.getByRole('link', { name: 'truck-1' })).toBeVisible()
    await expectAccessible(page, 'iframe')
    await expectNoSidewaysScroll(page)
    await frame.getByRole('link', { name: 'truck-1' }).click()
    await expect(frame.getByRole('heading', { name: 'truck-1' })).toBeVisible()
    await expectAccessible(page, 'iframe')
    await expectNoSidewaysScroll(page)
    const own = ownFrame(page)
    const overflow = () => document.documentElement.scrollWidth - innerWidth
    expect(await own?.evaluate(overflow)).toBeLessThanOrEqual(0)
  })
}

test('theme, language and density are the host’s, in the words of its own page', async ({
  sites,
  connect,
}) => {
  await connect({ clientId: 'truck-2', username: 'tenant-a' })
  const page = await sites.context.newPage()
  sites.show(pageWith(element('theme="dark" lang="zh-Hans-CN" density="compact"')))
  await page.goto(CONSOLE)
  const frame = embedded(page)
  await expect(frame.getByRole('heading', { name: '客户端' })).toBeVisible()
  await expect(frame.locator('html')).toHaveAttribute('data-theme', 'dark')
  await expect(frame.locator('[data-density=compact]')).toBeVisible()
  await expect(frame.getByRole('banner')).toHaveCount(0)
  await set(page, 'lang', 'en-GB')
  await expect(frame.getByRole('heading', { name: 'Clients' })).toBeVisible()
})

test('the address alone may ask for all of it, without a frame or a token', async ({ sites }) => {
  const page = await sites.context.newPage()
  await page.goto(`${ROSTER}/clients?embed=1&theme=dark&lang=zh-CN&density=compact`)
  await expect(page.getByRole('heading', { name: '登录' })).toBeVisible()
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark')
  await expect(page.getByRole('banner')).toHaveCount(0)
  await page.getByLabel('应用 ID').fill('admin')
  await page.getByLabel('应用密钥').fill('public')
  await page.getByRole('button', { name: '登录' }).click()
  await expect(page.locator('[data-density=compact]')).toBeVisible()
  await expect(page.getByRole('banner')).toHaveCount(0)
  await page.goto(`${ROSTER}/clients`)
  await expect(page.getByRole('banner')).toBeVisible()
  await expect(page.locator('html')).not.toHaveAttribute('data-theme')
})

test.describe('under a path of the console’s own', () => {
  test.use({ basePath: '/mqtt' })
  test('a frame goes by the browser’s sign-in, and needs no token', async ({ sites, connect }) => {
    await connect({ clientId: 'truck-3', username: 'tenant-b' })
    const page = await sites.context.newPage()
    await page.addInitScript(() => {
      document.addEventListener('roster-selected', (event) => {
        document.title = (event as CustomEvent<{ clientId: string }>).detail.clientId
      })
    })
    const tag = '<roster-clients height="auto" clientid="truck-3"></roster-clients>'
    sites.show(pageWith(tag).replace(ROSTER, '/mqtt'))
    await page.goto(CONSOLE)
    const frame = embedded(page)
    await frame.getByLabel('Application ID').fill('admin')
    await frame.getByLabel('Application secret').fill('public')
    await frame.getByRole('button', { name: 'Sign in' }).click()
    const client = frame.getByRole('link', { name: 'truck-3' })
    await expect(client).toBeVisible()
    await expect(frame.getByRole('banner')).toHaveCount(0)
    await expect.poll(() => heightOf(page)).toBeGreaterThan(320)
    await client.click()
    await expect(page).toHaveTitle('truck-3')
    expect(sites.tokens()).toBe(0)
  })
})

test('the element is as high as what it shows, and at most as the window', async ({
  sites,
  connect,
}) => {
  for (let n = 10; n < 40; n++) await connect({ clientId: `cart-${n}`, username: 'tenant-a' })
  const page = await sites.context.newPage()
  await page.setViewportSize({ width: 1000, height: 1000 })
  sites.show(pageWith(element('height="auto" _like_clientid="cart"')))
  await page.goto(CONSOLE)
  for (const width of [1000, 360]) {
    await page.setViewportSize({ width, height: 1000 })
    await set(page, '_like_clientid', 'cart')
    await expect.poll(() => heightOf(page)).toBe(1000)
    await set(page, '_like_clientid', 'cart-1')
    await set(page, 'clientid', 'cart-11')
    await expect.poll(() => heightOf(page)).toBeLessThan(980)
    const own = ownFrame(page)
    const hidden = () =>
      [document.documentElement, ...document.querySelectorAll('#content, #content > *')]
        .map((each) => each.scrollHeight - each.clientHeight)
        .filter((pixels) => pixels > 1)
    await expect.poll(() => own?.evaluate(hidden)).toEqual([])
    await set(page, 'clientid', '')
  }
  await set(page, '_like_clientid', 'cart')
  await expect.poll(() => heightOf(page)).toBe(1000)
  await set(page, 'height', '400')
  await expect.poll(() => heightOf(page)).toBe(400)
  await set(page, 'height', 'auto')
  await expect.poll(() => heightOf(page)).toBe(1000)
})

test('a dialog in a low frame gets room, and is in sight', async ({ sites, connect }) => {
  await connect({ clientId: 'dray-1', username: 'tenant-a' })
  const page = await sites.context.newPage()
  await page.setViewportSize({ width: 1000, height: 700 })
  const far = '<p style="height:600px">Far up</p>'
  sites.show(pageWith(`${far}${element('height="auto" clientid="dray-1"')}${far}`))
  await page.goto(CONSOLE)
  const frame = embedded(page)
  await expect(frame.getByRole('link', { name: 'dray-1' })).toBeVisible()
  for (const opener of ['Actions for dray-1']) {
    await frame.getByRole('button', { name: opener }).click()
    if (opener.startsWith('Actions')) await frame.getByRole('menuitem', { name: 'Kick…' }).click()
    const dialog = frame.getByRole('dialog')
    await expect(dialog).toBeInViewport({ ratio: 1 })
    await page.keyboard.press('Escape')
    await expect(dialog).toHaveCount(0)
    await expect.poll(() => heightOf(page)).toBeLessThan(500)
    await expect(frame.getByRole('button', { name: opener })).toBeFocused()
  }
})

test('Tab leads into the frame, through it and out of it', async ({ sites, connect }) => {
  await connect({ clientId: 'sled-1', username: 'tenant-a' })
  const page = await sites.context.newPage()
  sites.show(pageWith(element('clientid="sled-1"')))
  await page.goto(CONSOLE)
  const frame = embedded(page)
  await expect(frame.getByRole('link', { name: 'sled-1' })).toBeVisible()
  await page.getByRole('link', { name: 'before' }).focus()
  await page.keyboard.press('Tab')
  await expect(frame.getByRole('link', { name: 'All', exact: true })).toBeFocused()
  await page.keyboard.press('Shift+Tab')
  await expect(page.getByRole('link', { name: 'before' })).toBeFocused()
  const behind = page.getByRole('link', { name: 'behind' })
  const isOut = () => behind.evaluate((link) => link === document.activeElement)
  let stops = 0
  while (!(await isOut()) && stops < 100) {
    await page.keyboard.press('Tab')
    stops++
  }
  await expect(behind).toBeFocused()
  expect(stops).toBeGreaterThan(10)
  await page.keyboard.press('Shift+Tab')
  await expect(frame.getByRole('link', { name: 'Next' })).toBeFocused()
})

test('works in a sandbox that leaves Roster its origin', async ({ sites, connect }) => {
  await connect({ clientId: 'raft-1', username: 'tenant-a' })
  const page = await sites.context.newPage()
  const sandbox = (tokens: string) => `<script>
    const { createElement } = Document.prototype
    Document.prototype.createElement = function (name) {
      const made = createElement.call(this, name)
      if (name === 'iframe') made.sandbox = '${tokens}'
      return made
    }
  </script>`
  const least = 'allow-scripts allow-same-origin allow-forms'
  sites.show(pageWith(sandbox(least) + element('')))
  await page.goto(CONSOLE)
  const frame = embedded(page)
  await expect(frame.getByRole('link', { name: 'raft-1' })).toBeVisible()
  await frame.getByRole('searchbox', { name: 'Client ID contains' }).fill('raft-2')
  await expect(frame.getByRole('link', { name: 'raft-1' })).toHaveCount(0)
})

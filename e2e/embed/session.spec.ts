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
import { expect } from '../support/fixtures.ts'
import { openKick } from '../support/table-parts.ts'
import { openEditor } from '../support/filter-parts.ts'

type Listening = typeof globalThis & { heard: string[] }

const tenant = (username: string) => ({ locks: { username } })
const element = (url: string, more = '') =>
  `<roster-clients token-url="${url}" ${more}></roster-clients>`
const frameOf = (page: Page, id: string) => page.frameLocator(`#${id} iframe`)
const links = (page: Page, id: string) => frameOf(page, id).getByRole('table').getByRole('link')

/** Writes down what the elements of a page tell of clients, and which one of them does. */
async function listenTo(page: Page): Promise<() => Promise<string[]>> {
  await page.addInitScript(() => {
    const heard: string[] = ((globalThis as Listening).heard = [])
    for (const type of ['roster-selected', 'roster-kicked']) {
      document.addEventListener(type, (event) => {
        const { detail, target } = event as CustomEvent<{ clientId: string }>
        heard.push(`${(target as Element).id} ${type} ${detail.clientId}`)
      })
    }
  })
  return () => page.evaluate(() => (globalThis as Listening).heard)
}

test('a kick from inside a frame ends the session, and the host is told', async ({
  sites,
  connect,
  askBroker,
}) => {
  await connect({ clientId: 'truck-1', username: 'tenant-a' })
  const page = await sites.context.newPage()
  const heard = await listenTo(page)
  const url = tokenUrl({ claims: { role: 'operator', ...tenant('tenant-a') } })
  sites.show(pageWith(element(url, 'id="a" height="auto"')))
  await page.goto(CONSOLE)
  const frame = embedded(page)
  await openKick(frame, frame.getByRole('row').filter({ hasText: 'truck-1' }))
  const dialog = frame.getByRole('dialog')
  // The element is high enough to show all of the page, and the page around shows all of the element.
  await expect
    .poll(() => dialog.evaluate(({ scrollHeight, clientHeight }) => scrollHeight - clientHeight))
    .toBe(0)
  await expect(dialog).toBeInViewport({ ratio: 1 })
  await dialog.getByRole('button', { name: 'Kick client' }).click()
  await expect.poll(heard).toEqual(['a roster-kicked truck-1'])
  await expect(frame.getByText('The session of truck-1 has ended.').first()).toBeInViewport()
  expect(await askBroker('truck-1')).toEqual([])
  expect(sites.audit.map((line) => JSON.parse(line) as object)).toMatchObject([
    { event: 'embedding', user: 'ann' },
    { event: 'kick', clientid: 'truck-1', user: 'ann', way: 'embed', outcome: 'ok' },
  ])
})

test('where the token does not grant it, there is nothing to be made to click', async ({
  sites,
  connect,
}) => {
  await connect({ clientId: 'truck-2', username: 'tenant-a' })
  const page = await sites.context.newPage()
  const url = tokenUrl({ claims: { role: 'viewer', ...tenant('tenant-a') } })
  sites.show(pageWith(element(url)))
  await page.goto(CONSOLE)
  const frame = embedded(page)
  const kicks = frame.getByRole('button', { name: 'Kick' })
  await frame.getByRole('checkbox', { name: 'truck-2' }).check()
  await expect(kicks).toBeDisabled()
  await frame.getByRole('button', { name: 'Actions for truck-2' }).click()
  await expect(frame.getByRole('menuitem', { name: 'Kick…' })).toBeDisabled()
  await page.keyboard.press('Escape')
  await frame.getByRole('link', { name: 'truck-2' }).click()
  await expect(frame.getByRole('heading', { name: 'truck-2' })).toBeVisible()
  await expect(kicks).toHaveCount(1)
  await expect(kicks).toBeDisabled()
})

test('two frames of one page show each what its own token says, and tell their own element', async ({
  sites,
  connect,
}) => {
  await connect({ clientId: 'van-1', username: 'tenant-a' })
  await connect({ clientId: 'van-2', username: 'tenant-b' })
  const page = await sites.context.newPage()
  const heard = await listenTo(page)
  const [a, b] = ['tenant-a', 'tenant-b'].map((name) => tokenUrl({ claims: tenant(name) }))
  sites.show(pageWith(element(`${a}`, 'id="a"') + element(`${b}`, 'id="b"')))
  await page.goto(CONSOLE)
  await expect(links(page, 'a')).toHaveText(['van-1'])
  await expect(links(page, 'b')).toHaveText(['van-2'])
  await page.locator('#b').evaluate((e) => e.setAttribute('_like_clientid', 'van'))
  await page.locator('#b').evaluate((e) => e.setAttribute('theme', 'dark'))
  await expect(frameOf(page, 'b').locator('html')).toHaveAttribute('data-theme', 'dark')
  await expect(frameOf(page, 'a').locator('html')).not.toHaveAttribute('data-theme')
  await links(page, 'b').click()
  await expect.poll(heard).toEqual(['b roster-selected van-2'])
  await links(page, 'a').click()
  await expect.poll(heard).toEqual(['b roster-selected van-2', 'a roster-selected van-1'])
})

test('a session is renewed before it ends, and the page stays as it is', async ({
  sites,
  connect,
}) => {
  await connect({ clientId: 'bus-1', username: 'tenant-a' })
  await connect({ clientId: 'bus-2', username: 'tenant-a' })
  const page = await sites.context.newPage()
  // 30 s before its end the next one is asked for: as soon as one may be asked for again.
  const wish = { isPaired: true, claims: { role: 'maintainer', ...tenant('tenant-a') } }
  sites.show(pageWith(element(tokenUrl({ ...wish, seconds: 30 }), 'refresh="5"')))
  const bearers = new Set<string | undefined>()
  page.on('request', (request) => {
    if (request.url().includes('/api/')) bearers.add(request.headers()['roster-embed-session'])
  })
  await page.goto(CONSOLE)
  const frame = embedded(page)
  await frame.getByRole('checkbox', { name: 'bus-2' }).check()
  await page
    .locator('roster-clients')
    .evaluate((e, url) => e.setAttribute('token-url', url), tokenUrl(wish))
  await openEditor(frame, 'Address')
  await frame.getByRole('searchbox', { name: 'IP address' }).fill('10.0.')
  await expect.poll(() => bearers.size).toBe(2)
  expect(sites.tokens()).toBe(2)
  await expect(frame.getByRole('checkbox', { name: 'bus-2' })).toBeChecked()
  await expect(frame.getByRole('searchbox', { name: 'IP address' })).toHaveValue('10.0.')
})

test('a session that ends leaves what is shown, says so, and goes on with the next token', async ({
  sites,
  connect,
}) => {
  await connect({ clientId: 'cab-1', username: 'tenant-a' })
  const page = await sites.context.newPage()
  sites.show(pageWith(element(tokenUrl({ seconds: 3, claims: tenant('tenant-a') }), 'refresh="5"')))
  await page.goto(CONSOLE)
  const frame = embedded(page)
  const client = frame.getByRole('link', { name: 'cab-1' })
  await expect(client).toBeVisible()
  sites.refuseTokens(true)
  const ended = frame.getByRole('alert').getByText('You are signed out', { exact: true })
  await expect(ended).toBeVisible()
  await expect(client).toBeVisible()
  await page
    .locator('roster-clients')
    .evaluate(
      (e, url) => e.setAttribute('token-url', url),
      tokenUrl({ claims: tenant('tenant-a') }),
    )
  sites.refuseTokens(false)
  await expect(ended).toHaveCount(0)
  await expect(client).toBeVisible()
})

test('as long as no token comes, the frame says what it waits for', async ({ sites, connect }) => {
  await connect({ clientId: 'tram-1', username: 'tenant-a' })
  sites.refuseTokens(true)
  const page = await sites.context.newPage()
  const url = tokenUrl({ claims: tenant('tenant-a') })
  sites.show(
    pageWith(
      element(url, 'id="a" height="auto"') + element(url, 'id="b" lang="zh-CN" theme="dark"'),
    ),
  )
  await page.goto(CONSOLE)
  const [a, b] = [frameOf(page, 'a'), frameOf(page, 'b')]
  await expect(a.getByRole('status')).toHaveText('Waiting for the sign-in from the page around')
  await expect(b.getByRole('status')).toHaveText('正在等待外层页面提供登录信息')
  await expect(a.getByRole('alert')).toContainText('No sign-in has come from the page around')
  await expect(b.getByRole('alert')).toContainText('外层页面没有提供登录信息')
  sites.refuseTokens(false)
  await expect(links(page, 'a')).toHaveText(['tram-1'])
})

test('a token that is refused is not taken for silence', async ({ sites }) => {
  const page = await sites.context.newPage()
  sites.show(pageWith(element(tokenUrl({ claims: { role: 'king' } }), 'lang="zh-CN"')))
  await page.goto(CONSOLE)
  const alert = embedded(page).getByRole('alert')
  await expect(alert).toContainText('外层页面提供的登录信息未被接受')
  await expect(alert).toContainText('claims are missing, wrong or unknown: role')
})

test('a link whose token is refused leads to nobody’s page', async ({ sites }) => {
  const page = await sites.context.newPage()
  for (const token of ['x.y.z', '%']) {
    await page.goto('about:blank')
    await page.goto(`${ROSTER}/clients#token=${token}`)
    await expect(page.getByRole('alert')).toContainText('Open this page anew')
  }
})

test('works where the browser sends no cookies of third parties, and keeps nothing for them', async ({
  sites,
  connect,
}) => {
  await connect({ clientId: 'ship-1', username: 'tenant-a' })
  await sites.context.addCookies([
    { name: 'control', value: '1', url: ROSTER, secure: true, sameSite: 'None' },
  ])
  const page = await sites.context.newPage()
  sites.show(pageWith(element(tokenUrl({ claims: tenant('tenant-a') }))))
  await page.goto(CONSOLE)
  const frame = embedded(page)
  await expect(frame.getByRole('link', { name: 'ship-1' })).toBeVisible()
  const own = ownFrame(page)
  await expect(own?.evaluate(() => localStorage.length)).rejects.toThrow('SecurityError')
  expect(sites.cookies).toEqual([])

  await test.step('what is chosen there lasts as long as the page', async () => {
    const inflight = frame.getByRole('columnheader', { name: 'Inflight' })
    await expect(inflight).toBeVisible()
    await frame.getByRole('button', { name: 'Columns' }).click()
    await frame.getByRole('checkbox', { name: 'Inflight', exact: true }).uncheck()
    await page.keyboard.press('Escape')
    await frame.getByRole('link', { name: 'ship-1' }).click()
    await frame.getByRole('link', { name: 'Clients', exact: true }).click()
    await expect(frame.getByRole('columnheader', { name: 'Queue', exact: true })).toBeVisible()
    await expect(inflight).toHaveCount(0)
  })

  // If cookies are not blocked, the same cookie is sent. So the browser has held it back.
  await page.goto(ROSTER)
  expect(sites.cookies).toContain('control=1')
})

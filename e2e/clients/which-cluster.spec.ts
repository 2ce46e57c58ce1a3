import type { AddressInfo } from 'node:net'
import type { Page } from '@playwright/test'
import { buildGateway } from '../../src/gateway/app.ts'
import { closeWithin } from '../../src/gateway/close-on-signal.ts'
import { builtPage } from '../support/built-page.ts'
import {
  clientsTable,
  expect,
  expectLooksRight,
  freshPrefix,
  rowOf,
  test as base,
} from '../support/fixtures.ts'
import { openSettings } from '../support/settings-menu.ts'

const test = base.extend<{ named: string }>({
  /** Origin of a gateway whose cluster has a name and a colour. */
  named: async ({ roster: { upstream, broker } }, use) => {
    const app = await buildGateway({
      broker: { apiUrls: [upstream.apiUrl], appId: broker.appId, appSecret: broker.appSecret },
      webRoot: builtPage,
      host: '127.0.0.1',
      session: {
        demo: null,
        cluster: { name: 'prod-eu', color: 'red' },
        brokerTimeZone: 'UTC',
      },
      timeoutMs: 4_000,
      log: { write: () => {} },
      audit: { write: () => {} },
    })
    await app.listen({ host: '127.0.0.1', port: 0 })
    await use(`http://127.0.0.1:${(app.server.address() as AddressInfo).port}`)
    await closeWithin(app, 0)
  },
})

const overview = (page: Page) => page.getByRole('navigation', { name: 'Cluster' })

test('header and title of each page name the cluster', async ({ page, named, connect }) => {
  const id = freshPrefix('named')
  await connect({ clientId: id })
  await page.goto(`${named}/clients?clientid=${id}`)
  await expect(page.getByRole('banner').getByText('prod-eu')).toBeVisible()
  await expect(page).toHaveTitle('prod-eu · Clients · Roster')
  await rowOf(page, id).getByRole('link', { name: id }).click()
  await expect(page).toHaveTitle(`prod-eu · ${id} · Roster`)
  await page.goto(`${named}/nowhere`)
  await expect(page).toHaveTitle('prod-eu · Page not found · Roster')
})

test('the demo says in its menu how to connect a client', async ({ page, roster, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write'])
  await page.goto('/clients')
  await expect(page.getByRole('banner').getByText('Demo broker')).toBeVisible()
  await openSettings(page)
  const menu = page.getByRole('menu', { name: 'Settings' })
  await expect(menu.getByText(`Point your own clients at ${roster.broker.mqttUrl}`)).toBeVisible()
  await menu.getByRole('menuitem', { name: 'Copy its address' }).click()
  await expect(page.getByRole('status').getByText('Copied')).toBeVisible()
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(roster.broker.mqttUrl)
})

test('the menu of settings is accessible, by keys alone too', async ({ page }) => {
  await page.goto('/clients?clientid=none')
  await page.getByRole('button', { name: 'Settings' }).focus()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('menuitemradio', { name: 'System' })).toBeFocused()
  await expectLooksRight(page)
  await page.keyboard.press('d')
  await page.keyboard.press('Enter')
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark')
  await expect(page.getByRole('button', { name: 'Settings' })).toBeFocused()
})

test('figures of the cluster lead to their lists, and tell of each node', async ({ page }) => {
  await page.goto('/clients?clientid=none')
  const figures = overview(page)
  await expect(figures.getByRole('link', { name: /^\d+ clients$/ })).toBeVisible()
  await expectLooksRight(page)
  await figures.getByRole('link', { name: /^\d+ offline$/ }).click()
  await expect(page).toHaveURL(/conn_state=disconnected/)
  await figures.getByRole('link', { name: /^\d+ connected$/ }).click()
  await expect(page).toHaveURL(/conn_state=connected/)

  // Narrow, there is no room for the version.
  await page.setViewportSize({ width: 1280, height: 800 })
  await figures.getByRole('button', { name: '1 node (4.4.19)' }).click()
  // The gateway may remember a node of a test before this one.
  const node = page
    .getByRole('dialog', { name: 'node' })
    .getByRole('row', { name: 'emqx@127.0.0.1' })
  await expect(node).toContainText(/emqx@127\.0\.0\.1\s*Running\s*\d+\s*\d+\s*4\.4\.19/)
  await node.getByRole('link').click()
  await expect(page).toHaveURL(/node=emqx/)
  await expect(page.getByRole('dialog')).toHaveCount(0)
})

test('what fails is said in one bar under the header, and the data is marked as old', async ({
  page,
  roster,
  connect,
}) => {
  const id = freshPrefix('old')
  await connect({ clientId: id })
  await page.goto(`/clients?_like_clientid=${id}`)
  await expect(rowOf(page, id)).toBeVisible()
  await expect(overview(page)).toBeVisible()
  const icon = page.locator('link[rel=icon]')
  const iconBefore = (await icon.getAttribute('href')) ?? ''
  roster.upstream.setFault('refuse')
  await page.getByRole('button', { name: 'Refresh' }).click()

  const bar = page.getByRole('alert')
  await expect(bar).toHaveCount(1)
  await expect(bar).toContainText('The broker cannot be reached')
  const [header, barBox, main] = await Promise.all(
    [page.getByRole('banner'), bar, page.getByRole('main')].map((part) => part.boundingBox()),
  )
  expect(barBox!.y).toBe(header!.y + header!.height)
  expect(main!.y).toBeGreaterThanOrEqual(barBox!.y + barBox!.height)
  await expect(page).toHaveTitle('⚠ Clients · Roster')
  await expect(icon).toHaveAttribute('href', /^data:/)
  await expect(page.getByText(/^As of \d\d:\d\d:\d\d$/)).toBeVisible()
  await expect(page.getByRole('region', { name: 'Clients' })).toHaveCSS('opacity', '0.65')
  await expectLooksRight(page)

  await page.goto(`/clients/${id}`)
  await expect(page.getByRole('alert')).toContainText('The broker cannot be reached')
  await expect(page).toHaveTitle(`⚠ ${id} · Roster`)
  roster.upstream.setFault('none')
  await page.getByRole('button', { name: 'Try again' }).click()
  const diagnosis = page.getByRole('region', { name: 'Diagnosis' })
  await expect(diagnosis).toHaveCSS('opacity', '1')
  await expect(page).toHaveTitle(`${id} · Roster`)
  await expect(icon).toHaveAttribute('href', iconBefore)

  roster.upstream.setFault('refuse')
  await page.getByRole('button', { name: 'Refresh' }).click()
  await expect(diagnosis).toContainText(/Last known, as of \d\d:\d\d:\d\d/)
  await expect(diagnosis).toHaveCSS('opacity', '0.65')
  await expectLooksRight(page)
})

test('figures keep their place while they come', async ({ page }) => {
  await page.addInitScript(() => Object.assign(window, { requestIdleCallback: () => 0 }))
  await page.goto('/clients')
  await expect(clientsTable(page)).toBeVisible()
  const before = await page.getByRole('main').boundingBox()
  await page.addInitScript(() => Reflect.deleteProperty(window, 'requestIdleCallback'))
  await page.goto('/clients')
  await expect(overview(page)).toBeVisible()
  expect(await page.getByRole('main').boundingBox()).toEqual(before)
})

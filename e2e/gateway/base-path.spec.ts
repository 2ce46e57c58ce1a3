import type { AddressInfo } from 'node:net'
import { readAccess } from '../../src/gateway/settings/access-settings.ts'
import { buildGateway } from '../../src/gateway/app.ts'
import { closeWithin } from '../../src/gateway/close-on-signal.ts'
import { SettingsReader } from '../../src/gateway/settings/reader.ts'
import { builtPage } from '../support/built-page.ts'
import { clientsTable, expect, freshPrefix, rowOf, test as base } from '../support/fixtures.ts'

const BASE = '/mqtt/clients'

/** Roster under a path, before the same broker: its address, without a sign-in and with one. */
const test = base.extend<{ way: 'open' | 'sign-in'; under: string }>({
  way: 'open',
  under: async ({ way, roster: { broker, upstream } }, use) => {
    const { appId, appSecret } = broker
    const app = await buildGateway({
      broker: { apiUrls: [upstream.apiUrl], ...(way === 'open' && { appId, appSecret }) },
      access: readAccess(new SettingsReader({ ROSTER_AUTH: way }), '127.0.0.1', true),
      webRoot: builtPage,
      host: '127.0.0.1',
      basePath: BASE,
      session: { demo: { mqttUrl: broker.mqttUrl }, brokerTimeZone: 'UTC' },
      timeoutMs: 2000,
      log: { write: () => {} },
      audit: { write: () => {} },
    })
    await app.listen({ host: '127.0.0.1', port: 0 })
    await use(`http://127.0.0.1:${(app.server.address() as AddressInfo).port}${BASE}`)
    // Connections that the browser has opened ahead, and not used, would hold the close up.
    await closeWithin(app, 0)
  },
})

test('under a path, everything is below it: list, client, files, and no request goes astray', async ({
  page,
  under,
  connect,
}) => {
  const id = `${freshPrefix('under')}a/b`
  await connect({ clientId: id })
  const { origin } = new URL(under)
  const asked: string[] = []
  const failed: string[] = []
  page.on('request', (request) => asked.push(request.url()))
  page.on('response', (answer) => answer.ok() || failed.push(answer.url()))

  await page.goto(`${under}?clientid=${encodeURIComponent(id)}`)
  await expect(rowOf(page, id)).toBeVisible()
  expect(page.url()).toBe(`${under}/clients?clientid=${encodeURIComponent(id)}`)

  await clientsTable(page).getByRole('link', { name: id }).click()
  await expect(page.getByRole('region', { name: 'Connection' })).toBeVisible()
  expect(page.url()).toBe(`${under}/clients/${encodeURIComponent(id)}`)

  await page.reload()
  await expect(page.getByRole('region', { name: 'Connection' })).toBeVisible()
  await page.getByRole('link', { name: 'Roster' }).click()
  await expect(clientsTable(page)).toBeVisible()
  expect(page.url()).toBe(`${under}/clients`)

  expect(asked.length).toBeGreaterThan(8)
  expect(asked.filter((url) => !url.startsWith(`${origin}${BASE}`))).toEqual([])
  expect(failed).toEqual([])
  const icon = await page.locator('link[rel=icon]').getAttribute('href')
  expect((await page.request.get(new URL(icon ?? '', page.url()).href)).ok()).toBe(true)
})

test('under a path, what the head asks for is not asked for twice, and a copied link leads back', async ({
  page,
  under,
  context,
}) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write'])
  const counts = new Map<string, number>()
  page.on('request', (request) => {
    const path = request.url().slice(under.length)
    counts.set(path, (counts.get(path) ?? 0) + 1)
  })
  await page.goto(`${under}/clients?conn_state=connected&_limit=500`)
  await expect(clientsTable(page).getByRole('link').first()).toBeVisible()
  const list = '/api/v4/clients?_page=1&_limit=500&conn_state=connected'
  expect([counts.get('/session'), counts.get(list)]).toEqual([1, 1])
  await page.getByRole('button', { name: 'Share' }).click()
  await page.getByRole('menuitem', { name: 'Copy link' }).click()
  await expect(page.getByText('Link copied')).toBeVisible()
  const link = await page.evaluate(() => navigator.clipboard.readText())
  expect(link).toBe(`${under}/clients?conn_state=connected&_limit=500`)
})

test.describe('with a sign-in', () => {
  test.use({ way: 'sign-in' })

  test('under a path, a client’s page loads its code once, gives a link that leads back, and kicks', async ({
    page,
    under,
    context,
    connect,
  }) => {
    await context.grantPermissions(['clipboard-read', 'clipboard-write'])
    const id = `${freshPrefix('under')}a/b`
    await connect({ clientId: id })
    const asked: string[] = []
    page.on('request', (request) => asked.push(request.url()))
    const address = `${under}/clients/${encodeURIComponent(id)}`

    await page.goto(address)
    await page.getByLabel('Application ID').fill('admin')
    await page.getByLabel('Application secret').fill('public')
    await page.getByRole('button', { name: 'Sign in' }).click()
    await expect(page.getByRole('region', { name: 'Connection' })).toBeVisible()
    await page.getByRole('button', { name: 'Copy', exact: true }).click()
    await page.getByRole('menuitem', { name: 'Copy link' }).click()
    expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(address)
    await page.getByRole('button', { name: 'Kick' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByRole('button', { name: /^Kick/ }).click()
    await expect(page.getByText(`The session of ${id} has ended.`).first()).toBeVisible()

    const files = asked.filter((url) => url.startsWith(`${under}/assets/`))
    expect(files.some((url) => url.includes('/client-page-'))).toBe(true)
    expect(files.some((url) => url.includes('/idle-'))).toBe(true)
    expect(new Set(files).size).toBe(files.length)

    await page.getByRole('button', { name: 'Sign out' }).click()
    await expect(page.getByRole('heading', { name: 'Sign in' })).toBeVisible()
    expect(asked.filter((url) => !url.startsWith(under))).toEqual([])
  })
})

import {
  cpSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { buildGateway } from '../../src/gateway/app.ts'
import { closeWithin } from '../../src/gateway/close-on-signal.ts'
import { readAccess } from '../../src/gateway/settings/access-settings.ts'
import { SettingsReader } from '../../src/gateway/settings/reader.ts'
import { builtPage } from '../support/built-page.ts'
import { clientsTable, expect, freshPrefix, rowOf, test as base } from '../support/fixtures.ts'
import { openSettings } from '../support/settings-menu.ts'

/** A Roster that is replaced by another build, or ends, while pages of it are open. */
interface Releases {
  origin: string
  /** Puts another build in the place of this one, at the same address. */
  update: () => Promise<void>
  stop: () => Promise<void>
  /** Starts the first build again. */
  start: () => Promise<void>
}

const test = base.extend<{ way: 'open' | 'sign-in'; releases: Releases }, { newerBuild: string }>({
  way: ['open', { option: true }],
  // Without the check of the console: the browser complains of styles that are gone.
  page: async ({ elsewhere }, use) => use(elsewhere),
  newerBuild: [
    // eslint-disable-next-line no-empty-pattern
    async ({}, use) => {
      const folder = mkdtempSync(join(tmpdir(), 'roster-newer-'))
      makeNewerBuild(folder)
      await use(folder)
      rmSync(folder, { recursive: true })
    },
    { scope: 'worker' },
  ],
  releases: async ({ way, newerBuild, roster: { broker } }, use) => {
    const { appId, appSecret } = broker
    const build = (webRoot: string) =>
      buildGateway({
        broker: { apiUrls: [broker.apiUrl], ...(way === 'open' && { appId, appSecret }) },
        access: readAccess(new SettingsReader({ ROSTER_AUTH: way }), '127.0.0.1', true),
        webRoot,
        host: '127.0.0.1',
        session: { demo: null, brokerTimeZone: 'UTC' },
        timeoutMs: 4000,
        log: { write: () => {} },
        audit: { write: () => {} },
      })
    let app = await build(builtPage)
    await app.listen({ host: '127.0.0.1', port: 0 })
    const { port } = app.server.address() as AddressInfo
    const stop = () => closeWithin(app, 0)
    const run = async (webRoot: string) => {
      app = await build(webRoot)
      await app.listen({ host: '127.0.0.1', port })
    }
    await use({
      origin: `http://127.0.0.1:${port}`,
      stop,
      start: () => run(builtPage),
      update: async () => {
        await stop()
        await run(newerBuild)
      },
    })
    await stop()
  },
})

/** The built page with other hashes in the names of its files. */
function makeNewerBuild(folder: string): void {
  cpSync(builtPage, folder, { recursive: true })
  const assets = join(folder, 'assets')
  for (const name of readdirSync(assets)) {
    if (/\.(br|gz)$/.test(name)) rmSync(join(assets, name))
  }
  const newNames = readdirSync(assets).map((name) => {
    const turned = name.replace(
      /-([\w-]{8})\./,
      (_, hash: string) => `-${[...hash].toReversed().join('')}.`,
    )
    return [name, turned] as const
  })
  const paths = [join(folder, 'index.html'), ...newNames.map(([name]) => join(assets, name))]
  for (const path of paths) {
    const text = newNames.reduce(
      (all, names) => all.replaceAll(...names),
      readFileSync(path, 'utf8'),
    )
    writeFileSync(path, text)
  }
  for (const [name, turned] of newNames) renameSync(join(assets, name), join(assets, turned))
}

/** Says that Roster was updated, and nothing else; after the reload the page is whole again. */
async function expectUpdate(page: Page): Promise<void> {
  const notice = page.getByRole('alert').filter({ hasText: 'Roster was updated' })
  await expect(notice).toHaveText(/Reload the page to go on/)
  await expect(page.getByText('gateway cannot be reached')).toHaveCount(0)
  await expect(page.getByText('page failed')).toHaveCount(0)
  await notice.getByRole('button', { name: 'Reload' }).click()
  await expect(page.getByText('Roster was updated')).toHaveCount(0)
}

function loadNothingAhead(page: Page) {
  return page.addInitScript(() => Object.assign(window, { requestIdleCallback: () => 0 }))
}

const parts: [name: string, use: (page: Page) => Promise<unknown>][] = [
  ['the panel of the columns', (page) => page.getByRole('button', { name: 'Columns' }).click()],
  ['a menu', (page) => page.getByRole('button', { name: 'Export' }).click()],
  ['the help', (page) => page.keyboard.press('?')],
  ['the settings', openSettings],
  [
    'the notice of a link that is understood in part',
    (page) =>
      page.evaluate(() => {
        history.pushState({}, '', '/clients?nonsense=1')
        dispatchEvent(new PopStateEvent('popstate'))
      }),
  ],
]

for (const [name, usePart] of parts) {
  test(`behind a newer build, ${name} leads to a reload`, async ({ page, releases }) => {
    await loadNothingAhead(page)
    // Not all clients: ids beyond ASCII load code by themselves.
    await page.goto(`${releases.origin}/clients?_like_clientid=truck`)
    await expect(clientsTable(page).getByRole('link').first()).toBeVisible()
    await releases.update()
    await usePart(page)
    await expectUpdate(page)
    await expect(clientsTable(page).getByRole('link').first()).toBeVisible()
  })
}

for (const button of ['Kick…', 'Export CSV']) {
  test(`behind a newer build, '${button}' of the selected leads to a reload`, async ({
    page,
    releases,
    connect,
  }) => {
    const id = freshPrefix('newer')
    await connect({ clientId: id })
    await page.goto(`${releases.origin}/clients?clientid=${id}`)
    await rowOf(page, id).getByRole('checkbox').check()
    await expect(page.getByRole('button', { name: button })).toBeVisible()
    await releases.update()
    await page.getByRole('button', { name: button }).click()
    await expectUpdate(page)
    await expect(rowOf(page, id)).toBeVisible()
  })
}

test('behind a newer build, a client’s page that is not loaded yet leads to a reload', async ({
  page,
  releases,
  connect,
}) => {
  const id = freshPrefix('newer')
  await connect({ clientId: id })
  await loadNothingAhead(page)
  await page.goto(`${releases.origin}/clients?clientid=${id}`)
  await expect(rowOf(page, id)).toBeVisible()
  await releases.update()
  await rowOf(page, id).getByRole('link').click()
  await expectUpdate(page)
  await expect(page.getByRole('region', { name: 'Connection' })).toBeVisible()
})

test('a part that cannot be loaded because the network failed is there when it is back', async ({
  page,
  releases,
}) => {
  await page.goto(`${releases.origin}/clients`)
  await expect(clientsTable(page).getByRole('link').first()).toBeVisible()
  await releases.stop()
  await page.getByRole('button', { name: 'Columns' }).click()
  await expect(page.getByText('Roster’s gateway cannot be reached').first()).toBeVisible()
  await expect(page.getByText('Roster was updated')).toHaveCount(0)
  await releases.start()
  await page.getByRole('button', { name: 'Columns' }).click()
  await expect(page.getByRole('complementary', { name: 'Columns' })).toBeVisible()
  await expect(page.getByText('Roster was updated')).toHaveCount(0)
})

test.describe('with a sign-in', () => {
  test.use({ way: 'sign-in' })

  const signIn = async (page: Page) => {
    await page.getByLabel('Application ID').fill('admin')
    await page.getByLabel('Application secret').fill('public')
    await page.getByRole('button', { name: 'Sign in' }).click()
    await expect(clientsTable(page).getByRole('link').first()).toBeVisible()
  }

  test('behind a newer build that has ended the sign-in, signing in again leads to a reload', async ({
    page,
    releases,
  }) => {
    await page.goto(`${releases.origin}/clients?_limit=20`)
    await signIn(page)
    // All code of the list is there, the figures last: what is missing later is asked for by the way to the sign-in.
    await expect(page.getByRole('navigation', { name: 'Cluster' })).toBeVisible()
    await page.waitForLoadState('networkidle')
    // The keys of this sign-in end with the gateway.
    await releases.update()
    await page.getByRole('button', { name: 'Refresh' }).click()
    await page.getByRole('button', { name: 'Sign in again' }).click()
    await expectUpdate(page)
    expect(page.url()).toBe(`${releases.origin}/clients?_limit=20`)
    await signIn(page)
  })
})

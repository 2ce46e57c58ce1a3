import { cookieName } from '../../src/gateway/testing/sign-in.ts'
import type { AddressInfo } from 'node:net'
import type { Page } from '@playwright/test'
import { readAccess } from '../../src/gateway/settings/access-settings.ts'
import { buildGateway } from '../../src/gateway/app.ts'
import { closeWithin } from '../../src/gateway/close-on-signal.ts'
import { SettingsReader } from '../../src/gateway/settings/reader.ts'
import { serve } from '../../src/testing/serve.ts'
import { builtPage } from '../support/built-page.ts'
import { openSettings } from '../support/settings-menu.ts'
import {
  clientsTable,
  expect,
  expectAccessible,
  expectNoSidewaysScroll,
  freshPrefix,
  rowOf,
  test as base,
} from '../support/fixtures.ts'
import { openKick } from '../support/table-parts.ts'

const SECRET = 'public'

interface Fixtures {
  /** Starts a gateway with these settings before the demo broker, or before another API. Gives its origin. */
  startGateway: (settings: Record<string, string>, otherApiUrl?: string) => Promise<string>
}

const test = base.extend<Fixtures>({
  startGateway: async ({ roster: { upstream, broker } }, use) => {
    const apps: Awaited<ReturnType<typeof buildGateway>>[] = []
    await use(async (settings, otherApiUrl) => {
      const reader = new SettingsReader(settings)
      const access = readAccess(reader, '127.0.0.1', true)
      expect(reader.problems).toEqual([])
      const { appId, appSecret } = broker
      const apiUrl = otherApiUrl ?? upstream.apiUrl
      const app = await buildGateway({
        broker: { apiUrls: [apiUrl], ...(access.way !== 'sign-in' && { appId, appSecret }) },
        webRoot: builtPage,
        host: '127.0.0.1',
        session: { demo: otherApiUrl ? null : { mqttUrl: broker.mqttUrl }, brokerTimeZone: 'UTC' },
        access,
        timeoutMs: 10_000,
        log: { write: () => {} },
        audit: { write: () => {} },
      })
      apps.push(app)
      await app.listen({ host: '127.0.0.1', port: 0 })
      return `http://127.0.0.1:${(app.server.address() as AddressInfo).port}`
    })
    // Connections that the browser has opened ahead, and not used, would hold the close up.
    await Promise.all(apps.map((app) => closeWithin(app, 0)))
  },
})

const signInOnly = { ROSTER_AUTH: 'sign-in' }

async function signIn(page: Page, secret = SECRET): Promise<void> {
  await page.getByLabel('Application ID').fill('admin')
  await page.getByLabel('Application secret').fill(secret)
  await page.getByRole('button', { name: 'Sign in' }).click()
}

for (const [port, id, secret] of [
  [8081, 'Application ID', 'Application secret'],
  [18083, 'User name', 'Password'],
] as const) {
  test(`before EMQX’s port ${port} the form asks for what EMQX takes there`, async ({
    page,
    startGateway,
  }) => {
    await page.goto(await startGateway(signInOnly, `http://127.0.0.1:${port}/api/v4`))
    await expect(page.getByLabel(id)).toBeFocused()
    await expect(page.getByLabel(secret)).toBeVisible()
    await expectAccessible(page)
  })
}

test('who signs in sees the very list that the address asked for, until the sign-out', async ({
  page,
  connect,
  startGateway,
}) => {
  const id = freshPrefix('signed')
  await connect({ clientId: id })
  const address = `${await startGateway(signInOnly)}/clients?_like_clientid=${id}`
  await page.goto(address)
  await expect(page.getByRole('heading', { name: 'Sign in' })).toBeVisible()
  await expect(page.getByLabel('Application ID')).toBeFocused()
  await expect(clientsTable(page)).toHaveCount(0)

  await signIn(page, 'guess')
  await expect(page.getByRole('alert')).toHaveText('Wrong ID or secret.')
  await expect(page.getByLabel('Application secret')).toBeFocused()
  await page.keyboard.type(SECRET)
  await page.keyboard.press('Enter')
  await expect(rowOf(page, id)).toBeVisible()
  expect(page.url()).toBe(address)
  const menu = page.getByRole('group', { name: 'Signed in' })
  await expect(menu).toContainText('admin operator')
  await expectAccessible(page)

  await page.reload()
  await rowOf(page, id).getByRole('link').click()
  await expect(page.getByRole('region', { name: 'Connection' })).toBeVisible()
  await page.goBack()
  await expect(rowOf(page, id)).toBeVisible()
  await page.keyboard.press('Control+k')
  const recent = page.getByRole('group', { name: 'Recent clients' })
  await expect(recent.getByRole('option')).toHaveText([id])
  await page.keyboard.press('Escape')
  await menu.getByRole('button', { name: 'Sign out' }).click()
  await expect(page.getByRole('heading', { name: 'Sign in' })).toBeVisible()
  await expect(clientsTable(page)).toHaveCount(0)
  expect(await page.evaluate(() => sessionStorage.length)).toBe(0)
  expect((await page.context().cookies()).map(({ name }) => name)).not.toContain('roster')
})

test('an application without a role is told so', async ({ page, startGateway }) => {
  await page.goto(await startGateway({ ...signInOnly, ROSTER_ROLES: 'boss=operator' }))
  await signIn(page)
  await expect(page.getByRole('alert')).toHaveText('This application has no role here.')
})

test('nothing that a script can read holds the secret', async ({ page, startGateway }) => {
  await page.goto(await startGateway(signInOnly))
  const answers: string[] = []
  page.on('response', async (answer) => {
    const headers = JSON.stringify(await answer.allHeaders())
    answers.push(headers + (await answer.text().catch(() => '')))
  })
  await signIn(page)
  await expect(clientsTable(page)).toBeVisible()
  const readable = await page.evaluate(() => {
    const stores = [localStorage, sessionStorage].map((store) => JSON.stringify(store))
    return [document.cookie, document.documentElement.outerHTML, ...stores].join('\n')
  })
  const basic = Buffer.from(`admin:${SECRET}`).toString('base64')
  for (const text of [readable, ...answers]) expect(text).not.toContain(basic)
  expect(readable).not.toContain(`"${SECRET}"`)
  expect(answers.length).toBeGreaterThan(1)
  const name = cookieName(new URL(page.url()).origin)
  const cookie = (await page.context().cookies()).find((each) => each.name === name)
  expect(cookie).toMatchObject({ httpOnly: true, sameSite: 'Lax', path: '/' })
})

test.describe('on a narrow screen, dark, in Chinese', () => {
  test.use({ viewport: { width: 360, height: 640 }, colorScheme: 'dark', locale: 'zh-CN' })

  test('the sign-in is whole', async ({ page, startGateway }) => {
    await page.goto(await startGateway(signInOnly))
    await expect(page.getByRole('heading', { name: '登录' })).toBeVisible()
    await expectNoSidewaysScroll(page)
    await expectAccessible(page)
    await page.getByLabel('应用 ID').fill('admin')
    await page.getByLabel('应用密钥').fill('wrong')
    await page.getByRole('button', { name: '登录' }).click()
    await expect(page.getByRole('alert')).toHaveText('ID 或密钥错误。')
    await expectAccessible(page)
    await page.getByLabel('应用密钥').fill(SECRET)
    await page.getByRole('button', { name: '登录' }).click()
    await expect(clientsTable(page).or(page.getByRole('table'))).toBeVisible()
    await openSettings(page)
    await expect(page.getByRole('menuitem', { name: '退出登录' })).toBeVisible()
    await page.keyboard.press('Escape')
    await expectNoSidewaysScroll(page)
  })
})

test('a sign-in that the broker ends leaves the page as it is, and is renewed in place', async ({
  page,
  connect,
  roster,
  startGateway,
}) => {
  const id = freshPrefix('ended')
  await connect({ clientId: id })
  await page.goto(`${await startGateway(signInOnly)}/clients?_like_clientid=${id}`)
  await signIn(page)
  await page.getByRole('checkbox', { name: `Select ${id}` }).click()

  roster.upstream.setFault('unauthorized')
  await page.getByRole('button', { name: 'Refresh', exact: true }).click()
  const notice = page.getByRole('alert').filter({ hasText: 'no longer updated' })
  await expect(notice).toContainText('You are signed out')
  await expect(rowOf(page, id)).toBeVisible()
  await expectAccessible(page)
  await rowOf(page, id).focus()
  await page.keyboard.press('Shift+K')
  await expect(page.getByText('Sign in first.')).toBeVisible()
  await expect(page.getByRole('dialog')).toHaveCount(0)

  roster.upstream.setFault('none')
  await notice.getByRole('button', { name: 'Sign in again' }).click()
  const dialog = page.getByRole('dialog', { name: 'Sign in again' })
  await expect(dialog.getByLabel('Application ID')).toHaveValue('admin')
  await expectAccessible(page)
  await expect(dialog.getByLabel('Application secret')).toBeFocused()
  await page.keyboard.type(SECRET)
  await page.keyboard.press('Enter')
  await expect(dialog).toBeHidden()
  await expect(notice).toBeHidden()
  await expect(page.getByText('1 selected').last()).toBeVisible()
  await expect(page.getByText('Updated just now')).toBeVisible()
})

test('a cookie that is gone is noticed at the next refresh', async ({ page, startGateway }) => {
  await page.goto(await startGateway(signInOnly))
  await signIn(page)
  await expect(clientsTable(page)).toBeVisible()
  await page.context().clearCookies()
  await page.getByRole('button', { name: 'Refresh', exact: true }).click()
  await expect(page.getByRole('button', { name: 'Sign in again' })).toBeVisible()
  await expect(clientsTable(page)).toBeVisible()
})

test('guessing is slowed down, and the page says for how long', async ({ page, startGateway }) => {
  await page.goto(await startGateway({ ...signInOnly, ROSTER_SIGN_INS_PER_MINUTE: '2' }))
  for (let n = 0; n < 2; n++) {
    await signIn(page, `guess ${n}`)
    await expect(page.getByRole('alert')).toHaveText('Wrong ID or secret.')
    await page.getByLabel('Application secret').fill('')
  }
  await signIn(page)
  await expect(page.getByRole('alert')).toHaveText(/^Too many attempts\. Try again in \d+s\.$/)
})

test('an operator kicks one, and is told why not many', async ({
  page,
  connect,
  askBroker,
  startGateway,
}) => {
  const id = freshPrefix('one')
  await connect({ clientId: id })
  await page.goto(`${await startGateway(signInOnly)}/clients?_like_clientid=${id}`)
  await signIn(page)
  await page.getByRole('checkbox', { name: `Select ${id}` }).click()
  const reason = 'As an operator you can kick one client at a time. Many take a maintainer.'
  const many = page.getByRole('group', { name: 'Selection' }).getByRole('button', { name: 'Kick' })
  await expect(many).toHaveAttribute('aria-disabled', 'true')
  await expect(many).toHaveAccessibleDescription(reason)
  await many.press('Enter')
  await expect(page.getByText(reason)).toBeVisible()
  await expect(page.getByRole('dialog')).toHaveCount(0)

  await page.keyboard.press('Control+k')
  await page.getByRole('combobox', { name: 'Search' }).fill('selection: kick')
  const option = page.getByRole('listbox').getByRole('option').first()
  await expect(option).toHaveAttribute('aria-disabled', 'true')
  await expect(option).toContainText(reason)
  await expectAccessible(page)
  await page.keyboard.press('Escape')

  await openKick(page, rowOf(page, id))
  await page.getByRole('dialog').getByRole('button', { name: 'Kick client' }).click()
  await expect.poll(async () => (await askBroker(id)).length).toBe(0)
})

test('a viewer kicks nobody, and neither does anybody where Roster is read-only', async ({
  page,
  connect,
  askBroker,
  startGateway,
}) => {
  const id = freshPrefix('seen')
  await connect({ clientId: id })
  const viewing = await startGateway({ ROSTER_ROLES: '*=viewer' })
  const reading = await startGateway({ ROSTER_READ_ONLY: 'true' })
  for (const [origin, reason] of [
    [viewing, 'As a viewer you can see everything, and kick nothing.'],
    [reading, 'Nobody can kick here: Roster is read-only.'],
  ] as const) {
    await page.goto(`${origin}/clients?_like_clientid=${id}`)
    await rowOf(page, id)
      .getByRole('button', { name: `Actions for ${id}` })
      .click()
    const item = page.getByRole('menuitem', { name: 'Kick…' })
    await expect(item).toHaveAccessibleDescription(reason)
    await item.press('Enter')
    await expect(page.getByRole('dialog')).toHaveCount(0)
    await expectAccessible(page)
    await page.keyboard.press('Escape')
    await rowOf(page, id).focus()
    await page.keyboard.press('Shift+K')
    await expect(page.getByText(reason)).toBeVisible()
    await page.goto(`${origin}/clients/${id}`)
    await expect(page.getByRole('button', { name: 'Kick' })).toHaveAccessibleDescription(reason)
    await page.getByRole('button', { name: 'Kick' }).press('Enter')
    await expect(page.getByRole('dialog')).toHaveCount(0)
    const status = await page.evaluate(
      (path) =>
        fetch(path, { method: 'DELETE', headers: { 'x-roster': '1' } }).then((r) => r.status),
      `/api/v4/clients/${id}`,
    )
    expect(status).toBe(403)
  }
  expect(await askBroker(id)).toHaveLength(1)
})

test('who the proxy does not let in is told so', async ({ page, startGateway }) => {
  const origin = await startGateway({
    ROSTER_AUTH: 'proxy',
    ROSTER_TRUSTED_PROXIES: '127.0.0.1',
    ROSTER_ROLES: 'ops=maintainer',
  })
  await page.goto(origin)
  await expect(page.getByRole('alert')).toContainText('Access denied')
  await expectAccessible(page)
  await page.setExtraHTTPHeaders({ 'remote-user': 'eve', 'remote-groups': 'ops' })
  await page.reload()
  await expect(page.getByRole('group', { name: 'Signed in' })).toHaveText('eve maintainer')
  await expect(page.getByRole('button', { name: 'Sign out' })).toHaveCount(0)
  await expect(clientsTable(page)).toBeVisible()
})

test('another site cannot kick with somebody’s sign-in', async ({
  page,
  connect,
  askBroker,
  startGateway,
  roster,
}) => {
  const id = freshPrefix('site')
  await connect({ clientId: id })
  const origin = await startGateway({ ...signInOnly, ROSTER_ROLES: '*=maintainer' })
  await page.goto(origin)
  await signIn(page)
  await expect(clientsTable(page)).toBeVisible()
  const evil = await serve((_request, response) => {
    response.setHeader('content-type', 'text/html').end('<!doctype html><title>evil</title>')
  })
  const tab = await page.context().newPage()
  // Each host is another site. The cookie of 127.0.0.1 is not sent to `localhost`.
  for (const host of ['127.0.0.1', 'localhost']) {
    await tab.goto(`http://${host}:${evil.port}/`)
    await tab.evaluate(
      async ({ target, session }) => {
        const tries = [{}, { 'x-roster': '1' }].flatMap((headers) => [
          fetch(target, { method: 'DELETE', credentials: 'include', headers }),
          fetch(session, { method: 'DELETE', credentials: 'include', headers }),
        ])
        tries.push(fetch(target, { method: 'POST', credentials: 'include', mode: 'no-cors' }))
        await Promise.allSettled(tries)
        const image = new Image()
        const settled = new Promise((resolve) => image.addEventListener('error', resolve))
        image.src = target
        await settled
        const form = document.createElement('form')
        form.method = 'post'
        form.action = `${target}?_method=DELETE`
        document.body.append(form)
        form.submit()
      },
      { target: `${origin}/api/v4/clients/${id}`, session: `${origin}/session` },
    )
    await tab.waitForURL(`${origin}/**`)
  }
  const orders = roster.upstream.requests.filter(
    ({ method, url }) => method !== 'GET' && url.includes(id),
  )
  expect(orders).toEqual([])
  expect(await askBroker(id)).toHaveLength(1)
  await page.reload()
  await expect(page.getByRole('group', { name: 'Signed in' })).toContainText('maintainer')
  await evil.close()
})

test('two Rosters on one host keep their sign-ins apart', async ({ page, startGateway }) => {
  const [here, there] = [await startGateway(signInOnly), await startGateway(signInOnly)]
  await page.goto(here)
  await signIn(page)
  await expect(clientsTable(page)).toBeVisible()
  await page.goto(there)
  await signIn(page)
  await expect(clientsTable(page)).toBeVisible()

  await test.step('a sign-in there ends none here, and neither does a sign-out', async () => {
    await page.goto(here)
    await expect(clientsTable(page)).toBeVisible()
    await page.getByRole('button', { name: 'Sign out' }).click()
    await expect(page.getByLabel('Application ID')).toBeVisible()
    await page.goto(there)
    await expect(clientsTable(page)).toBeVisible()
  })
})

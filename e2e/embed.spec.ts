import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { request as httpRequest, type IncomingMessage, type ServerResponse } from 'node:http'
import { createServer, type Server } from 'node:https'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { chromium, type BrowserContext, type Page } from '@playwright/test'
import { readAccess } from '../src/gateway/access-settings.ts'
import { buildGateway } from '../src/gateway/app.ts'
import { closeWithin } from '../src/gateway/close-on-signal.ts'
import { SettingsReader } from '../src/gateway/settings-reader.ts'
import { chromiumOptions } from '../src/tools/browser.ts'
import { expect, test as base } from './fixtures.ts'

const WEB_ROOT = fileURLToPath(new URL('../dist/web/', import.meta.url))
const ROSTER = 'https://roster.example.com'
const CONSOLE = 'https://console.example.org'
const FOREIGN = 'https://foreign.example.net'
const KEY = Buffer.from('a secret of the console, 32 bytes or more').toString('base64url')

const readme = readFileSync(new URL('../README.md', import.meta.url), 'utf8')
const exampleOf = (language: string, word: string) =>
  [...readme.matchAll(new RegExp(`\`\`\`${language}\n([^]*?)\`\`\``, 'g'))]
    .map(([, code]) => code ?? '')
    .find((code) => code.includes(word)) ?? ''

type Sign = (user: string, tenant: string, key: string) => string

interface Fixtures {
  /** Path that Roster is served under. */
  basePath: string
  /** A browser that finds Roster, the console and a foreign page, and sends no third-party cookie. */
  sites: {
    context: BrowserContext
    audit: string[]
    tokens: () => number
    refuseTokens: () => void
    sign: () => string
  }
}

const test = base.extend<Fixtures>({
  basePath: ['', { option: true }],
  sites: async ({ roster: { upstream, broker }, basePath }, use) => {
    const folder = mkdtempSync(join(tmpdir(), 'roster-embed-'))
    const signing = join(folder, 'sign.mjs')
    writeFileSync(signing, exampleOf('js', 'rosterToken'))
    const { rosterToken } = (await import(pathToFileURL(signing).href)) as { rosterToken: Sign }
    const reader = new SettingsReader({
      ROSTER_AUTH: 'sign-in',
      ROSTER_EMBED_ORIGINS: CONSOLE,
      ROSTER_EMBED_KEYS: exampleOf('json', 'HS256').replace('32 bytes or more, in base64url', KEY),
      ROSTER_HOSTS: 'roster.example.com',
      ROSTER_TRUSTED_PROXIES: '127.0.0.1',
    })
    const access = readAccess(reader, '127.0.0.1', true)
    expect(reader.problems).toEqual([])
    const audit: string[] = []
    const app = await buildGateway({
      broker: { apiUrls: [upstream.apiUrl], appId: broker.appId, appSecret: broker.appSecret },
      webRoot: WEB_ROOT,
      host: '127.0.0.1',
      basePath,
      session: { demo: null, brokerTimeZone: 'UTC' },
      access,
      timeoutMs: 10_000,
      log: { write: () => {} },
      audit: { write: (line) => audit.push(line) },
    })
    await app.listen({ host: '127.0.0.1', port: 0 })

    let tokens = 0
    let isRefusing = false
    const tls = makeCertificate(folder)
    const rosterSite = createServer(tls, passOn((app.server.address() as AddressInfo).port))
    const consoleSite = createServer(tls, (request, response) => {
      const isToken = request.method === 'POST' && request.url === '/roster-token'
      response.statusCode = isToken && isRefusing ? 403 : 200
      if (isToken) tokens++
      response.setHeader('content-type', isToken ? 'text/plain' : 'text/html')
      const page = exampleOf('html', 'roster-clients').replace('/embed.js', `${basePath}/embed.js`)
      response.end(isToken ? rosterToken('ann', 'tenant-a', KEY) : page)
    })
    const [rosterPort, consolePort] = [await listen(rosterSite), await listen(consoleSite)]
    const { args, ...options } = chromiumOptions()
    const rules = [
      `MAP roster.example.com 127.0.0.1:${rosterPort}`,
      `MAP console.example.org 127.0.0.1:${consolePort}`,
      `MAP foreign.example.net 127.0.0.1:${consolePort}`,
    ]
    const browser = await chromium.launch({
      ...options,
      args: [
        ...args,
        `--host-resolver-rules=${rules.join(',')}`,
        '--test-third-party-cookie-phaseout',
      ],
    })
    const context = await browser.newContext({ ignoreHTTPSErrors: true, locale: 'en-GB' })
    await use({
      context,
      audit,
      tokens: () => tokens,
      refuseTokens: () => (isRefusing = true),
      sign: () => rosterToken('ann', 'tenant-a', KEY),
    })
    await browser.close()
    for (const site of [rosterSite, consoleSite]) {
      site.closeAllConnections()
      site.close()
    }
    await closeWithin(app, 0)
  },
})

function makeCertificate(folder: string): { key: Buffer; cert: Buffer } {
  const [key, cert] = [join(folder, 'key.pem'), join(folder, 'cert.pem')]
  const args = 'req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 2 -subj /CN=test'
  execFileSync('openssl', [...args.split(' '), '-keyout', key, '-out', cert], { stdio: 'ignore' })
  return { key: readFileSync(key), cert: readFileSync(cert) }
}

/** What a proxy that ends TLS does. */
function passOn(port: number) {
  return (request: IncomingMessage, response: ServerResponse) => {
    const { method = 'GET', url = '/' } = request
    const headers = { ...request.headers, 'x-forwarded-proto': 'https' }
    const onward = httpRequest(
      { port, host: '127.0.0.1', method, path: url, headers },
      (answer) => {
        response.writeHead(answer.statusCode ?? 502, answer.headers)
        answer.pipe(response)
      },
    )
    onward.on('error', () => response.destroy())
    request.pipe(onward)
  }
}

async function listen(server: Server): Promise<number> {
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve))
  return (server.address() as AddressInfo).port
}

const embedded = (page: Page) => page.frameLocator('roster-clients iframe')

test('the example of the README, copied as it is, shows a tenant’s clients', async ({
  sites,
  connect,
}) => {
  await connect({ clientId: 'truck-1', username: 'tenant-a' })
  await connect({ clientId: 'truck-2', username: 'tenant-b' })
  await connect({ clientId: 'my-truck-3', username: 'tenant-a' })
  const page = await sites.context.newPage()
  await page.goto(CONSOLE)
  const frame = embedded(page)
  const table = frame.getByRole('table', { name: 'Clients' })
  await expect(table.getByRole('link')).toHaveText(['truck-1'])

  await test.step('locks are chips that stay, and nothing stands around the page', async () => {
    const chips = frame.getByRole('list', { name: 'Filters that are on' }).getByRole('listitem')
    await expect(frame.getByText('locked by the page around')).toHaveCount(2)
    await expect(chips.filter({ has: frame.getByRole('button') })).toHaveCount(0)
    await expect(frame.getByRole('banner')).toHaveCount(0)
  })

  await test.step('the theme is the host’s, from the start and later', async () => {
    const html = frame.locator('html')
    await expect(html).toHaveAttribute('data-theme', 'dark')
    await page
      .locator('roster-clients')
      .evaluate((element) => element.setAttribute('theme', 'light'))
    await expect(html).toHaveAttribute('data-theme', 'light')
  })

  await test.step('so is the language', async () => {
    const choose = (lang: string) =>
      page.locator('roster-clients').evaluate((e, value) => e.setAttribute('lang', value), lang)
    await choose('zh-CN')
    await expect(frame.getByRole('heading', { name: '客户端' })).toBeVisible()
    await choose('en')
    await expect(table).toBeVisible()
  })

  await test.step('the frame grows to what it shows', async () => {
    const height = () => page.locator('iframe').evaluate((element) => element.clientHeight)
    await expect.poll(height).not.toBe(600)
    const overflow = () => table.locator('..').evaluate((e) => e.scrollHeight - e.clientHeight)
    await expect.poll(overflow).toBeLessThanOrEqual(1)
  })

  await test.step('attributes are filters', async () => {
    const set = (value: string) =>
      page.locator('roster-clients').evaluate((e, v) => e.setAttribute('_like_clientid', v), value)
    await set('truck-9')
    await expect(table.getByRole('link')).toHaveCount(0)
    await set('')
    await expect(table.getByRole('link')).toHaveText(['truck-1'])
  })

  await test.step('the host is told who is opened', async () => {
    await table.getByRole('link', { name: 'truck-1' }).click()
    await expect(frame.getByRole('heading', { name: 'truck-1' })).toBeVisible()
    await expect(page.locator('output')).toHaveText('truck-1')
  })

  expect(await sites.context.cookies()).toEqual([])
  expect(sites.tokens()).toBe(1)
  expect(sites.audit.map((line) => JSON.parse(line) as object)).toMatchObject([
    { event: 'embedding', user: 'ann' },
  ])
})

test('a page that is not named gets no frame', async ({ sites }) => {
  const page = await sites.context.newPage()
  const blocked = page.waitForEvent('console', (message) =>
    message.text().includes('frame-ancestors'),
  )
  await page.goto(FOREIGN)
  await blocked
  expect(sites.tokens()).toBe(0)
})

test('without a token nothing is shown, and the host is told why', async ({ sites }) => {
  sites.refuseTokens()
  const page = await sites.context.newPage()
  await page.goto('about:blank')
  await page.addInitScript(() => {
    document.addEventListener('roster-error', (event) => {
      document.title = (event as CustomEvent<{ message: string }>).detail.message
    })
  })
  await page.goto(CONSOLE)
  await expect(page).toHaveTitle('no token: HTTP 403')
  await expect(embedded(page).getByRole('table')).toHaveCount(0)
})

test('messages of others, and such as are none, are not listened to', async ({
  sites,
  connect,
}) => {
  await connect({ clientId: 'truck-4', username: 'tenant-a' })
  const page = await sites.context.newPage()
  await page.addInitScript(() => {
    document.addEventListener('roster-ready', () => (document.title = 'ready'))
  })
  await page.goto(CONSOLE)
  const frame = embedded(page)
  await expect(frame.getByRole('link', { name: 'truck-4' })).toBeVisible()
  // What takes messages is loaded on its own, and may come later than the list.
  await expect(page).toHaveTitle('ready')
  const own = page.frames().find((each) => each.url().startsWith(ROSTER))
  // From its own window, not its parent's; and from the parent, but of another version or shape.
  await own?.evaluate(() =>
    window.postMessage({ roster: 1, type: 'theme', theme: 'light' }, location.origin),
  )
  await page.locator('iframe').evaluate((element: HTMLIFrameElement) => {
    for (const message of [
      { roster: 2, type: 'theme', theme: 'light' },
      { roster: 1, type: 'theme', theme: 'light', more: 1 },
      { roster: 1, type: 'navigate', path: 'https://evil.example' },
      { roster: 1, type: 'navigate', path: '//evil.example' },
      { roster: 1, type: 'theme', theme: 'red' },
      // The last one counts: what came before has been read by then.
      { roster: 1, type: 'navigate', path: '/clients?_limit=20' },
    ]) {
      element.contentWindow?.postMessage(message, 'https://roster.example.com')
    }
  })
  await expect.poll(() => own?.url()).toBe(`${ROSTER}/clients?_limit=20`)
  await expect(frame.locator('html')).toHaveAttribute('data-theme', 'dark')
})

test('what the host says before Roster can take it is not lost', async ({ sites, connect }) => {
  await connect({ clientId: 'truck-7', username: 'tenant-a' })
  const page = await sites.context.newPage()
  await page.addInitScript(() => {
    // Long before its frame has loaded.
    document.addEventListener('DOMContentLoaded', () => {
      const element = document.querySelector('roster-clients')
      element?.setAttribute('theme', 'light')
      element?.setAttribute('zone', 'none')
    })
  })
  await page.goto(CONSOLE)
  await expect(embedded(page).locator('html')).toHaveAttribute('data-theme', 'light')
  const own = page.frames().find((each) => each.url().startsWith(ROSTER))
  await expect.poll(() => own?.url()).toBe(`${ROSTER}/clients?zone=none`)
})

test('a token in the fragment is taken out of the address', async ({ sites, connect }) => {
  await connect({ clientId: 'truck-5', username: 'tenant-a' })
  const page = await sites.context.newPage()
  const token = sites.sign()
  await page.goto(`${ROSTER}/clients?embed=1#token=${token}`)
  await expect(page.getByRole('link', { name: 'truck-5' })).toBeVisible()
  expect(page.url()).not.toContain('token')
})

test.describe('under a path of its own', () => {
  test.use({ basePath: '/mqtt/roster' })
  test('Roster is embedded as at the root', async ({ sites, connect }) => {
    await connect({ clientId: 'truck-6', username: 'tenant-a' })
    const page = await sites.context.newPage()
    const asked: string[] = []
    page.on('request', (request) => asked.push(request.url()))
    await page.goto(CONSOLE)
    await embedded(page).getByRole('link', { name: 'truck-6' }).click()
    await expect(page.locator('output')).toHaveText('truck-6')
    await page.locator('roster-clients').evaluate((element) => element.setAttribute('zone', 'none'))
    const own = page.frames().find((each) => each.url().startsWith(ROSTER))
    await expect.poll(() => own?.url()).toBe(`${ROSTER}/mqtt/roster/clients?zone=none`)
    const astray = asked.filter(
      (url) => url.startsWith(ROSTER) && !url.includes('.com/mqtt/roster'),
    )
    expect(astray).toEqual([])
  })
})

import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Frame } from '@playwright/test'
import {
  CONSOLE,
  embedded,
  exampleOf,
  FOREIGN,
  ownFrame,
  ROSTER,
  test,
} from '../support/embed-sites.ts'
import { expect } from '../support/fixtures.ts'

type Saying = typeof globalThis & { said: string[] }

test('the example of the docs, copied as it is, shows a tenant’s clients', async ({
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
    await expect(frame.getByText('Client ID begins with: truck-')).toBeVisible()
    await expect(chips.filter({ has: frame.getByRole('button') })).toHaveCount(0)
    await expect(frame.getByRole('banner')).toHaveCount(0)
  })

  await test.step('no link and no curl is offered: the address is not the host’s', async () => {
    await expect(frame.getByRole('button', { name: 'More filters' })).toBeVisible()
    await expect(frame.getByRole('button', { name: /^Copy/ })).toHaveCount(0)
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
    await frame.getByRole('button', { name: 'Copy', exact: true }).click()
    await expect(frame.getByRole('menuitem', { name: 'Copy JSON' })).toBeVisible()
    await expect(frame.getByRole('menuitem', { name: /^Copy (link|as curl)/ })).toHaveCount(0)
  })

  expect(await sites.context.cookies()).toEqual([])
  expect(sites.tokens()).toBe(1)
  expect(sites.audit.map((line) => JSON.parse(line) as object)).toMatchObject([
    { event: 'embedding', user: 'ann' },
  ])
})

const CONSOLE_EXAMPLE = new URL('../../deploy/console/', import.meta.url)

/** Runs the example, and gives its origin and the keys that it has made. */
const exampleTest = test.extend({
  embedding: async ({ basePath }, use) => {
    const keys = join(mkdtempSync(join(tmpdir(), 'roster-console-')), 'keys.json')
    const program = spawn(
      process.execPath,
      [fileURLToPath(new URL('console.mjs', CONSOLE_EXAMPLE))],
      {
        env: { PORT: '0', ROSTER_URL: ROSTER + basePath, ROSTER_EMBED_KEYS_FILE: keys },
      },
    )
    const [line] = (await once(program.stdout, 'data')) as [Buffer]
    await use({ origin: String(line).split(' ')[0] ?? '', keys: readFileSync(keys, 'utf8') })
    program.kill()
  },
})

exampleTest(
  'the console that is there to copy shows its clients, and is that of the docs',
  async ({ sites, embedding, connect }) => {
    const read = (file: string) => readFileSync(new URL(file, CONSOLE_EXAMPLE), 'utf8')
    expect(read('page.html')).toBe(exampleOf('html', 'roster-clients'))
    expect(read('roster-token.mjs')).toBe(exampleOf('js', 'rosterToken'))
    await connect({ clientId: 'truck-9', username: 'fleet-eu' })
    const page = await sites.context.newPage()
    await page.goto(embedding.origin)
    await embedded(page).getByRole('link', { name: 'truck-9' }).click()
    await expect(page.locator('output')).toHaveText('truck-9')
  },
)

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
  sites.refuseTokens(true)
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

test('an address that is no site’s is not loaded, and is told of', async ({ sites }) => {
  const page = await sites.context.newPage()
  await page.goto(CONSOLE)
  const told = await page.evaluate(async () => {
    const element = document.createElement('roster-clients')
    element.setAttribute('src', 'javascript:document.title = "run"//')
    const error = new Promise<string>((resolve) => {
      element.addEventListener('roster-error', (event) => {
        resolve((event as CustomEvent<{ message: string }>).detail.message)
      })
    })
    document.body.append(element)
    return [await error, element.querySelector('iframe')?.getAttribute('src')]
  })
  expect(told).toEqual(['src is no http or https address', null])
  await expect(page).toHaveTitle('Console')
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
  const own = ownFrame(page)
  const gone: string[] = []
  page.on('framenavigated', (moved) => void gone.push(moved.url()))
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
      { roster: 1, type: 'navigate', path: '/clients/%2e%2e/session' },
      { roster: 1, type: 'navigate', path: '/clients/%2e%2e/%2e%2e/elsewhere' },
      { roster: 1, type: 'theme', theme: 'red' },
      // The last one counts: what came before has been read by then.
      { roster: 1, type: 'navigate', path: '/clients?_limit=20' },
    ]) {
      element.contentWindow?.postMessage(message, 'https://roster.example.com')
    }
  })
  await expect.poll(() => own?.url()).toBe(`${ROSTER}/clients?_limit=20`)
  expect(gone).toEqual([`${ROSTER}/clients?_limit=20`])
  await expect(frame.locator('html')).toHaveAttribute('data-theme', 'dark')
})

test('whoever stands in the frame instead of Roster is neither heard nor told', async ({
  sites,
  connect,
}) => {
  await connect({ clientId: 'truck-8', username: 'tenant-a' })
  const page = await sites.context.newPage()
  await page.addInitScript(() => {
    const said = ((globalThis as Saying).said = [] as string[])
    window.addEventListener('message', ({ data }) => said.push(String(data.clientId ?? data.type)))
    document.addEventListener('roster-selected', (event) => {
      said.push(`event ${(event as CustomEvent<{ clientId: string }>).detail.clientId}`)
    })
  })
  const said = (frame: Frame) => frame.evaluate(() => (globalThis as Saying).said)
  await page.goto(CONSOLE)
  await expect(embedded(page).getByRole('link', { name: 'truck-8' })).toBeVisible()
  const say = (frame: Frame | undefined, version: number, ids: string[]) =>
    frame?.evaluate(
      ([roster, clientIds]) => {
        for (const clientId of clientIds) {
          window.parent.postMessage({ roster, type: 'selected', clientId }, '*')
        }
        window.parent.postMessage({ roster, type: 'token-needed' }, '*')
      },
      [version, ids] as const,
    )

  await test.step('nor is a version that is not known', async () => {
    await say(ownFrame(page), 2, ['of another version'])
    await expect.poll(() => said(page.mainFrame())).toContain('of another version')
  })

  await page
    .locator('iframe')
    .evaluate((frame: HTMLIFrameElement, url) => (frame.src = url), FOREIGN)
  await expect(page.frameLocator('iframe').getByText('Your trucks')).toBeVisible()
  const foreign = page.frames().find((frame) => frame.url().startsWith(FOREIGN))
  await say(foreign, 1, ['of another site'])
  await expect.poll(() => said(page.mainFrame())).toContain('of another site')
  expect((await said(page.mainFrame())).filter((each) => each.startsWith('event'))).toEqual([])
  expect(sites.tokens()).toBe(1)

  await page.locator('roster-clients').evaluate((element, origin) => {
    element.setAttribute('theme', 'light')
    element.querySelector('iframe')?.contentWindow?.postMessage({ type: 'the last' }, origin)
  }, FOREIGN)
  await expect.poll(() => foreign && said(foreign)).toEqual(['the last'])
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
  const own = ownFrame(page)
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
    const own = ownFrame(page)
    await expect.poll(() => own?.url()).toBe(`${ROSTER}/mqtt/roster/clients?zone=none`)
    const astray = asked.filter(
      (url) => url.startsWith(ROSTER) && !url.includes('.com/mqtt/roster'),
    )
    expect(astray).toEqual([])
  })
})

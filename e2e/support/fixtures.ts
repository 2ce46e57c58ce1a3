import { AxeBuilder } from '@axe-core/playwright'
import { test as base, expect, type Locator, type Page } from '@playwright/test'
import type { MqttClient } from 'mqtt'
import type { Client } from '../../src/contract/client.ts'
import {
  connectClient,
  freshPrefix,
  startRoster,
  type ClientOptions,
  type Roster,
} from './roster.ts'

/** What a test may ask for. */
export interface Fixtures {
  /** Connects a real MQTT client that ends with the test. */
  connect: (options: ClientOptions) => Promise<MqttClient>
  /** Disconnects a client, and waits until the broker knows that it is gone. */
  disconnect: (client: MqttClient) => Promise<void>
  /** A page of somebody else: another browser profile, another time zone. */
  elsewhere: Page
  /** What the broker says of an id, asked past Roster. */
  askBroker: (clientId: string) => Promise<Client[]>
}

interface WorkerFixtures {
  roster: Roster
  /**
   * How long after its first activity the broker writes a client's numbers. Short, so that tests
   * see at once what they made; EMQX's own 15 s where the page's rates are about those.
   */
  statsIntervalMs: number
}

export const test = base.extend<Fixtures, WorkerFixtures>({
  statsIntervalMs: [100, { option: true, scope: 'worker' }],

  roster: [
    async ({ statsIntervalMs }, use) => {
      const roster = await startRoster({ statsIntervalMs })
      await use(roster)
      await roster.close()
    },
    { scope: 'worker', timeout: 60_000 },
  ],

  baseURL: async ({ roster }, use) => {
    await use(roster.origin)
    roster.upstream.setFault('none')
  },

  page: async ({ page }, use) => {
    const complaints: string[] = []
    page.on('pageerror', (error) => complaints.push(String(error)))
    page.on('console', (message) => {
      const text = message.text()
      // A failed request is what tests of faults are about; the page says so in its own words.
      if (message.type() === 'error' && !text.startsWith('Failed to load resource')) {
        complaints.push(text)
      }
    })
    await use(page)
    expect(complaints, 'the console is clean: no exception, no breach of the CSP').toEqual([])
  },

  connect: async ({ roster }, use) => {
    const clients: MqttClient[] = []
    await use(async (options) => {
      const client = await connectClient(roster, options)
      clients.push(client)
      return client
    })
    await Promise.all(clients.map((client) => client.endAsync(true)))
  },

  disconnect: async ({ askBroker }, use) => {
    await use(async (client) => {
      await client.endAsync()
      const isConnected = async () => {
        const records = await askBroker(client.options.clientId ?? '')
        return records.some(({ connected }) => connected)
      }
      await expect.poll(isConnected).toBe(false)
    })
  },

  elsewhere: async ({ browser, roster: { origin: baseURL } }, use) => {
    const context = await browser.newContext({ baseURL, locale: 'en-GB' })
    await use(await context.newPage())
    await context.close()
  },

  askBroker: async ({ roster: { broker } }, use) => {
    await use(async (clientId) => {
      const query = new URLSearchParams({ clientid: clientId })
      const answer = await fetch(`${broker.apiUrl}/clients?${query}`, {
        headers: { authorization: broker.authorization },
      })
      return ((await answer.json()) as { data: Client[] }).data
    })
  },
})

export { expect, freshPrefix }

/** The table of clients. */
export function clientsTable(page: Page): Locator {
  return page.getByRole('table', { name: 'Clients' })
}

/** The row of one client in it. */
export function rowOf(page: Page, clientId: string): Locator {
  return clientsTable(page)
    .getByRole('row')
    .filter({ has: page.getByRole('link', { name: clientId, exact: true }) })
}

/** The ids that the table shows, in its order. */
export async function shownIds(page: Page): Promise<string[]> {
  return clientsTable(page).getByRole('link').allInnerTexts()
}

/** Opens the address of a page for somebody else. Fails if rows or columns differ, or their order does. */
export async function expectSameElsewhere(other: Page, page: Page): Promise<void> {
  await other.goto(page.url())
  await expect(other.getByText('Updated just now')).toBeVisible()
  await expectSameRows(other, page)
  const headsOf = (at: Page) => clientsTable(at).getByRole('columnheader').allInnerTexts()
  // The column of nodes comes with the answer that there are several.
  await expect(async () => expect(await headsOf(other)).toEqual(await headsOf(page))).toPass()
  expect(other.url()).toBe(page.url())
}

/** Fails if two pages do not come to show the same rows in the same order: the last ones are drawn when idle. */
export async function expectSameRows(other: Page, page: Page): Promise<void> {
  await expect(async () => expect(await shownIds(other)).toEqual(await shownIds(page))).toPass()
}

/** Fails if the page is wider than the window. */
export async function expectNoSidewaysScroll(page: Page): Promise<void> {
  const overflow = await page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  )
  expect(overflow).toBe(0)
}

interface Looks {
  themes?: readonly ('light' | 'dark')[]
  /** In px. */
  widths?: readonly number[]
  /** What else is to hold in each look. */
  check?: () => Promise<void>
}

/**
 * Checks a page as it stands in themes and widths: no wider than the window, and accessible. What axe finds
 * comes with a theme (contrast) or with a width (what is shown), so it looks at light wide pages and dark narrow ones.
 */
export async function expectLooksRight(
  page: Page,
  { themes = ['light', 'dark'], widths = [1280, 360], check }: Looks = {},
): Promise<void> {
  for (const colorScheme of themes) {
    await page.emulateMedia({ colorScheme })
    for (const width of widths) {
      await test.step(`${colorScheme}, ${width} px`, async () => {
        await page.setViewportSize({ width, height: 800 })
        await expectNoSidewaysScroll(page)
        await check?.()
        if ((colorScheme === 'light') === width > 720) await expectAccessible(page)
      })
    }
  }
}

/** Fails with rule and target of each violation that axe finds in a page, or in one of its frames. */
export async function expectAccessible(page: Page, frame?: string): Promise<void> {
  // Only violations are described, and a page without frames is read in its own tab: half the time.
  const axe = new AxeBuilder({ page }).options({ resultTypes: ['violations'] })
  if (page.frames().length === 1) axe.setLegacyMode()
  if (frame !== undefined) axe.include([frame, 'html'])
  const { violations } = await axe.analyze()
  expect(
    violations.map(({ id, nodes }) => ({ rule: id, targets: nodes.map(({ target }) => target) })),
  ).toEqual([])
}

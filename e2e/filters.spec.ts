import type { Page } from '@playwright/test'
import type { ClientFilter } from '../src/contract/query.ts'
import { expect, freshPrefix, shownIds, test } from './fixtures.ts'

test.use({ timezoneId: 'Asia/Shanghai' })

/** `YYYY-MM-DDTHH:mm:ss` as a clock in Shanghai (UTC+8, no change of clocks) shows a moment. */
function inShanghai(epochSeconds: number): string {
  return new Date((epochSeconds + 8 * 3600) * 1000).toISOString().slice(0, 19)
}

async function fill(page: Page, label: string, value: string): Promise<void> {
  await page.getByLabel(label, { exact: true }).fill(value)
}

/** Enters the value that the address is to have into the field of a label. */
type Enter = (page: Page, value: string) => Promise<void>

const typed =
  (label: string): Enter =>
  (page, value) =>
    fill(page, label, value)

const typedWithEnter =
  (label: string): Enter =>
  async (page, value) => {
    await fill(page, label, value)
    await page.keyboard.press('Enter')
  }

const chosen =
  (label: string): Enter =>
  async (page, value) => {
    await page.getByLabel(label, { exact: true }).selectOption(value)
  }

const timed =
  (label: string): Enter =>
  (page, value) =>
    // The end of a span takes in the second that is entered: what is sent is one more.
    fill(page, label, inShanghai(Number(value) - (label.endsWith(' to') ? 1 : 0)))

/** The last list that the broker was asked for, by its query. */
function lastListQuery(requests: { url: string }[]): URLSearchParams {
  const url = requests.findLast((request) => request.url.startsWith('/api/v4/clients?'))?.url ?? ''
  return new URLSearchParams(url.slice(url.indexOf('?')))
}

test.describe('each filter of the API goes from its field to the address, the request and the rows', () => {
  const ALL = ['offline', 'old', 'plain', 'elsewhere']

  /** Filter, its value in the address, how it is entered, and what of the four clients is left. */
  const cases: [
    name: ClientFilter,
    valueFor: (prefix: string, now: number) => string,
    enter: Enter,
    rows: string[],
  ][] = [
    ['_like_clientid', (prefix) => `${prefix}o`, typed('Client ID contains'), ['offline', 'old']],
    ['clientid', (prefix) => `${prefix}plain`, typed('Client ID is'), ['plain']],
    ['_like_username', (prefix) => `${prefix}ann+`, typed('Username contains'), ['plain']],
    ['username', (prefix) => `${prefix}bob`, typed('Username is'), ['offline', 'old', 'elsewhere']],
    ['conn_state', () => 'disconnected', chosen('State'), ['offline']],
    ['conn_state', () => 'connected', chosen('State'), ['old', 'plain', 'elsewhere']],
    ['conn_state', () => 'idle', chosen('State'), []],
    ['ip_address', () => '127.0.0.9', typed('IP address'), ['elsewhere']],
    ['zone', () => 'external', typedWithEnter('Zone'), ALL],
    ['zone', () => 'nowhere', typedWithEnter('Zone'), []],
    ['clean_start', () => 'false', chosen('Clean start'), ['offline']],
    ['clean_start', () => 'true', chosen('Clean start'), ['old', 'plain', 'elsewhere']],
    ['proto_name', () => 'MQIsdp', chosen('Protocol'), ['old']],
    ['proto_name', () => 'CoAP', chosen('Protocol'), []],
    ['proto_ver', () => '4', chosen('Protocol version'), ['offline', 'plain', 'elsewhere']],
    ['_gte_connected_at', (_, now) => String(now - 600), timed('Connected from'), ALL],
    ['_gte_connected_at', (_, now) => String(now + 600), timed('Connected from'), []],
    ['_lte_connected_at', (_, now) => String(now - 599), timed('Connected to'), []],
    ['_gte_created_at', (_, now) => String(now + 600), timed('Session created from'), []],
    ['_lte_created_at', (_, now) => String(now + 600), timed('Session created to'), ALL],
    ['_lte_created_at', (_, now) => String(now - 599), timed('Session created to'), []],
  ]

  for (const [index, [name, valueFor, enter, rows]] of cases.entries()) {
    test(`${index + 1}: ${name}, ${rows.length} rows`, async ({ page, connect, roster }) => {
      const prefix = freshPrefix('f')
      const value = valueFor(prefix, Math.floor(Date.now() / 1000))
      const bob = { username: `${prefix}bob` }
      await connect({ clientId: `${prefix}plain`, username: `${prefix}ann+b` })
      await connect({ clientId: `${prefix}elsewhere`, ...bob, localAddress: '127.0.0.9' })
      await connect({
        clientId: `${prefix}old`,
        ...bob,
        protocolId: 'MQIsdp',
        protocolVersion: 3,
      })
      const offline = await connect({ clientId: `${prefix}offline`, ...bob, clean: false })
      await offline.endAsync()

      const around = name.endsWith('clientid') ? '' : `_like_clientid=${prefix}`
      await page.goto(`/clients?${around}`)
      await page.getByRole('button', { name: 'More filters' }).click()
      await enter(page, value)

      await expect.poll(() => new URL(page.url()).searchParams.get(name)).toBe(value)
      await expect.poll(() => lastListQuery(roster.upstream.requests).get(name)).toBe(value)
      const expected = rows.map((row) => prefix + row).sort()
      await expect.poll(async () => (await shownIds(page)).sort()).toEqual(expected)

      await page.reload()
      await expect.poll(async () => (await shownIds(page)).sort()).toEqual(expected)
    })
  }
})

test('a time that is shown is in the span from and to itself', async ({
  page,
  connect,
  askBroker,
}) => {
  const id = freshPrefix('time')
  await connect({ clientId: id })
  const shown = (await askBroker(id))[0]?.connected_at ?? ''
  const seconds = new Date(shown.replace(' ', 'T')).getTime() / 1000
  await page.goto(`/clients?_like_clientid=${id}`)
  await page.getByRole('button', { name: 'More filters' }).click()
  await fill(page, 'Connected from', inShanghai(seconds))
  await expect(page).toHaveURL(new RegExp(`_gte_connected_at=${seconds}`))
  await fill(page, 'Connected to', inShanghai(seconds))
  await expect(page).toHaveURL(new RegExp(`_lte_connected_at=${seconds + 1}`))
  await expect.poll(() => shownIds(page)).toEqual([id])
  await page.reload()
  await expect(page.getByLabel('Connected to', { exact: true })).toHaveValue(
    inShanghai(seconds).replace(/:00$/, ''),
  )
})

test('an address that is not IPv4 is explained and never sent', async ({ page, roster }) => {
  await page.goto('/clients')
  await page.getByRole('button', { name: 'More filters' }).click()
  const asked = roster.upstream.requests.length
  await fill(page, 'IP address', '10.0.0.0/8')
  await expect(page.getByText('Not an IPv4 address')).toBeVisible()
  await page.keyboard.press('Enter')
  await page.getByRole('button', { name: 'Refresh' }).click()
  await expect.poll(() => roster.upstream.requests.length).toBeGreaterThan(asked)
  await expect(page).toHaveURL('/clients')
  const since = roster.upstream.requests.slice(asked)
  expect(since.filter(({ url }) => url.includes('ip_address'))).toEqual([])
})

test('a zone goes out whole, not letter by letter', async ({ page, roster }) => {
  await page.goto('/clients')
  await page.getByRole('button', { name: 'More filters' }).click()
  const asked = roster.upstream.requests.length
  const name = freshPrefix('zone')
  await page.getByLabel('Zone').pressSequentially(name)
  await page.getByLabel('Client ID contains').fill('x')
  await expect(page).toHaveURL(new RegExp(`zone=${name}`))
  const zones = roster.upstream.requests
    .slice(asked)
    .flatMap(({ url }) => new URLSearchParams(url.slice(url.indexOf('?'))).getAll('zone'))
  expect([...new Set(zones)]).toEqual([name])
})

test('typing leaves one step in the history, a choice another', async ({ page }) => {
  await page.goto('/clients?_limit=20')
  await page.getByLabel('State').selectOption('connected')
  await page.getByLabel('Client ID contains').pressSequentially('truck')
  await expect(page).toHaveURL(/_like_clientid=truck/)
  await page.goBack()
  await expect(page).toHaveURL('/clients?conn_state=connected&_limit=20')
  await expect(page.getByLabel('Client ID contains')).toHaveValue('')
  await page.goBack()
  await expect(page).toHaveURL('/clients?_limit=20')
  await page.goForward()
  await page.goForward()
  await expect(page.getByLabel('Client ID contains')).toHaveValue('truck')
  await expect(page.getByLabel('State')).toHaveValue('connected')
})

test('a filter goes back to the first page; an exact one takes the place of a fuzzy one', async ({
  page,
}) => {
  await page.goto('/clients?_limit=20&_page=2&_like_clientid=truck')
  await page.getByRole('button', { name: 'More filters' }).click()
  await fill(page, 'Client ID is', 'truck-1')
  await expect(page).toHaveURL('/clients?clientid=truck-1&_limit=20')
  await expect(page.getByLabel('Client ID contains')).toHaveValue('')
})

test('clearing the filters clears what is not valid too', async ({ page }) => {
  await page.goto('/clients?zone=external')
  await fill(page, 'IP address', '10.0.0')
  await expect(page.getByText('Not an IPv4 address')).toBeVisible()
  await page.getByRole('button', { name: 'Clear filters' }).click()
  await expect(page).toHaveURL('/clients')
  await expect(page.getByLabel('IP address')).toHaveValue('')
  await expect(page.getByText('Not an IPv4 address')).toBeHidden()
})

test('a blank at the end of a pasted id is pointed out', async ({ page }) => {
  await page.goto('/clients')
  await fill(page, 'Client ID contains', 'truck-1 ')
  await expect(page.getByText('There is a blank at its start or end')).toBeVisible()
})

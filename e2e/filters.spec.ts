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

async function choose(page: Page, label: string, value: string): Promise<void> {
  await page.getByLabel(label, { exact: true }).selectOption(value)
}

/** The last list that the broker was asked for, by its query. */
function lastListQuery(requests: { url: string }[]): URLSearchParams {
  const url = requests.findLast((request) => request.url.startsWith('/api/v4/clients?'))?.url ?? ''
  return new URLSearchParams(url.slice(url.indexOf('?')))
}

test.describe('each filter of the API goes from its field to the address, the request and the rows', () => {
  interface Case {
    name: ClientFilter
    value: string
    enter: (page: Page, value: string) => Promise<void>
    /** What of the four clients is left, by the end of the id. */
    rows: string[]
  }

  const ALL = ['offline', 'old', 'plain', 'elsewhere']
  const cases: ((prefix: string, now: number) => Case)[] = [
    (prefix) => ({
      name: '_like_clientid',
      value: `${prefix}o`,
      enter: (page, value) => fill(page, 'Client ID contains', value),
      rows: ['offline', 'old'],
    }),
    (prefix) => ({
      name: 'clientid',
      value: `${prefix}plain`,
      enter: (page, value) => fill(page, 'Client ID is', value),
      rows: ['plain'],
    }),
    (prefix) => ({
      name: '_like_username',
      value: `${prefix}ann+`,
      enter: (page, value) => fill(page, 'Username contains', value),
      rows: ['plain'],
    }),
    (prefix) => ({
      name: 'username',
      value: `${prefix}bob`,
      enter: (page, value) => fill(page, 'Username is', value),
      rows: ['offline', 'old', 'elsewhere'],
    }),
    () => ({
      name: 'conn_state',
      value: 'disconnected',
      enter: (page, value) => choose(page, 'State', value),
      rows: ['offline'],
    }),
    () => ({
      name: 'conn_state',
      value: 'connected',
      enter: (page, value) => choose(page, 'State', value),
      rows: ['old', 'plain', 'elsewhere'],
    }),
    () => ({
      name: 'conn_state',
      value: 'idle',
      enter: (page, value) => choose(page, 'State', value),
      rows: [],
    }),
    () => ({
      name: 'ip_address',
      value: '127.0.0.9',
      enter: (page, value) => fill(page, 'IP address', value),
      rows: ['elsewhere'],
    }),
    () => ({
      name: 'zone',
      value: 'external',
      enter: async (page, value) => {
        await fill(page, 'Zone', value)
        await page.keyboard.press('Enter')
      },
      rows: ALL,
    }),
    () => ({
      name: 'clean_start',
      value: 'false',
      enter: (page, value) => choose(page, 'Clean start', value),
      rows: ['offline'],
    }),
    () => ({
      name: 'clean_start',
      value: 'true',
      enter: (page, value) => choose(page, 'Clean start', value),
      rows: ['old', 'plain', 'elsewhere'],
    }),
    () => ({
      name: 'proto_name',
      value: 'MQIsdp',
      enter: (page, value) => choose(page, 'Protocol', value),
      rows: ['old'],
    }),
    () => ({
      name: 'proto_name',
      value: 'CoAP',
      enter: (page, value) => choose(page, 'Protocol', value),
      rows: [],
    }),
    () => ({
      name: 'proto_ver',
      value: '4',
      enter: (page, value) => choose(page, 'Protocol version', value),
      rows: ['offline', 'plain', 'elsewhere'],
    }),
    () => ({
      name: 'zone',
      value: 'nowhere',
      enter: async (page, value) => {
        await fill(page, 'Zone', value)
        await page.keyboard.press('Enter')
      },
      rows: [],
    }),
    (_, now) => ({
      name: '_gte_connected_at',
      value: String(now + 600),
      enter: (page, value) => fill(page, 'Connected from', inShanghai(Number(value))),
      rows: [],
    }),
    (_, now) => ({
      name: '_lte_created_at',
      value: String(now - 599),
      enter: (page, value) => fill(page, 'Session created to', inShanghai(Number(value) - 1)),
      rows: [],
    }),
    (_, now) => ({
      name: '_gte_connected_at',
      value: String(now - 600),
      enter: (page, value) => fill(page, 'Connected from', inShanghai(Number(value))),
      rows: ALL,
    }),
    (_, now) => ({
      name: '_lte_connected_at',
      value: String(now - 599),
      enter: (page, value) => fill(page, 'Connected to', inShanghai(Number(value) - 1)),
      rows: [],
    }),
    (_, now) => ({
      name: '_gte_created_at',
      value: String(now + 600),
      enter: (page, value) => fill(page, 'Session created from', inShanghai(Number(value))),
      rows: [],
    }),
    (_, now) => ({
      name: '_lte_created_at',
      value: String(now + 600),
      enter: (page, value) => fill(page, 'Session created to', inShanghai(Number(value) - 1)),
      rows: ALL,
    }),
  ]

  for (const [index, makeCase] of cases.entries()) {
    const { name, rows } = makeCase('', 0)
    test(`${index + 1}: ${name}, ${rows.length} rows`, async ({ page, connect, roster }) => {
      const prefix = freshPrefix('f')
      const { value, enter } = makeCase(prefix, Math.floor(Date.now() / 1000))
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

import type { Page } from '@playwright/test'
import type { ClientFilter } from '../../src/contract/query.ts'
import {
  clientsTable,
  expect,
  expectSameElsewhere,
  freshPrefix,
  shownIds,
  test,
} from '../support/fixtures.ts'
import { chooseFilter, editor, openEditor } from '../support/filter-parts.ts'

test.use({ timezoneId: 'Asia/Shanghai' })

/** `YYYY-MM-DDTHH:mm:ss` as a clock in Shanghai (UTC+8, no change of clocks) shows a moment. */
function inShanghai(epochSeconds: number): string {
  return new Date((epochSeconds + 8 * 3600) * 1000).toISOString().slice(0, 19)
}

/** Fills a field of the editor that is open. */
async function fill(page: Page, label: string, value: string): Promise<void> {
  await page.getByRole('dialog').getByLabel(label, { exact: true }).fill(value)
}

const idField = (page: Page) => page.getByRole('search').getByLabel('Client ID contains')

/** Enters the value that the address is to have into the field of a label. */
type Enter = (page: Page, value: string) => Promise<void>

const typed =
  (field: string, label: string): Enter =>
  async (page, value) => {
    await openEditor(page, field)
    await fill(page, label, value)
  }

const anotherZone: Enter = async (page, value) => {
  await zoneList(page, 'Another zone…')
  await fill(page, 'Zone', value)
  await page.keyboard.press('Enter')
  await expect(editor(page, 'Zone')).toBeHidden()
}

const zoneList: Enter = async (page, value) => {
  await openEditor(page, 'Zone')
  await editor(page, 'Zone').getByLabel('Zone').selectOption(value)
}

const chosen =
  (field: string, words: string): Enter =>
  (page) =>
    chooseFilter(page, field, words)

const timed =
  (field: string, label: string): Enter =>
  (page, value) =>
    // The end of a span includes the second that is entered, so one second more is sent.
    typed(field, label)(page, inShanghai(Number(value) - (label.endsWith(' before') ? 1 : 0)))

/** The lists that the broker was asked for, by their queries; without the probe for thresholds. */
function listQueries(requests: { url: string }[]): URLSearchParams[] {
  return requests
    .filter(({ url }) => url.startsWith('/api/v4/clients?'))
    .map(({ url }) => new URLSearchParams(url.slice(url.indexOf('?'))))
    .filter((query) => query.get('_limit') !== '1')
}

const ALL = ['offline', 'old', 'plain', 'elsewhere']

/** Filter, its value in the address, how it is entered, and what of the four clients is left. */
type FilterCase = [
  name: ClientFilter,
  valueFor: (prefix: string, now: number) => string,
  enter: Enter,
  rows: string[],
]

const groups: Record<string, FilterCase[]> = {
  'id and username': [
    [
      '_like_clientid',
      (prefix) => `${prefix}o`,
      (page, value) => idField(page).fill(value),
      ['offline', 'old'],
    ],
    ['clientid', (prefix) => `${prefix}plain`, typed('Client ID', 'Client ID is'), ['plain']],
    [
      '_like_username',
      (prefix) => `${prefix}ann+`,
      typed('Username', 'Username contains'),
      ['plain'],
    ],
    [
      'username',
      (prefix) => `${prefix}bob`,
      typed('Username', 'Username is'),
      ['offline', 'old', 'elsewhere'],
    ],
  ],
  'state and zone': [
    ['conn_state', () => 'disconnected', chosen('State', 'Not connected'), ['offline']],
    ['conn_state', () => 'connected', chosen('State', 'Connected'), ['old', 'plain', 'elsewhere']],
    ['conn_state', () => 'idle', chosen('State', 'Idle (no matches on EMQX 4.4)'), []],
    ['zone', () => 'external', zoneList, ALL],
    ['zone', () => 'nowhere', anotherZone, []],
  ],
  connection: [
    ['ip_address', () => '127.0.0.9', typed('Address', 'IP address'), ['elsewhere']],
    ['clean_start', () => 'false', chosen('Clean start', 'no'), ['offline']],
    ['clean_start', () => 'true', chosen('Clean start', 'yes'), ['old', 'plain', 'elsewhere']],
    ['proto_name', () => 'MQIsdp', chosen('Protocol', 'MQIsdp'), ['old']],
    ['proto_name', () => 'CoAP', chosen('Protocol', 'CoAP'), []],
    [
      'proto_ver',
      () => '4',
      chosen('Protocol version', '4 (MQTT 3.1.1)'),
      ['offline', 'plain', 'elsewhere'],
    ],
  ],
  times: [
    [
      '_gte_connected_at',
      (_, now) => String(now - 600),
      timed('Connected at', 'Connected after'),
      ALL,
    ],
    [
      '_gte_connected_at',
      (_, now) => String(now + 600),
      timed('Connected at', 'Connected after'),
      [],
    ],
    [
      '_lte_connected_at',
      (_, now) => String(now - 599),
      timed('Connected at', 'Connected before'),
      [],
    ],
    [
      '_gte_created_at',
      (_, now) => String(now + 600),
      timed('Session created', 'Session created after'),
      [],
    ],
    [
      '_lte_created_at',
      (_, now) => String(now + 600),
      timed('Session created', 'Session created before'),
      ALL,
    ],
    [
      '_lte_created_at',
      (_, now) => String(now - 599),
      timed('Session created', 'Session created before'),
      [],
    ],
  ],
}

for (const [group, cases] of Object.entries(groups)) {
  test(`each filter goes from its field to the address, the request and the rows: ${group}`, async ({
    page,
    elsewhere,
    connect,
    roster,
    disconnect,
  }) => {
    const prefix = freshPrefix('f')
    const bob = { username: `${prefix}bob` }
    await connect({ clientId: `${prefix}plain`, username: `${prefix}ann+b` })
    await connect({ clientId: `${prefix}elsewhere`, ...bob, localAddress: '127.0.0.9' })
    await connect({ clientId: `${prefix}old`, ...bob, protocolId: 'MQIsdp', protocolVersion: 3 })
    await disconnect(await connect({ clientId: `${prefix}offline`, ...bob, clean: false }))
    const now = Math.floor(Date.now() / 1000)
    const sortedIds = async () => (await shownIds(page)).sort()
    const idsOf = (clients: string[]) => clients.map((client) => prefix + client).sort()

    let shown = ''
    for (const [name, valueFor, enter, rows] of cases) {
      await test.step(`${name}, ${rows.length} rows`, async () => {
        const value = valueFor(prefix, now)
        const around = name.endsWith('clientid') ? '_like_username' : '_like_clientid'
        const start = `/clients?${around}=${prefix}`
        if (shown === start) await page.goBack()
        else await page.goto(start)
        shown = start
        await expect.poll(sortedIds).toEqual(idsOf(ALL))
        await enter(page, value)

        await expect.poll(() => new URL(page.url()).searchParams.get(name)).toBe(value)
        await expect.poll(() => listQueries(roster.upstream.requests).at(-1)?.get(name)).toBe(value)
        await expect.poll(sortedIds).toEqual(idsOf(rows))
        await expectSameElsewhere(elsewhere, page)

        await page.goBack()
        await expect(page).toHaveURL(start)
        await expect.poll(sortedIds).toEqual(idsOf(ALL))
        await page.goForward()
        await expect.poll(sortedIds).toEqual(idsOf(rows))
      })
    }
  })
}

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
  await typed('Connected at', 'Connected after')(page, inShanghai(seconds))
  await expect(page).toHaveURL(new RegExp(`_gte_connected_at=${seconds}`))
  await fill(page, 'Connected before', inShanghai(seconds))
  await expect(page).toHaveURL(new RegExp(`_lte_connected_at=${seconds + 1}`))
  await expect.poll(() => shownIds(page)).toEqual([id])
  await page.reload()
  await openEditor(page, 'Connected at')
  await expect(page.getByRole('dialog').getByLabel('Connected before')).toHaveValue(
    inShanghai(seconds).replace(/:00$/, ''),
  )
})

test('an address that is not IPv4 is explained and never sent', async ({ page, roster }) => {
  await page.goto('/clients')
  const asked = roster.upstream.requests.length
  await typed('Address', 'IP address')(page, '10.0.0.0/8')
  await expect(page.getByText('Enter a complete IPv4 address')).toBeVisible()
  await page.keyboard.press('Enter')
  await expect(page.getByText('Enter a complete IPv4 address')).toBeVisible()
  await page.getByRole('button', { name: 'Refresh' }).click()
  await expect.poll(() => roster.upstream.requests.length).toBeGreaterThan(asked)
  await expect(page).toHaveURL('/clients')
  const since = roster.upstream.requests.slice(asked)
  expect(since.filter(({ url }) => url.includes('ip_address'))).toEqual([])
})

test('a zone goes out whole and with Enter only, not letter by letter', async ({
  page,
  roster,
}) => {
  await page.goto('/clients')
  const asked = roster.upstream.requests.length
  const name = freshPrefix('zone')
  await zoneList(page, 'Another zone…')
  const zone = editor(page, 'Zone').getByLabel('Zone')
  await zone.pressSequentially(name)
  await zone.blur()
  await expect(zone).toHaveValue(name)
  await expect(page).toHaveURL('/clients')
  await zone.press('Enter')
  await expect(page).toHaveURL(`/clients?zone=${name}`)
  await expect(page.getByRole('button', { name: 'Add a filter' })).toBeFocused()
  await expect.poll(() => listQueries(roster.upstream.requests).at(-1)?.get('zone')).toBe(name)
  const zones = listQueries(roster.upstream.requests.slice(asked)).flatMap((query) =>
    query.getAll('zone'),
  )
  expect([...new Set(zones)]).toEqual([name])
})

test('typing leaves one step in the history, a choice another', async ({ page }) => {
  await page.goto('/clients?_limit=20')
  await chooseFilter(page, 'State', 'Connected')
  await expect(page).toHaveURL('/clients?conn_state=connected&_limit=20')
  await idField(page).pressSequentially('truck')
  await expect(page).toHaveURL(/_like_clientid=truck/)
  await page.goBack()
  await expect(page).toHaveURL('/clients?conn_state=connected&_limit=20')
  await expect(idField(page)).toHaveValue('')
  await page.goBack()
  await expect(page).toHaveURL('/clients?_limit=20')
  await page.goForward()
  await page.goForward()
  await expect(idField(page)).toHaveValue('truck')
  await expect(page.getByRole('button', { name: 'State: Connected', exact: true })).toBeVisible()
})

test('a filter goes back to the first page; an exact one takes the place of a fuzzy one', async ({
  page,
}) => {
  await page.goto('/clients?_limit=20&_page=2&_like_clientid=truck')
  await openEditor(page, 'Client ID')
  await expect(page.getByText('Replaces “Client ID contains”')).toBeVisible()
  await fill(page, 'Client ID is', 'truck-1')
  await expect(page).toHaveURL('/clients?clientid=truck-1&_limit=20')
  await expect(idField(page)).toHaveValue('')
})

test('a text that is no value of a filter is forgotten when its editor closes', async ({
  page,
}) => {
  await page.goto('/clients')
  await typed('Address', 'IP address')(page, '10.0.0')
  await expect(page.getByText('Enter a complete IPv4 address')).toBeVisible()
  // The first one clears the field, as browsers do.
  await page.keyboard.press('Escape')
  await page.keyboard.press('Escape')
  await expect(page.getByRole('button', { name: 'Add a filter' })).toBeFocused()
  await openEditor(page, 'Address')
  await expect(page.getByRole('dialog').getByLabel('IP address')).toHaveValue('')
  await expect(page).toHaveURL('/clients')
})

test('a blank at the end of a pasted id is pointed out', async ({ page }) => {
  await page.goto('/clients')
  await idField(page).fill('truck-1 ')
  await expect(page.getByText('Starts or ends with a space')).toBeVisible()
})

test('the list of all filters is searched, and its keys lead to an editor', async ({ page }) => {
  await page.goto('/clients')
  await page.getByRole('button', { name: 'Add a filter' }).press('Enter')
  const all = editor(page, 'Add a filter')
  await expect(all.getByRole('searchbox')).toBeFocused()
  await page.keyboard.type('proto')
  await expect(all.getByRole('button')).toHaveText(['Protocol', 'Protocol version'])
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Enter')
  await page.getByRole('menuitemradio', { name: '5 (MQTT 5)' }).press('Enter')
  await expect(page).toHaveURL('/clients?proto_ver=5')
  await page.getByRole('button', { name: 'Add a filter' }).press('Enter')
  await page.keyboard.type('no such filter')
  await expect(all.getByRole('status')).toHaveText('No matching filter.')
})

test('a chip opens its editor, which changes the filter', async ({ page }) => {
  await page.goto('/clients?username=ann&_gte_connected_at=1735689600')
  await page.getByRole('button', { name: 'Username is: ann', exact: true }).click()
  await expect(editor(page, 'Username').getByLabel('Username is')).toBeFocused()
  await fill(page, 'Username contains', 'bob')
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL('/clients?_like_username=bob&_gte_connected_at=1735689600')
  await expect(
    page.getByRole('button', { name: 'Username contains: bob', exact: true }),
  ).toBeFocused()
  await page.getByRole('button', { name: /^Connected after/ }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Any time' }).click()
  await expect(page).toHaveURL('/clients?_like_username=bob')
})

test('a rolling span of time is one step of the history, and the broker is asked for a fixed time', async ({
  page,
  connect,
  roster,
}) => {
  const id = freshPrefix('preset')
  await connect({ clientId: id })
  const before = `/clients?_like_clientid=${id}&_gte_connected_at=5&_lte_connected_at=7`
  await page.goto(before)
  for (const [name, span, seconds] of [
    ['Last 15 min', '15m', 900],
    ['Last hour', '1h', 3_600],
    ['Last day', '1d', 86_400],
  ] as const) {
    const earliest = Math.floor(Date.now() / 1000) - seconds
    await openEditor(page, 'Connected at')
    await page.getByRole('dialog').getByRole('button', { name, exact: true }).click()
    await expect(page).toHaveURL(`/clients?_like_clientid=${id}&connected_within=${span}`)
    await expect.poll(() => shownIds(page)).toEqual([id])
    const asked = listQueries(roster.upstream.requests).at(-1)
    const since = Number(asked?.get('_gte_connected_at'))
    expect(since % 15).toBe(seconds % 15)
    expect(since).toBeGreaterThan(earliest - 15)
    expect(since).toBeLessThanOrEqual(Math.floor(Date.now() / 1000) - seconds)
    expect([...(asked?.keys() ?? [])]).not.toContain('_lte_connected_at')
    await page.goBack()
    await expect(page).toHaveURL(before)
  }
})

test('a threshold goes out as a whole number, typed and by link', async ({
  page,
  roster,
  connect,
  askBroker,
  disconnect,
}) => {
  const prefix = freshPrefix('threshold')
  const ids = { queued: `${prefix}queued`, plain: `${prefix}plain` }
  const queued = await connect({ clientId: ids.queued, clean: false })
  await queued.subscribeAsync(prefix, { qos: 1 })
  await disconnect(queued)
  const plain = await connect({ clientId: ids.plain })
  for (const text of ['1', '2']) await plain.publishAsync(prefix, text, { qos: 1 })
  await expect.poll(async () => (await askBroker(ids.queued))[0]?.mqueue_len).toBe(2)
  const rows = async () => (await shownIds(page)).sort()

  await page.goto(`/clients?_like_clientid=${prefix}`)
  await openEditor(page, 'Queue')
  await fill(page, 'Queue at least', '1')
  await expect.poll(rows).toEqual([ids.queued])
  await fill(page, 'Queue at most', '1')
  await expect(page.getByText('No client matches these filters')).toBeVisible()
  await fill(page, 'Queue at most', '2')
  await expect.poll(rows).toEqual([ids.queued])
  await expect(page).toHaveURL(
    `/clients?_like_clientid=${prefix}&_gte_mqueue_len=1&_lte_mqueue_len=2`,
  )
  const asked = roster.upstream.requests.length
  await page.keyboard.press('Enter')
  await openEditor(page, 'Queue dropped')
  for (const wrong of ['-1', '1.5', 'many']) {
    await fill(page, 'Queue drops at least', wrong)
    await page.keyboard.press('Enter')
    await expect(page.getByText('Enter a whole number, 0 or more.')).toBeVisible()
  }
  await fill(page, 'Queue drops at least', '0')
  await expect(page).toHaveURL(/&_gte_mqueue_dropped=0$/)
  await expect.poll(rows).toEqual([ids.queued])
  const name = '_gte_mqueue_dropped'
  await expect.poll(() => listQueries(roster.upstream.requests).at(-1)?.get(name)).toBe('0')
  const sent = listQueries(roster.upstream.requests.slice(asked))
  expect(new Set(sent.map((query) => query.get(name) ?? '0'))).toEqual(new Set(['0']))

  for (const [query, expected] of [
    ['_lte_mqueue_len=0', [ids.plain]],
    ['_lte_mqueue_dropped=0', [ids.plain, ids.queued]],
    ['_gte_mqueue_dropped=1', []],
  ] as const) {
    await page.goto(`/clients?_like_clientid=${prefix}&${query}`)
    await expect(page.getByRole('button', { name: 'Refresh' })).toHaveAttribute(
      'aria-busy',
      'false',
    )
    await expect.poll(rows).toEqual(expected)
  }
})

test('a broker that ignores thresholds: those of a link are named, and do not count', async ({
  page,
  roster,
}) => {
  roster.upstream.setFault('old-broker')
  const asked = roster.upstream.requests.length
  await page.goto('/clients?_gte_mqueue_len=1&_lte_mqueue_dropped=2&_limit=20')
  const notice = page.getByRole('status').filter({ hasText: 'Part of this link was ignored' })
  await expect(notice).toContainText('_gte_mqueue_len=1: this EMQX does not know it')
  await expect(notice).toContainText('_lte_mqueue_dropped=2: this EMQX does not know it')
  await expect(clientsTable(page)).toHaveAttribute('aria-rowcount', '21')
  // The head of the page may have asked before it was known.
  const sent = () => listQueries(roster.upstream.requests.slice(asked)).map(String)
  await expect.poll(sent).toContain('_page=1&_limit=20')

  await page.getByRole('button', { name: 'Add a filter' }).click()
  await expect(page.getByRole('group', { name: 'Session' })).toBeVisible()
  await expect(page.getByRole('group', { name: 'Queue' })).toHaveCount(0)
  await page.keyboard.press('Escape')
  for (const [name, address] of [
    ['Backlog', '/clients?_limit=20&trouble=backlog'],
    ['Dropping', '/clients?_limit=20&trouble=dropping'],
    ['Offline with queue', '/clients?conn_state=disconnected&_limit=20&trouble=offline'],
  ] as const) {
    await expect(page.getByRole('link', { name })).toHaveAttribute('href', address)
  }
  await notice.getByRole('link', { name: 'Remove from link' }).click()
  await expect(page).toHaveURL('/clients?_limit=20')
  await expect(notice).toBeHidden()
})

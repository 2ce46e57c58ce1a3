import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import type { Page } from '@playwright/test'
import {
  expect,
  expectLooksRight,
  freshPrefix,
  rowOf,
  shownIds,
  test,
} from '../support/fixtures.ts'
import { chips, editor, openEditor } from '../support/filter-parts.ts'

test.use({ timezoneId: 'Asia/Shanghai' })

/** Every part of an address that narrows the list, and the words of its chip, in the order of the chips. */
const parts = [
  ['username', '<b>', 'Username is: <b>'],
  ['conn_state', 'disconnected', 'State: Not connected'],
  ['node', 'emqx@127.0.0.1', 'Node: emqx@127.0.0.1'],
  ['clientid', 'a', 'Client ID is: a'],
  ['zone', 'external', 'Zone: external'],
  ['ip_address', '127.0.0.1', 'IP address: 127.0.0.1'],
  ['clean_start', 'true', 'Clean start: yes'],
  ['proto_name', 'MQTT', 'Protocol: MQTT'],
  ['proto_ver', '4', 'Protocol version: 4 (MQTT 3.1.1)'],
  ['_gte_created_at', '1735689600', 'Session created after: 2025-01-01 08:00:00'],
  ['_lte_created_at', '1735689601', 'Session created before: 2025-01-01 08:00:00'],
  ['_gte_connected_at', '1735689600', 'Connected after: 2025-01-01 08:00:00'],
  ['_lte_connected_at', '1735689661', 'Connected before: 2025-01-01 08:01:00'],
  ['created_within', '2d', 'Session created within: the last 2 days'],
  ['connected_within', '1h', 'Connected within: the last hour'],
  ['_gte_mqueue_len', '1', 'Queue at least: 1'],
  ['_lte_mqueue_len', '9', 'Queue at most: 9'],
  ['_gte_mqueue_dropped', '0', 'Queue drops at least: 0'],
  ['_lte_mqueue_dropped', '9', 'Queue drops at most: 9'],
  ['trouble', 'window', 'This page only: Window full'],
] as const

test('each filter has a chip in the reader’s words, and each can be taken away', async ({
  page,
}) => {
  const query = new URLSearchParams(parts.map(([name, value]) => [name, value]))
  await page.goto(`/clients?${query}&_limit=20`)
  for (const [index, [, , words]] of parts.entries()) {
    await expect(chips(page).nth(index)).toContainText(words)
  }
  await expect(chips(page)).toHaveCount(parts.length)

  // The trouble before the last of the others: alone, it has no chip.
  const order = [...parts.slice(0, -2), ...parts.slice(-2).toReversed()]
  for (const [index, [name, , words]] of order.entries()) {
    const button = page.getByRole('button', { name: `Remove filter: ${words}`, exact: true })
    await (index === 0 ? button.click() : button.press('Enter'))
    await expect.poll(() => new URL(page.url()).searchParams.has(name)).toBe(false)
    // From the last three, the focus comes to the one that is left.
    const isNearEnd = index >= order.length - 3 && index < order.length - 1
    const next = isNearEnd ? order.at(-1) : order[index + 1]
    await expect(
      next
        ? page.getByRole('button', { name: `Remove filter: ${next[2]}`, exact: true })
        : page.getByRole('search'),
    ).toBeFocused()
  }
  await expect(page).toHaveURL('/clients?_limit=20')
  await page.goBack()
  await expect(chips(page)).toHaveText([/Queue drops at most: 9/])
})

test('a trouble alone has no chip: the pill of its view shows it', async ({ page }) => {
  await page.goto('/clients?trouble=window')
  await expect(page.getByRole('link', { name: /^Window full/ })).toHaveAttribute(
    'aria-current',
    'true',
  )
  await expect(chips(page)).toHaveCount(0)
})

test('says whether none of the list is in trouble, or none of its page', async ({
  page,
  connect,
}) => {
  const prefix = freshPrefix('well')
  for (const n of [1, 2]) await connect({ clientId: prefix + n })
  await page.goto(`/clients?_like_clientid=${prefix}&trouble=window`)
  await expect(page.getByText('No client matches', { exact: true })).toBeVisible()
  await page.goto(`/clients?_like_clientid=${prefix}&trouble=window&_limit=1`)
  await expect(page.getByText('No client on this page matches', { exact: true })).toBeVisible()
})

test('when the last of several is taken away, the one before has the focus', async ({ page }) => {
  await page.goto('/clients?conn_state=connected&zone=external')
  await page.getByRole('button', { name: 'Remove filter: State' }).click()
  await expect(page.getByRole('button', { name: 'Remove filter: Zone' })).toBeFocused()
})

test('all are cleared at once; how the list is shown stays', async ({ page }) => {
  const shown = '_limit=20&sort=node&refresh=60&columns=clientid,node'
  await page.goto(`/clients?zone=external&_like_clientid=t&node=emqx@127.0.0.1&${shown}`)
  await page.getByRole('button', { name: 'Clear all' }).click()
  await expect(page).toHaveURL(`/clients?${shown}`)
  await expect(page.getByRole('search')).toBeFocused()
  await expect(page.getByRole('button', { name: 'Clear all' })).toBeHidden()
})

const clipboard = (page: Page) => page.evaluate(() => navigator.clipboard.readText())

test('a copied link opens the same rows for somebody else', async ({
  page,
  context,
  browser,
  connect,
}) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write'])
  const prefix = freshPrefix('copy')
  const hostile = `${prefix}it's "50%" & more + #1`
  await connect({ clientId: hostile })
  await connect({ clientId: `${prefix}other` })
  const shown = 'sort=-mqueue_len&columns=clientid:300,mqueue_len'
  await page.goto(`/clients?${shown}&_like_clientid=${encodeURIComponent(hostile)}`)
  await expect.poll(() => shownIds(page)).toEqual([hostile])
  await page.getByRole('button', { name: 'Share' }).click()
  await page.getByRole('menuitem', { name: 'Copy link' }).click()
  await expect(page.getByText('Link copied')).toBeVisible()
  const link = await clipboard(page)
  expect(link).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/clients\?_like_clientid=[^ '"]+&sort=/)
  expect(link.endsWith(shown)).toBe(true)

  const elsewhere = await browser.newContext()
  const other = await elsewhere.newPage()
  await other.goto(link)
  await expect.poll(() => shownIds(other)).toEqual([hostile])
  expect(other.url()).toBe(link)
  await elsewhere.close()
})

test('a copied command asks the broker for just these rows', async ({
  page,
  context,
  roster,
  connect,
}) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write'])
  const prefix = freshPrefix('curl')
  const hostile = `${prefix}'; echo $EMQX_APP_SECRET $(id) \`id\` "`
  await connect({ clientId: hostile })
  await connect({ clientId: `${prefix}other` })
  await page.goto(
    `/clients?conn_state=connected&_limit=20&_like_clientid=${encodeURIComponent(hostile)}`,
  )
  await expect.poll(() => shownIds(page)).toEqual([hostile])
  await page.getByRole('button', { name: 'Share' }).click()
  await page.getByRole('menuitem', { name: 'Copy as curl' }).click()
  await expect(page.getByText('Command copied.')).toBeVisible()

  const { apiUrl: EMQX_API, appId, appSecret } = roster.broker
  const env = { ...process.env, EMQX_API, EMQX_APP_ID: appId, EMQX_APP_SECRET: appSecret }
  const command = await clipboard(page)
  const { stdout } = await promisify(execFile)('bash', ['--norc', '-c', command], { env })
  const answer = JSON.parse(stdout) as { data: { clientid: string }[]; meta: object }
  expect(answer.data.map(({ clientid }) => clientid)).toEqual([hostile])
  expect(answer.meta).toMatchObject({ page: 1, limit: 20, count: -1 })
})

test('one click leads to the clients in trouble, another one back', async ({
  page,
  connect,
  askBroker,
  disconnect,
}) => {
  const id = freshPrefix('trouble')
  const away = await connect({ clientId: id, clean: false })
  await away.subscribeAsync(id, { qos: 1 })
  await disconnect(away)
  const sender = await connect({ clientId: `${id}sender` })
  await sender.publishAsync(id, 'text', { qos: 1 })
  await expect.poll(async () => (await askBroker(id))[0]?.mqueue_len).toBe(1)

  await page.goto('/clients?_like_clientid=x&_page=2&_limit=500&columns=clientid,mqueue_len')
  // A number may stand beside the name.
  const view = (name: string) => page.getByRole('link', { name: new RegExp(`^${name}`) })
  for (const [name, address, isThere] of [
    ['Backlog', '_gte_mqueue_len=1&_limit=500&sort=-mqueue_len', true],
    ['Dropping', '_gte_mqueue_dropped=1&_limit=500&sort=-mqueue_dropped', false],
    [
      'Offline with queue',
      'conn_state=disconnected&_gte_mqueue_len=1&_limit=500&sort=-mqueue_len',
      true,
    ],
    ['Window full', '_limit=10000&trouble=window', null],
    ['In trouble', '_limit=10000&trouble=any', true],
  ] as const) {
    const shown = `/clients?${address}&columns=clientid,mqueue_len`
    // Until the broker's answer tells that it knows thresholds, the link narrows the page alone.
    await expect(view(name)).toHaveAttribute('href', shown)
    await view(name).click()
    await expect(page).toHaveURL(shown)
    await expect(view(name)).toHaveAttribute('aria-current', 'true')
    await expect(
      page.getByRole('list', { name: 'Clients in trouble' }).locator('[aria-current]'),
    ).toHaveCount(1)
    if (isThere !== null) await expect(rowOf(page, id)).toHaveCount(isThere ? 1 : 0)
  }
  await view('In trouble').click()
  await expect(page).toHaveURL('/clients?columns=clientid,mqueue_len')
  await expect(view('In trouble')).not.toHaveAttribute('aria-current')
  await expect(view('All')).toHaveAttribute('aria-current', 'true')
})

test('with one node there is no choice of nodes, unless the address names one', async ({
  page,
  roster,
}) => {
  const answered = page.waitForResponse((response) => response.url().endsWith('/cluster/nodes'))
  await page.goto('/clients')
  await answered
  await page.getByRole('button', { name: 'Add a filter' }).click()
  const all = editor(page, 'Add a filter')
  await expect(all.getByRole('button', { name: 'Zone' })).toBeVisible()
  await expect(all.getByRole('button', { name: 'Node' })).toHaveCount(0)
  await expect(page.getByRole('list', { name: 'Set filters' }).getByRole('button')).toHaveText([
    'Username',
    'State',
  ])

  await page.goto('/clients?node=emqx@127.0.0.1')
  await page.getByRole('button', { name: 'Node: emqx@127.0.0.1', exact: true }).click()
  await page.getByRole('menuitemradio', { name: 'Any' }).click()
  await expect(page).toHaveURL('/clients')
  expect(roster.upstream.requests.map(({ url }) => url)).toContain(
    '/api/v4/nodes/emqx@127.0.0.1/clients?_page=1&_limit=50',
  )
})

test('a node that is not there is said so, with a way to all', async ({ page }) => {
  await page.goto('/clients?node=gone@10.9.9.9&_limit=20')
  const alert = page.getByRole('alert')
  await expect(alert).toContainText('This cluster has no such node')
  await expect(alert).toContainText('gone@10.9.9.9')
  await alert.getByRole('button', { name: 'Show the clients of all nodes' }).press('Enter')
  await expect(page).toHaveURL('/clients?_limit=20')
  await expect(page.getByRole('main')).toBeFocused()
})

test('of several nodes one is chosen, and asked', async ({ page, roster }) => {
  roster.upstream.setFault('twice')
  await page.goto('/clients?_page=2')
  await page
    .getByRole('list', { name: 'Set filters' })
    .getByRole('button', { name: 'Node' })
    .click()
  const nodes = page.getByRole('menu', { name: 'Node' }).getByRole('menuitemradio')
  await expect(nodes).toHaveText(['Any', 'emqx@10.0.0.2', 'emqx@127.0.0.1'])
  await nodes.last().click()
  await expect(page).toHaveURL('/clients?node=emqx%40127.0.0.1')
  await expect(chips(page)).toHaveText([/Node: emqx@127\.0\.0\.1/])
  await expect
    .poll(() => roster.upstream.requests.map(({ url }) => url))
    .toContain('/api/v4/nodes/emqx@127.0.0.1/clients?_page=1&_limit=50')
})

test('at 360 px the filters wait behind one button; open, with an editor, they fit', async ({
  page,
}) => {
  await page.goto('/clients?_like_clientid=truck&conn_state=connected&trouble=window&zone=external')
  const field = page.getByLabel('Client ID contains')
  const fold = page.getByRole('button', { name: 'Filters (4)' })
  for (const width of [1280, 360]) {
    await page.setViewportSize({ width, height: 900 })
    await expect(field).toBeVisible({ visible: width > 720 })
    await expect(fold).toBeVisible({ visible: width <= 720 })
  }
  await fold.click()
  await expect(field).toBeVisible()
  await expect(chips(page)).toHaveCount(3)
  await openEditor(page, 'Address')
  await page.getByRole('dialog').getByLabel('IP address').fill('10.0.0')
  await expectLooksRight(page, {
    check: () => expect(page.getByText('Enter a complete IPv4 address')).toBeVisible(),
  })
})

test('an operator makes a link for a user, connected within the last hour, with 5 clicks', async ({
  page,
  context,
  connect,
}) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write'])
  const id = freshPrefix('link')
  await connect({ clientId: id, username: `${id}user` })
  await page.goto('/clients')
  await page
    .getByRole('list', { name: 'Set filters' })
    .getByRole('button', { name: 'Username' })
    .click()
  await expect(page.getByLabel('Username is')).toBeFocused()
  await page.keyboard.type(`${id}user`)
  await page.keyboard.press('Enter')
  await page.getByRole('button', { name: 'Add a filter' }).click()
  await page.getByRole('button', { name: 'Connected within the last hour' }).click()
  await page.getByRole('button', { name: 'Share' }).click()
  await page.getByRole('menuitem', { name: 'Link: the last hour, rolling' }).click()
  await expect(page.getByText('Link copied')).toBeVisible()
  expect(new URL(await clipboard(page)).search).toBe(`?username=${id}user&connected_within=1h`)

  await page.getByRole('button', { name: 'Share' }).click()
  await page.getByRole('menuitem', { name: 'Link: fixed to now' }).click()
  await expect.poll(() => clipboard(page)).toContain(`?username=${id}user&_gte_connected_at=`)
  await page.goto(await clipboard(page))
  await expect(rowOf(page, id)).toHaveCount(1)
})

test('at 1280 px the bar is one line of 44 px, and the rows begin soon', async ({ page }) => {
  await page.setViewportSize({ width: 1280, height: 800 })
  await page.goto('/clients?conn_state=connected')
  await expect(chips(page)).toHaveCount(1)
  const bar = page.getByRole('search')
  expect((await bar.boundingBox())?.height).toBeLessThanOrEqual(44)
  const table = await page.getByRole('region', { name: 'Clients' }).boundingBox()
  // Below the header, the figures, the views and the bar.
  expect(table?.y).toBeLessThanOrEqual(168)
})

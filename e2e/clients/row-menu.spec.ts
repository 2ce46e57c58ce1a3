import {
  clientsTable,
  expect,
  expectAccessible,
  freshPrefix,
  rowOf,
  test,
} from '../support/fixtures.ts'
import { connectMany, header, rows } from '../support/table-parts.ts'

test.describe('the menu of a row', () => {
  test('copies, filters and opens; keys lead to it and back to the row', async ({
    page,
    connect,
    context,
  }) => {
    await context.grantPermissions(['clipboard-read', 'clipboard-write'])
    const id = freshPrefix('menu')
    await connect({ clientId: id, username: 'ann & co' })
    await page.goto(`/clients?clientid=${id}`)
    await rowOf(page, id).focus()
    await page.keyboard.press('m')
    const menu = page.getByRole('menu', { name: `Actions for ${id}` })
    await expect(menu.getByRole('menuitem')).toHaveText([
      /^Open/,
      'Open in new tab',
      'Copy ID',
      'Username: ann & co',
      'Node: emqx@127.0.0.1',
      'Address: 127.0.0.1',
      'Protocol: MQTT 3.1.1',
      /^Kick…/,
    ])
    await expectAccessible(page)
    await page.keyboard.press('c')
    await page.keyboard.press('Enter')
    expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(id)
    await expect(rowOf(page, id).getByRole('button', { name: /^Actions/ })).toBeFocused()

    await page.keyboard.press('ContextMenu')
    await menu.getByRole('menuitem', { name: 'Username: ann & co' }).press('Enter')
    await expect(page).toHaveURL(`/clients?clientid=${id}&username=ann+%26+co`)

    const opened = page.context().waitForEvent('page')
    await rowOf(page, id)
      .getByRole('button', { name: /^Actions/ })
      .click()
    await menu.getByRole('menuitem', { name: 'Open in new tab' }).click()
    await expect(await opened).toHaveURL(`/clients/${id}`)
  })

  test('acts on the client that it was opened for, wherever a refresh puts its row', async ({
    page,
    connect,
  }) => {
    const { prefix, ids } = await connectMany(connect, 2, 'moved')
    await page.goto(`/clients?_like_clientid=${prefix}&sort=clientid`)
    const [id = ''] = ids
    await rowOf(page, id)
      .getByRole('button', { name: /^Actions/ })
      .click()
    await connect({ clientId: `${prefix}!first` })
    await page.getByRole('button', { name: 'Refresh' }).dispatchEvent('click')
    await expect(rows(page)).toHaveCount(3)
    await expect(rows(page).first()).toContainText(`${prefix}!first`)
    await page.getByRole('menuitem', { name: 'Kick…' }).click()
    await expect(page.getByRole('dialog')).toContainText(id)
  })

  test('K kicks the active row', async ({ page, connect, askBroker }) => {
    const id = freshPrefix('k')
    await connect({ clientId: id })
    await page.goto(`/clients?clientid=${id}`)
    await rowOf(page, id).focus()
    await page.keyboard.press('Shift+K')
    await page.getByRole('dialog').getByRole('button', { name: 'Kick client' }).click()
    await expect(page.getByText(`The session of ${id} has ended.`).first()).toBeVisible()
    expect(await askBroker(id)).toEqual([])
  })
})

test('a click on a row opens the client; with Ctrl or the middle button, in a new tab', async ({
  page,
  connect,
}) => {
  const id = freshPrefix('click')
  await connect({ clientId: id })
  await page.goto(`/clients?clientid=${id}`)
  const cell = rowOf(page, id).locator('[data-column="connected"]')
  await cell.hover()
  for (const options of [
    { modifiers: ['ControlOrMeta' as const] },
    { button: 'middle' as const },
  ]) {
    const opened = page.context().waitForEvent('page')
    await cell.click(options)
    await expect(await opened).toHaveURL(`/clients/${id}`)
    await expect(page).toHaveURL(`/clients?clientid=${id}`)
  }
  await rowOf(page, id).getByRole('checkbox').click()
  await expect(page).toHaveURL(`/clients?clientid=${id}`)
  await cell.click()
  await expect(page).toHaveURL(`/clients/${id}`)
})

test('over a cell a mouse finds the buttons to copy it and to filter by it', async ({
  page,
  connect,
  context,
}) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write'])
  const id = freshPrefix('cell')
  await connect({ clientId: id, username: 'bob' })
  await page.goto(`/clients?clientid=${id}`)
  await rowOf(page, id).locator('[data-column="ip_address"]').hover()
  await page.getByRole('button', { name: 'Copy', exact: true }).click()
  expect(await page.evaluate(() => navigator.clipboard.readText())).toMatch(/^127\.0\.0\.1:\d+$/)
  await rowOf(page, id).locator('[data-column="username"]').hover()
  await page.getByRole('button', { name: 'Filter by Username: bob' }).click()
  await expect(page).toHaveURL(`/clients?clientid=${id}&username=bob`)
  await rowOf(page, id).locator('[data-column="connected"]').hover()
  await expect(page.getByRole('button', { name: 'Copy', exact: true })).toHaveCount(0)
})

test('the menu of a column sorts, fits and hides it', async ({ page }) => {
  await page.goto('/clients?columns=clientid,username,mqueue_len:300')
  const choose = async (name: string, item: string) => {
    await header(page, name).getByRole('button').focus()
    await page.keyboard.press('Alt+ArrowDown')
    await page
      .getByRole('menu', { name: `Column ${name}` })
      .getByText(item)
      .click()
  }
  await choose('Queue', 'Sort descending')
  await expect(page).toHaveURL(/sort=-mqueue_len/)
  await choose('Queue', 'EMQX’s order')
  await expect(page).not.toHaveURL(/sort=/)
  await choose('Queue', 'Fit to content')
  await expect(page).toHaveURL(/mqueue_len:\d\d\d?$/)
  expect(Number(/mqueue_len:(\d+)/.exec(page.url())?.[1])).toBeLessThan(150)
  await choose('Queue', 'Reset width')
  await expect(page).toHaveURL(/columns=clientid,username,mqueue_len$/)
  await header(page, 'Username').click({ button: 'right' })
  await page.getByRole('menuitem', { name: 'Hide column' }).click()
  await expect(page).toHaveURL(/columns=clientid,mqueue_len$/)
  await expect(header(page, 'Username')).toHaveCount(0)
})

test('clients in trouble, worst first: one click', async ({ page }) => {
  await page.goto('/clients')
  await page.getByRole('link', { name: 'In trouble' }).click()
  await expect(page).toHaveURL('/clients?_limit=10000&trouble=any')
  await expect(header(page, 'Problem')).toHaveAttribute('aria-sort', 'descending')
  const severities = () =>
    clientsTable(page)
      .locator('td[data-column="picks"]')
      .evaluateAll((cells) => cells.map((cell) => (cell as HTMLElement).dataset.severity))
  await expect.poll(async () => (await severities()).length).toBeGreaterThan(4)
  const found = await severities()
  const firstAmber = found.indexOf('warning')
  expect(firstAmber).toBeGreaterThan(0)
  expect(found.slice(0, firstAmber).every((severity) => severity === 'critical')).toBe(true)
  expect(found.slice(firstAmber).every((severity) => severity === 'warning')).toBe(true)
  await expect(rows(page).first().locator('[data-column="problem"]')).toContainText('queue full')
  // The icon, before the words.
  await expect(rows(page).first().locator('[data-column="problem"] svg')).toBeVisible()
})

test('a sort of a part of the list says so above the table, and of the whole list nothing', async ({
  page,
}) => {
  await page.goto('/clients?_limit=20&sort=-mqueue_len')
  await expect(page.getByText(/^Sorted within these 20 of \d+/)).toBeVisible()
  await page.goto('/clients?_limit=100&sort=-mqueue_len')
  await expect(rows(page).first()).toBeVisible()
  await expect(page.getByText(/^Sorted within/)).toHaveCount(0)
})

test('at 1440 px the columns fit, and so they do with a node’s column', async ({ page }) => {
  await page.setViewportSize({ width: 1440, height: 800 })
  const overflow = () =>
    page
      .getByRole('region', { name: 'Clients' })
      .evaluate(({ scrollWidth, clientWidth }) => scrollWidth - clientWidth)
  await page.goto('/clients')
  await expect(rows(page).first()).toBeVisible()
  await expect(header(page, 'Node')).toHaveCount(0)
  expect(await overflow()).toBe(0)
  const shown = 'clientid,username,connected,problem,mqueue_len,inflight,mqueue_dropped'
  await page.goto(`/clients?columns=${shown},subscriptions_cnt,connected_at,ip_address,node`)
  await expect(header(page, 'Node')).toBeVisible()
  expect(await overflow()).toBe(0)
})

test('all that match are selected, not those of the page alone', async ({ page, connect }) => {
  const { prefix } = await connectMany(connect, 30, 'matching')
  await page.goto(`/clients?_like_clientid=${prefix}&_limit=20`)
  await page.getByRole('checkbox', { name: 'Select all on this page' }).check()
  const bar = page.getByRole('group', { name: 'Selection' })
  await expect(bar).toContainText('20 selected')
  await bar.getByRole('button', { name: 'Select all that match' }).click()
  await expect(bar).toContainText('30 selected (10 not on this page)')
  await expect(bar.getByRole('button', { name: 'Select all that match' })).toHaveCount(0)
})

test('after a step to the next client, the way back leads to its row', async ({
  page,
  connect,
}) => {
  const { prefix, ids } = await connectMany(connect, 40, 'back')
  await page.setViewportSize({ width: 1280, height: 500 })
  await page.goto(`/clients?_like_clientid=${prefix}&sort=clientid`)
  await rowOf(page, ids[0] ?? '').focus()
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(`/clients/${ids[0]}`)
  for (const id of ids.slice(1, 25)) {
    await page.keyboard.press('j')
    await expect(page).toHaveURL(`/clients/${id}`)
  }
  await page.goBack()
  await expect(rowOf(page, ids[24] ?? '')).toBeFocused()
  await expect(rowOf(page, ids[24] ?? '')).toBeInViewport()
})

test.describe('on a phone', () => {
  test.use({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true })

  test('a row has two lines; a tap opens it, and its menu is in reach', async ({
    page,
    connect,
  }) => {
    const id = freshPrefix('phone')
    await connect({ clientId: id, username: 'ann' })
    await page.goto(`/clients?clientid=${id}`)
    const row = rowOf(page, id)
    await expect(row.getByText('ann')).toBeVisible()
    expect((await row.boundingBox())?.height).toBe(64)
    const button = row.getByRole('button', { name: /^Actions/ })
    expect((await button.boundingBox())?.height).toBeGreaterThanOrEqual(44)
    await button.tap()
    await expect(page.getByRole('menuitem', { name: 'Kick…' })).toBeVisible()
    await page.keyboard.press('Escape')
    await row.getByText('ann').tap()
    await expect(page).toHaveURL(`/clients/${id}`)
  })
})

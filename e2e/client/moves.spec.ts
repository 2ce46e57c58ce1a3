import { clientsTable, expect, freshPrefix, rowOf, shownIds, test } from '../support/fixtures.ts'

test('next and previous follow the list’s own order, by mouse and by keys; back is that list', async ({
  page,
  connect,
}) => {
  const prefix = freshPrefix('moves')
  const ids = Array.from({ length: 60 }, (_, n) => `${prefix}${String(n).padStart(2, '0')}`)
  await Promise.all(ids.map((clientId) => connect({ clientId })))
  const list = `/clients?_like_clientid=${prefix}&_limit=100&sort=-clientid`
  await page.goto(list)
  const row = rowOf(page, ids[20] ?? '')
  const scroller = clientsTable(page).locator('xpath=..')
  await expect(clientsTable(page)).toHaveAttribute('aria-rowcount', '61')
  while (!(await row.isVisible())) {
    await scroller.hover()
    await page.mouse.wheel(0, 400)
  }
  await row.getByRole('link').click()
  const heading = page.getByRole('heading', { level: 1 })
  const moves = page.getByRole('navigation', { name: 'Clients of the list' })
  await expect(heading).toHaveText(ids[20] ?? '')
  await expect(moves).toContainText('40 of 60')
  await moves.getByRole('link', { name: 'Next client' }).click()
  await expect(heading).toHaveText(ids[19] ?? '')
  await page.keyboard.press('j')
  await expect(heading).toHaveText(ids[18] ?? '')
  await expect(moves).toContainText('42 of 60')
  await page.keyboard.press('k')
  await expect(heading).toHaveText(ids[19] ?? '')
  await moves.getByRole('link', { name: 'Previous client' }).click()
  await expect(heading).toHaveText(ids[20] ?? '')

  await page.getByRole('link', { name: 'Clients', exact: true }).click()
  await expect(page).toHaveURL(list)
  await expect(row).toBeInViewport()
})

test('at the ends of the list there is no further client, and no list knows an address', async ({
  page,
  connect,
}) => {
  const prefix = freshPrefix('ends')
  await connect({ clientId: `${prefix}a` })
  await connect({ clientId: `${prefix}b` })
  await page.goto(`/clients?_like_clientid=${prefix}&sort=clientid`)
  await rowOf(page, `${prefix}a`).getByRole('link').click()
  const moves = page.getByRole('navigation', { name: 'Clients of the list' })
  await expect(moves.getByRole('link')).toHaveCount(1)
  await page.keyboard.press('k')
  await page.keyboard.press('j')
  await expect(page).toHaveURL(`/clients/${prefix}b`)
  await expect(moves.getByRole('link', { name: 'Next client' })).toHaveCount(0)
  await page.goto(`/clients/${prefix}b`)
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(`${prefix}b`)
  await page.goto('/clients/other')
  await expect(moves).toHaveCount(0)
})

test('ID, link, record and curl command are copied', async ({ page, context, connect, roster }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write'])
  const id = `${freshPrefix('copy')}a b/"ü'`
  await connect({ clientId: id, username: 'ann' })
  await page.goto(`/clients/${encodeURIComponent(id)}`)
  const copy = async (name: string) => {
    await page.getByRole('button', { name: 'Copy', exact: true }).click()
    await page.getByRole('menuitem', { name, exact: true }).click()
    return page.evaluate(() => navigator.clipboard.readText())
  }
  const clipboard = () => page.evaluate(() => navigator.clipboard.readText())
  await page.getByRole('button', { name: 'Copy ID' }).click()
  await expect.poll(clipboard).toBe(id)
  await expect.poll(() => copy('Copy username')).toBe('ann')
  await page.getByRole('listitem').getByRole('button', { name: 'emqx@127.0.0.1' }).click()
  await expect.poll(clipboard).toBe('emqx@127.0.0.1')
  const link = `${roster.origin}/clients/${encodeURIComponent(id).replaceAll("'", '%27')}`
  await expect
    .poll(async () => decodeURIComponent(await copy('Copy link')))
    .toBe(decodeURIComponent(link))
  await expect
    .poll(async () => JSON.parse(await copy('Copy JSON')) as unknown)
    .toMatchObject({ clientid: id, username: 'ann', node: 'emqx@127.0.0.1', max_inflight: 32 })
  await expect
    .poll(() => copy('Copy as curl'))
    .toMatch(/^curl .*\/clients\/copy-\S+a%20b%2F%22%C3%BC'\\'''$/)
})

test('the clients of the same username are one click away', async ({ page, connect }) => {
  const prefix = freshPrefix('user')
  const username = `${prefix}&=é`
  await connect({ clientId: `${prefix}a`, username })
  await connect({ clientId: `${prefix}b`, username })
  await page.goto(`/clients/${prefix}a`)
  await page.getByRole('link', { name: `All clients of user ${username}` }).click()
  await expect.poll(async () => (await shownIds(page)).sort()).toEqual([`${prefix}a`, `${prefix}b`])
})

test('by keys alone: every control is reached, and r reads anew', async ({
  page,
  connect,
  roster,
}) => {
  const prefix = freshPrefix('keys')
  for (const part of ['a', 'b', 'c']) {
    const client = await connect({ clientId: `${prefix}${part}`, username: prefix })
    await client.subscribeAsync([`x/${part}`, `y/${part}`])
  }
  await page.goto(`/clients?_like_clientid=${prefix}&sort=clientid`)
  await rowOf(page, `${prefix}b`).getByRole('link').click()
  await expect(page.getByRole('group', { name: 'Subscriptions' })).toBeVisible()
  await expect(page.getByRole('figure', { name: 'Queue' }).locator('canvas')).toBeVisible()

  await page.getByRole('main').focus()
  const reached = new Set<string>()
  for (let tabs = 0; tabs < 80; tabs++) {
    await page.keyboard.press('Tab')
    const name = await page.evaluate(() => {
      const { activeElement: el } = document
      return `${el?.tagName} ${el?.getAttribute('aria-label') ?? el?.textContent}`
    })
    reached.add(name)
  }
  const all = [...reached].join('\n')
  for (const name of [
    'A Previous client',
    'A Next client',
    'Refresh',
    'Kick',
    'Copy ID',
    'SUMMARY What it is',
    'SUMMARY What you can do',
    'SUMMARY How Roster knows',
    'BUTTON Copy',
    'BUTTON  127.0.0.1:',
    'Pause',
    'Show as table',
    'Save what is shown as CSV',
    'Save what is shown as PNG',
    'DIV Queue ',
    'Find in topics',
    'Copy x/b',
    'OL Presence',
    `A All clients of user ${prefix}`,
  ]) {
    expect(all).toContain(name)
  }

  const { requests } = roster.upstream
  await page.getByRole('main').focus()
  const path = `/api/v4/clients/${prefix}b`
  const count = () => requests.filter(({ url }) => url === path).length
  const asked = count()
  await page.keyboard.press('r')
  await expect.poll(count).toBeGreaterThan(asked)
})

import { clientsTable, expect, freshPrefix, rowOf, shownIds, test } from '../support/fixtures.ts'
import { box, connectMany, refresh, region, rows } from '../support/table-parts.ts'

test.describe('the focus', () => {
  test('stays on its row through a refresh, and goes to the next one when the row leaves', async ({
    page,
    connect,
    disconnect,
  }) => {
    const { prefix, ids } = await connectMany(connect, 5, 'focus')
    const leaving = await connect({ clientId: `${prefix}002x` })
    await page.goto(`/clients?_like_clientid=${prefix}&sort=clientid`)
    await box(rowOf(page, `${prefix}002x`)).focus()
    await refresh(page)
    await expect(page.getByText('Updated just now')).toBeVisible()
    await expect(box(rowOf(page, `${prefix}002x`))).toBeFocused()

    await disconnect(leaving)
    await refresh(page)
    await expect(rowOf(page, `${prefix}002x`)).toHaveCount(0)
    await expect(rowOf(page, ids[3] ?? '')).toBeFocused()
  })

  test('goes to what has come to the place where a row was last, not where it once was', async ({
    page,
    connect,
    disconnect,
  }) => {
    const { prefix, ids } = await connectMany(connect, 3, 'moved')
    const leaving = await connect({ clientId: `${prefix}000x` })
    await page.goto(`/clients?_like_clientid=${prefix}&sort=clientid`)
    await rowOf(page, `${prefix}000x`).focus()
    await connect({ clientId: `${prefix}000a` })
    await refresh(page)
    await expect(rowOf(page, `${prefix}000a`)).toBeVisible()
    await expect(rowOf(page, `${prefix}000x`)).toBeFocused()
    await disconnect(leaving)
    await refresh(page)
    await expect(rowOf(page, `${prefix}000x`)).toHaveCount(0)
    await expect(rowOf(page, ids[1] ?? '')).toBeFocused()
  })

  test('stays with a client that connects anew, wherever that puts its row', async ({
    page,
    connect,
    disconnect,
  }) => {
    const { prefix, ids } = await connectMany(connect, 4, 'again')
    const clientId = `${prefix}0again`
    const client = await connect({ clientId, keepalive: 90 })
    await page.goto(`/clients?_like_clientid=${prefix}&sort=-keepalive`)
    await expect.poll(async () => (await shownIds(page))[0]).toBe(clientId)
    await rowOf(page, clientId).focus()
    await disconnect(client)
    await connect({ clientId, keepalive: 10 })
    await refresh(page)
    await expect.poll(async () => (await shownIds(page))[ids.length]).toBe(clientId)
    await expect(rowOf(page, clientId)).toBeFocused()
  })

  test('does not get lost with what is pressed and goes by that', async ({ page }) => {
    await page.goto('/clients?trouble=window')
    await box(rows(page).first()).check()
    await page.getByRole('button', { name: 'Clear selection' }).press('Enter')
    await expect(page.getByRole('main')).toBeFocused()
    await page.getByRole('link', { name: '10,000' }).press('Enter')
    await expect(page).toHaveURL('/clients?_limit=10000&trouble=window')
    await expect(page.getByRole('main')).toBeFocused()
    for (const [address, role, name] of [
      ['?_like_clientid=nobody', 'button', 'Clear filters'],
      ['?_page=99', 'link', 'Go to the first page'],
    ] as const) {
      await page.goto(`/clients${address}`)
      await page.locator('main').getByRole(role, { name }).last().press('Enter')
      await expect(page).toHaveURL('/clients')
      await expect(page.getByRole('main')).toBeFocused()
    }
    await page.goto('/clients?_limit=20')
    const second = page.getByRole('link', { name: 'Page 2' })
    await second.press('Enter')
    await expect(second).toHaveAttribute('aria-current', 'page')
    await expect(second).toBeFocused()
  })

  test('stays on a row that is scrolled out of sight, and comes back to it from the client', async ({
    page,
    connect,
  }) => {
    const { prefix, ids } = await connectMany(connect, 250, 'away')
    await page.goto(`/clients?_like_clientid=${prefix}&_limit=500&sort=clientid`)
    const row = rowOf(page, ids[4] ?? '')
    await row.focus()
    await region(page).evaluate((element) => element.scrollTo(0, element.scrollHeight))
    await expect(rowOf(page, ids[249] ?? '')).toBeVisible()
    await expect(row).toBeFocused()
    await page.keyboard.press('Enter')
    await expect(page).toHaveURL(`/clients/${ids[4]}`)
    await page.goBack()
    await expect(row).toBeFocused()
  })
})

test.describe('the refresh', () => {
  test('is chosen in the address, and a heavy filter is not asked faster than every 15 s', async ({
    page,
  }) => {
    // Of the page: the gateway may answer with what it has just asked the broker.
    const requests: string[] = []
    page.on('request', (request) => {
      if (request.url().includes('/api/v4/clients?_page=1&_limit=50')) requests.push(request.url())
    })
    await page.clock.install()
    await page.goto('/clients')
    await page.getByRole('button', { name: /^Interval/ }).click()
    await page.getByRole('menuitemradio', { name: '5s', exact: true }).click()
    await expect(page).toHaveURL('/clients?refresh=5')
    await expect(page.getByText(/^Updated/)).toBeVisible()
    let asked = requests.length
    await page.clock.runFor(5_500)
    await expect.poll(() => requests.length).toBe(asked + 1)

    await page.goto('/clients?_like_clientid=truck&refresh=5')
    await expect(page.getByRole('button', { name: /^Interval/ })).toContainText('5s → 15s')
    await expect(clientsTable(page)).toBeVisible()
    await expect(page.getByText(/^Updated/)).toBeVisible()
    asked = requests.length
    await page.clock.runFor(14_000)
    await page.clock.runFor(2_000)
    await expect.poll(() => requests.length).toBe(asked + 1)

    await page.getByRole('button', { name: /^Interval/ }).click()
    await page.getByRole('menuitemradio', { name: 'Off' }).click()
    await expect(page).toHaveURL('/clients?_like_clientid=truck&refresh=off')
    asked = requests.length
    await page.clock.runFor(300_000)
    expect(requests.length).toBe(asked)
  })

  test('marks what has changed, once, unless motion is to be reduced', async ({
    page,
    connect,
  }) => {
    const id = freshPrefix('mark')
    const client = await connect({ clientId: id })
    await page.goto(`/clients?clientid=${id}&refresh=off`)
    const cell = rowOf(page, id).locator('[data-column="subscriptions_cnt"]')
    await expect(cell).toHaveText('0')
    await expect(cell).not.toHaveAttribute('data-changed')
    const lit = await page.evaluateHandle(() => {
      const columns: (string | undefined)[] = []
      document.addEventListener('animationstart', ({ target }) =>
        columns.push((target as HTMLElement).dataset.column),
      )
      return columns
    })
    await client.subscribeAsync('a/b')
    await page.getByRole('button', { name: 'Refresh' }).click()
    await expect(cell).toHaveText('1')
    await expect
      .poll(() => lit.evaluate((all) => all.filter(Boolean)))
      .toEqual(['subscriptions_cnt'])
    // Its elements may be moved or be another row's later: they must not light up again.
    await expect(cell).not.toHaveAttribute('data-changed')

    await page.emulateMedia({ reducedMotion: 'reduce' })
    await client.subscribeAsync('c/d')
    await page.getByRole('button', { name: 'Refresh' }).click()
    await expect(cell).toHaveText('2')
    await expect(cell).toHaveAttribute('data-changed')
    await expect(cell).toHaveCSS('animation-name', 'none')
    await expect(rowOf(page, id).locator('[data-column="connected"]')).not.toHaveAttribute(
      'data-changed',
    )
  })

  test('the next page is fetched before it is asked for', async ({ page, roster }) => {
    const { requests } = roster.upstream
    const before = requests.length
    const asked = (text: string) =>
      requests.slice(before).filter(({ url }) => url.includes(text)).length
    await page.goto('/clients?_limit=20')
    await expect.poll(() => asked('_page=2&_limit=20')).toBe(1)
    await page.goto('/clients?_limit=20&_like_clientid=e')
    await expect(page.getByRole('link', { name: 'Next' })).toBeEnabled()
    await page.getByRole('link', { name: 'Next' }).hover()
    await expect.poll(() => asked('_page=2&_limit=20&_like_clientid=e')).toBe(1)
  })
})

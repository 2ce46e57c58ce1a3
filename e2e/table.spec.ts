import type { Locator, Page } from '@playwright/test'
import { clientFields } from '../src/contract/client.ts'
import {
  clientsTable,
  expect,
  expectAccessible,
  freshPrefix,
  rowOf,
  shownIds,
  test,
} from './fixtures.ts'

/** Connects clients whose ids differ in their last digits only, and gives the ids. */
async function connectMany(
  connect: (options: { clientId: string }) => Promise<unknown>,
  count: number,
  name: string,
): Promise<{ prefix: string; ids: string[] }> {
  const prefix = freshPrefix(name)
  const ids = Array.from({ length: count }, (_, n) => `${prefix}${String(n).padStart(3, '0')}`)
  await Promise.all(ids.map((clientId) => connect({ clientId })))
  return { prefix, ids }
}

const rows = (page: Page) => clientsTable(page).locator('tbody').getByRole('row')
const header = (page: Page, name: string) =>
  clientsTable(page).getByRole('columnheader', { name, exact: true })
const headerNames = (page: Page) => clientsTable(page).getByRole('columnheader').allInnerTexts()
const box = (row: Locator) => row.getByRole('checkbox')
const isAscending = (numbers: number[]) =>
  numbers.every((n, i) => i === 0 || n > (numbers[i - 1] ?? n))
const region = (page: Page) => page.getByRole('region', { name: 'Clients' })

test.describe('rows', () => {
  test('only those in sight stand in the document, and the table says how many there are', async ({
    page,
    connect,
  }) => {
    const { prefix, ids } = await connectMany(connect, 150, 'virtual')
    await page.goto(`/clients?_like_clientid=${prefix}&_limit=10000&sort=clientid`)
    await expect(clientsTable(page)).toHaveAttribute('aria-rowcount', '151')
    await expect(rows(page).first()).toHaveAttribute('aria-rowindex', '2')
    expect(await rows(page).count()).toBeLessThan(60)
    await expect(rowOf(page, ids[0] ?? '')).toBeVisible()

    await region(page).evaluate((element) => element.scrollTo(0, element.scrollHeight))
    const last = rowOf(page, ids.at(-1) ?? '')
    await expect(last).toBeVisible()
    await expect(last).toHaveAttribute('aria-rowindex', '151')
    expect(await rows(page).count()).toBeLessThan(60)
  })

  test('each stands in its place wherever the list is scrolled, the active one too', async ({
    page,
    connect,
  }) => {
    const { prefix, ids } = await connectMany(connect, 150, 'place')
    await page.goto(`/clients?_like_clientid=${prefix}&_limit=10000&sort=clientid`)
    /** Of each row, in the order of the document: where it is said to stand, and where it stands. */
    const places = () =>
      rows(page).evaluateAll((all) => {
        const top = all[0]?.closest('tbody')?.getBoundingClientRect().top ?? 0
        return all.map((row) => ({
          said: Number(row.ariaRowIndex) - 2,
          seen: (row.getBoundingClientRect().top - top) / 36,
        }))
      })
    for (const [active, seen] of [
      [2, 130],
      [130, 2],
      [75, 75],
    ] as const) {
      await region(page).evaluate((element, row) => element.scrollTo(0, row * 36), active)
      await box(rowOf(page, ids[active] ?? '')).focus()
      await region(page).evaluate((element, row) => element.scrollTo(0, row * 36), seen)
      await expect(rowOf(page, ids[seen] ?? '')).toBeVisible()
      await expect(box(rowOf(page, ids[active] ?? ''))).toBeFocused()
      for (const place of await places()) expect(place.seen).toBe(place.said)
      // For who goes through them one by one: so they stand in the document once the scroll has ended.
      await expect
        .poll(async () => isAscending((await places()).map(({ said }) => said)))
        .toBe(true)
      await expect(box(rowOf(page, ids[active] ?? ''))).toBeFocused()
    }
  })

  test('those that come into sight take the elements of those that go', async ({
    page,
    connect,
  }) => {
    const { prefix, ids } = await connectMany(connect, 150, 'slots')
    await page.goto(`/clients?_like_clientid=${prefix}&_limit=10000&sort=clientid`)
    await expect(rowOf(page, ids[0] ?? '')).toBeVisible()
    await rows(page).evaluateAll((all) => all.forEach((row) => row.setAttribute('data-seen', '')))
    await box(rowOf(page, ids[1] ?? '')).check()
    for (const seen of [20, 60, 140]) {
      await region(page).evaluate((element, row) => element.scrollTo(0, row * 36), seen)
      const row = rowOf(page, ids[seen] ?? '')
      await expect(row).toBeVisible()
      await expect(box(row)).not.toBeChecked()
      await expect(row.getByRole('link')).toHaveAttribute('href', `/clients/${ids[seen]}`)
      // The active row, out of sight, stays as well.
      const made = rows(page).and(page.locator(':not([data-seen])'))
      expect(await made.count()).toBeLessThanOrEqual(1)
    }
  })

  test('the link to a client opens another tab where it is asked to', async ({ page, connect }) => {
    const { ids } = await connectMany(connect, 1, 'tab')
    const id = ids[0] ?? ''
    await page.goto(`/clients?clientid=${id}`)
    const opened = page.context().waitForEvent('page')
    await rowOf(page, id)
      .getByRole('link')
      .click({ modifiers: ['ControlOrMeta'] })
    await expect(await opened).toHaveURL(`/clients/${id}`)
    await expect(page).toHaveURL(`/clients?clientid=${id}`)
  })

  test('the head and the id stay in sight while the list is scrolled', async ({ page }) => {
    await page.setViewportSize({ width: 900, height: 600 })
    await page.goto('/clients')
    const id = rows(page).nth(3).getByRole('link')
    const before = await id.boundingBox()
    await region(page).evaluate((element) => element.scrollTo(300, 0))
    // They stick from the frame after.
    await expect.poll(async () => (await id.boundingBox())?.x).toBe(before?.x)
    await region(page).evaluate((element) => element.scrollTo(300, 400))
    const top = (await region(page).boundingBox())?.y ?? 0
    expect((await header(page, 'Client ID').boundingBox())?.y).toBeCloseTo(top + 1, 0)
  })

  test('columns out of sight are put in when they are scrolled to', async ({ page }) => {
    await page.goto('/clients?columns=clientid,mqueue_len:600,inflight:600,zone:600,keepalive')
    // The first row is the active one, which has all of them.
    const row = rows(page).nth(1)
    const cell = (name: string) => row.getByRole('cell', { name, exact: true })
    await expect(row.getByRole('cell')).toHaveCount(5)
    await expect(cell('external')).toHaveCount(0)
    await region(page).evaluate((element) => element.scrollTo(1200, 0))
    await expect(cell('external')).toBeVisible()
    await expect(cell('external')).toHaveAttribute('aria-colindex', '6')
    const [body, head] = [
      await cell('external').boundingBox(),
      await header(page, 'Zone').boundingBox(),
    ]
    expect(body?.x).toBe(head?.x)
    expect(body?.width).toBe(head?.width)
  })

  test('columns that a column being dragged narrower draws into sight are put in', async ({
    page,
  }) => {
    await page.goto('/clients?columns=clientid,mqueue_len:600,inflight:600,zone:100')
    // The first row is the active one, which has all of them.
    const zone = rows(page).nth(1).getByRole('cell', { name: 'external', exact: true })
    const edge = await header(page, 'Queue').boundingBox()
    if (!edge) throw new Error('the head is not in sight')
    await expect(zone).toHaveCount(0)
    await page.mouse.move(edge.x + edge.width - 4, edge.y + 10)
    await page.mouse.down()
    await page.mouse.move(edge.x + 120, edge.y + 10, { steps: 4 })
    await expect(zone).toBeInViewport()
    await page.mouse.up()
    await expect(zone).toBeInViewport()
  })

  test('cards are virtual too, and have the same actions', async ({ page, connect }) => {
    const { prefix, ids } = await connectMany(connect, 80, 'cards')
    await page.setViewportSize({ width: 360, height: 740 })
    await page.goto(`/clients?_like_clientid=${prefix}&_limit=100&sort=clientid`)
    await expect(rowOf(page, ids[0] ?? '')).toBeVisible()
    expect(await rows(page).count()).toBeLessThan(40)
    const selection = page.getByRole('group', { name: 'Selection' })
    await page.getByText('Select all on this page').click()
    await expect(selection).toContainText('80 selected')
    await selection.getByRole('button', { name: 'Clear selection' }).click()
    await box(rowOf(page, ids[0] ?? '')).check()
    await expect(selection).toContainText('1 selected')
    await page.evaluate(() => window.scrollTo(0, document.body.scrollHeight))
    await expect(rowOf(page, ids.at(-1) ?? '')).toBeVisible()
    await expect(rowOf(page, ids.at(-1) ?? '').getByRole('button', { name: /^Kick/ })).toBeVisible()
  })

  test('the density is kept in this browser', async ({ page }) => {
    await page.goto('/clients')
    const height = async () => (await rows(page).first().boundingBox())?.height
    expect(await height()).toBe(36)
    await page.getByRole('button', { name: 'Table' }).click()
    await page.getByLabel('Row height').selectOption('Compact')
    await page.keyboard.press('Escape')
    await expect.poll(height).toBe(28)
    await page.reload()
    await expect.poll(height).toBe(28)
  })
})

test.describe('the sort', () => {
  test('is of this page, stands in the address, and says so', async ({ page, connect }) => {
    const { prefix, ids } = await connectMany(connect, 5, 'sort')
    await page.goto(`/clients?_like_clientid=${prefix}`)
    const head = header(page, 'Client ID')
    await head.getByRole('button').click()
    await expect(page).toHaveURL(/[?&]sort=clientid$/)
    await expect(head).toHaveAttribute('aria-sort', 'ascending')
    await expect(page.getByText('This page is sorted by Client ID')).toBeVisible()
    expect(await shownIds(page)).toEqual(ids)
    await head.getByRole('button').click()
    await expect(page).toHaveURL(/[?&]sort=-clientid$/)
    await expect.poll(() => shownIds(page)).toEqual(ids.toReversed())
    await head.getByRole('button').click()
    await expect(page).toHaveURL(new RegExp(`${prefix}$`))
    await page.goBack()
    await expect.poll(() => shownIds(page)).toEqual(ids.toReversed())
    await page.goBack()
    await expect.poll(() => shownIds(page)).toEqual(ids)
  })

  test('begins with the most of a number, and puts what is not known last', async ({ page }) => {
    await page.goto('/clients?_limit=100&columns=clientid,mqueue_len,send_oct')
    await header(page, 'Queue').getByRole('button').click()
    await expect(page).toHaveURL(/sort=-mqueue_len/)
    await expect(rows(page).first()).toContainText('1,000')
    // The bytes of a client that has been away for a while are not known.
    await page.goto('/clients?_limit=100&columns=clientid,send_oct&sort=send_oct')
    await expect(rows(page).first().getByRole('cell').nth(2)).not.toBeEmpty()
  })
})

test.describe('columns', () => {
  test('every field can be found, shown and hidden; the address and this browser keep it', async ({
    page,
    browser,
  }) => {
    await page.goto('/clients?_limit=20')
    await page.getByRole('button', { name: 'Table' }).click()
    await page.getByLabel('Find a column').fill('heap')
    await expect(page.getByRole('group', { name: 'Process' })).toBeVisible()
    await expect(page.getByRole('group', { name: 'Identity' })).toBeHidden()
    await page.getByRole('checkbox', { name: 'Heap' }).check()
    await page.getByLabel('Find a column').fill('recv_oct')
    await page.getByRole('checkbox', { name: 'Bytes received' }).check()
    await page.getByLabel('Find a column').fill('no such column')
    await expect(page.getByText('No column is called so.')).toBeVisible()
    await page.getByLabel('Find a column').fill('')
    await page.getByRole('checkbox', { name: 'Username' }).uncheck()
    await expect(page.getByRole('checkbox', { name: 'Client ID' })).toBeDisabled()
    await page.getByRole('button', { name: 'Move Bytes received to the left' }).press('Enter')
    await page.keyboard.press('Escape')

    const names = await headerNames(page)
    expect(names).not.toContain('Username')
    expect(names.slice(-2)).toEqual(['Bytes received', 'Heap'])
    await expect(page).toHaveURL(/&columns=clientid,connected,.*,recv_oct,heap_size$/)
    await region(page).evaluate((element) => element.scrollTo(element.scrollWidth, 0))
    await expect(rows(page).first().locator('[data-column="heap_size"]')).toHaveText(/^\d.* k?B$/)

    const stranger = await (await browser.newContext()).newPage()
    await stranger.goto(page.url())
    await expect.poll(() => headerNames(stranger)).toEqual(names)
    await stranger.close()

    await page.goto('/clients?_limit=20&shoe_size=44')
    await expect.poll(() => headerNames(page)).toEqual(names)
    await expect(page.getByText('shoe_size=44')).toBeVisible()
    await page.getByRole('button', { name: 'Table' }).click()
    await page.getByRole('button', { name: 'Default columns' }).click()
    await page.keyboard.press('Escape')
    await page.goto('/clients?_limit=20')
    await expect(header(page, 'Username')).toBeVisible()
    await expect(page).toHaveURL('/clients?_limit=20')
  })

  test('that this browser keeps, and nobody can read, change nothing', async ({
    page,
    connect,
  }) => {
    const id = freshPrefix('garbage')
    await connect({ clientId: id })
    await page.addInitScript(() => localStorage.setItem('roster.columns', 'no,such,columns'))
    await page.goto(`/clients?clientid=${id}`)
    await expect.poll(() => shownIds(page)).toEqual([id])
    await expect(header(page, 'Username')).toBeVisible()
  })

  test('are moved and made wider by keyboard', async ({ page }) => {
    await page.goto('/clients?columns=clientid,username,node')
    const node = header(page, 'Node')
    await node.getByRole('button').focus()
    await page.keyboard.press('Alt+ArrowLeft')
    await expect(page).toHaveURL(/columns=clientid,node,username$/)
    await expect(node.getByRole('button')).toBeFocused()
    await page.keyboard.press('Alt+ArrowLeft')
    await expect(page).toHaveURL(/columns=clientid,node,username$/)
    const before = (await node.boundingBox())?.width ?? 0
    await page.keyboard.press('Shift+ArrowLeft')
    await expect(page).toHaveURL(/columns=clientid,node:\d+,username$/)
    await expect.poll(async () => (await node.boundingBox())?.width).toBe(Math.round(before) - 16)
  })

  test('are moved and made wider by mouse', async ({ page }) => {
    await page.goto('/clients?columns=clientid,username,node,keepalive')
    await header(page, 'Keepalive').dragTo(header(page, 'Username'))
    await expect(page).toHaveURL(/columns=clientid,keepalive,username,node$/)

    const head = header(page, 'Client ID')
    const edge = await head.boundingBox()
    if (!edge) throw new Error('the head is not in sight')
    await page.mouse.move(edge.x + edge.width - 4, edge.y + 10)
    await page.mouse.down()
    await page.mouse.move(edge.x + 299, edge.y + 10, { steps: 4 })
    await page.mouse.up()
    await expect(page).toHaveURL(/columns=clientid:\d+,keepalive,username,node$/)
    const width = Number(/clientid:(\d+)/.exec(page.url())?.[1])
    expect((await head.boundingBox())?.width).toBe(width)
    await page.mouse.dblclick(edge.x + width - 4, edge.y + 10)
    await expect(page).toHaveURL(/columns=clientid,keepalive,username,node$/)
  })

  for (const locale of ['en-GB', 'zh-CN']) {
    test.describe(locale, () => {
      test.use({ locale })

      test('at their own widths all names are to be read, and all that is not a device’s text', async ({
        page,
        connect,
      }) => {
        const prefix = freshPrefix('widths')
        for (const clean of [true, false]) {
          const client = await connect({ clientId: `${prefix}${clean}`, clean })
          if (!clean) await client.endAsync()
        }
        const all = Object.keys(clientFields).filter((field) => field !== 'clientid')
        await page.goto(`/clients?_like_clientid=${prefix}&columns=clientid,${all.join()}`)
        const heads = page.locator('th button > span')
        await expect(heads).toHaveCount(all.length + 1)
        expect(await heads.evaluateAll(textsCutOff)).toEqual([])

        const own = all.filter((field) => !['username', 'node', 'zone'].includes(field))
        // Few enough to be in sight, and so in the document; beside one that leaves them no more room.
        for (let start = 0; start < own.length; start += 4) {
          const some = own.slice(start, start + 4)
          const columns = `clientid,${some.join()},username:900`
          await page.goto(`/clients?_like_clientid=${prefix}&columns=${columns}`)
          const cells = some.map((field) => `td[data-column="${field}"]`).join()
          await expect(page.locator(cells)).toHaveCount(2 * some.length)
          expect(await page.locator(cells).evaluateAll(textsCutOff)).toEqual([])
        }
      })
    })
  }

  test('a limit of 0 is no limit, and numbers stand at the right', async ({ page }) => {
    await page.goto('/clients?columns=clientid,max_subscriptions,recv_oct&_like_clientid=truck')
    const limit = rows(page).first().locator('[data-column="max_subscriptions"]')
    await expect(limit).toHaveText('no limit')
    await expect(limit).toHaveCSS('text-align', 'end')
  })
})

test.describe('the selection', () => {
  test('is made one by one, as a range, and of the whole page; and lasts over pages', async ({
    page,
    connect,
  }) => {
    const { prefix, ids } = await connectMany(connect, 24, 'pick')
    await page.goto(`/clients?_like_clientid=${prefix}&_limit=20&sort=clientid`)
    const bar = page.getByRole('group', { name: 'Selection' })
    await expect(bar).toBeHidden()
    const shown = await shownIds(page)
    const besideBox = { position: { x: 2, y: 2 } }
    await rowOf(page, shown[2] ?? '')
      .locator('[data-column="picks"]')
      .click(besideBox)
    await expect(page.getByRole('checkbox', { name: `Select ${shown[2]}` })).toBeChecked()
    await expect(bar).toContainText('1 selected')
    await page.getByRole('checkbox', { name: `Select ${shown[5]}` }).click({ modifiers: ['Shift'] })
    await expect(bar).toContainText('4 selected')
    const all = page.getByRole('checkbox', { name: 'Select all on this page' })
    await expect(all).toBeChecked({ indeterminate: true })
    await all.click()
    await expect(bar).toContainText('20 selected')

    await page.getByRole('link', { name: 'Next' }).click()
    await expect(clientsTable(page).getByRole('link')).toHaveCount(4)
    await expect(bar).toContainText('20 selected (20 not on this page)')
    await expect(all).not.toBeChecked()
    await box(rows(page).first()).press('Space')
    await expect(bar).toContainText('21 selected (20 not on this page)')

    await page.context().grantPermissions(['clipboard-read', 'clipboard-write'])
    await bar.getByRole('button', { name: 'Copy IDs' }).click()
    await expect(page.getByText('21 client IDs are copied.')).toBeVisible()
    const copied = (await page.evaluate(() => navigator.clipboard.readText())).split('\n')
    expect(copied.slice(0, 20).sort()).toEqual(shown.toSorted())
    expect(ids).toContain(copied[20])
    await bar.getByRole('button', { name: 'Clear selection' }).click()
    await expect(bar).toBeHidden()
  })

  test('survives a refresh, and never grows by itself', async ({ page, connect }) => {
    const { prefix } = await connectMany(connect, 3, 'grow')
    await page.goto(`/clients?_like_clientid=${prefix}`)
    await page.getByRole('checkbox', { name: 'Select all on this page' }).check()
    await connect({ clientId: `${prefix}999` })
    await page.getByRole('button', { name: 'Refresh' }).click()
    await expect(rowOf(page, `${prefix}999`)).toBeVisible()
    await expect(box(rowOf(page, `${prefix}999`))).not.toBeChecked()
    await expect(box(rowOf(page, `${prefix}001`))).toBeChecked()
    await expect(page.getByRole('group', { name: 'Selection' })).toContainText('3 selected')
  })

  test('of the page, or of what is picked, is exported as the broker said it', async ({
    page,
    connect,
    askBroker,
  }) => {
    const prefix = freshPrefix('=cmd|"x",')
    await connect({ clientId: `${prefix}a` })
    await connect({ clientId: `${prefix}b` })
    await page.goto(`/clients?_like_clientid=${encodeURIComponent(prefix)}&sort=clientid`)
    await expect(clientsTable(page).getByRole('link')).toHaveCount(2)

    const saved = page.waitForEvent('download')
    await page
      .getByRole('group', { name: 'Export page' })
      .getByRole('button', { name: 'CSV' })
      .click()
    const csv = await saved
    expect(csv.suggestedFilename()).toMatch(/^roster-clients-\d{4}-\d\d-\d\d-\d{6}\.csv$/)
    const text = await readAll(await csv.createReadStream())
    expect(text).toMatch(/^\uFEFFclientid,username,/)
    expect(text.trimEnd().split('\r\n')).toHaveLength(3)
    expect(text).toContain(`"'${prefix.replaceAll('"', '""')}a"`)

    await box(rowOf(page, `${prefix}b`)).check()
    const picked = page.waitForEvent('download')
    await page
      .getByRole('group', { name: 'Selection' })
      .getByRole('button', { name: 'Export JSON' })
      .click()
    const [record, ...others] = JSON.parse(await readAll(await (await picked).createReadStream()))
    expect(others).toEqual([])
    const [real] = await askBroker(`${prefix}b`)
    expect(record).toMatchObject({ clientid: real?.clientid, port: real?.port, node: real?.node })
  })
})

test.describe('the focus', () => {
  test('stays on its row through a refresh, and goes to the next one when the row leaves', async ({
    page,
    connect,
  }) => {
    const { prefix, ids } = await connectMany(connect, 5, 'focus')
    const leaving = await connect({ clientId: `${prefix}002x` })
    await page.goto(`/clients?_like_clientid=${prefix}&sort=clientid`)
    await box(rowOf(page, `${prefix}002x`)).focus()
    await page.getByRole('button', { name: 'Refresh' }).dispatchEvent('click')
    await expect(page.getByText('Updated just now')).toBeVisible()
    await expect(box(rowOf(page, `${prefix}002x`))).toBeFocused()

    await leaving.endAsync()
    await page.getByRole('button', { name: 'Refresh' }).dispatchEvent('click')
    await expect(rowOf(page, `${prefix}002x`)).toHaveCount(0)
    await expect(rowOf(page, ids[3] ?? '')).toBeFocused()
  })

  test('stays on a row that is scrolled out of sight, and comes back to it from the client', async ({
    page,
    connect,
  }) => {
    const { prefix, ids } = await connectMany(connect, 120, 'away')
    await page.goto(`/clients?_like_clientid=${prefix}&_limit=500&sort=clientid`)
    const row = rowOf(page, ids[4] ?? '')
    await row.focus()
    await region(page).evaluate((element) => element.scrollTo(0, element.scrollHeight))
    await expect(rowOf(page, ids[119] ?? '')).toBeVisible()
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
    await page.getByLabel('Refresh every').selectOption('5s')
    await expect(page).toHaveURL('/clients?refresh=5')
    await expect(page.getByText(/^Updated/)).toBeVisible()
    let asked = requests.length
    await page.clock.runFor(5_500)
    await expect.poll(() => requests.length).toBe(asked + 1)

    await page.goto('/clients?_like_clientid=truck&refresh=5')
    await expect(page.getByLabel('Refresh every')).toContainText('5s → 15s')
    await expect(clientsTable(page)).toBeVisible()
    await expect(page.getByText(/^Updated/)).toBeVisible()
    asked = requests.length
    await page.clock.runFor(14_000)
    await page.clock.runFor(2_000)
    await expect.poll(() => requests.length).toBe(asked + 1)

    await page.getByLabel('Refresh every').selectOption('Off')
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

for (const colorScheme of ['light', 'dark'] as const) {
  test(`the dialog of the table and the selection are accessible, ${colorScheme}`, async ({
    page,
  }) => {
    await page.emulateMedia({ colorScheme })
    await page.goto('/clients?sort=-mqueue_len')
    await box(rows(page).first()).check()
    await expectAccessible(page)
    await page.getByRole('button', { name: 'Table' }).click()
    await expect(page.getByRole('dialog')).toBeVisible()
    await expectAccessible(page)
    await page.setViewportSize({ width: 360, height: 740 })
    await expectAccessible(page)
  })
}

/** The texts of elements that are too small for them. */
function textsCutOff(elements: Element[]): string[] {
  return elements
    .filter(
      ({ scrollWidth, clientWidth, scrollHeight, clientHeight }) =>
        scrollWidth > clientWidth || scrollHeight > clientHeight,
    )
    .map(({ textContent }) => textContent)
}

async function readAll(stream: AsyncIterable<Buffer | string>): Promise<string> {
  const parts: Buffer[] = []
  for await (const part of stream) parts.push(Buffer.from(part))
  return Buffer.concat(parts).toString('utf8')
}

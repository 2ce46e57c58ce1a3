import { clientsTable, expect, rowOf, test } from '../support/fixtures.ts'
import { connectMany, rows, header, box, region } from '../support/table-parts.ts'
import { chooseSetting } from '../support/settings-menu.ts'

const isAscending = (numbers: number[]) =>
  numbers.every((n, i) => i === 0 || n > (numbers[i - 1] ?? n))

test.describe('rows', () => {
  test('of a page of up to 200 are all in the document, where the browser finds them', async ({
    page,
    connect,
  }) => {
    const { prefix, ids } = await connectMany(connect, 120, 'plain')
    await page.goto(`/clients?_like_clientid=${prefix}&_limit=200&sort=clientid`)
    await expect(rows(page)).toHaveCount(120)
    await expect(rowOf(page, ids.at(-1) ?? '')).not.toBeInViewport()
    const isFound = await page.evaluate(
      // In every browser, though no standard has it.
      (text) => (window as Window & { find?: (text: string) => boolean }).find?.(text),
      ids.at(-1) ?? '',
    )
    expect(isFound).toBe(true)
  })

  test('of a long list, only those in sight are in the document, and the table says how many there are', async ({
    page,
    connect,
  }) => {
    const { prefix, ids } = await connectMany(connect, 250, 'virtual')
    await page.goto(`/clients?_like_clientid=${prefix}&_limit=10000&sort=clientid`)
    await expect(clientsTable(page)).toHaveAttribute('aria-rowcount', '251')
    await expect(rows(page).first()).toHaveAttribute('aria-rowindex', '2')
    expect(await rows(page).count()).toBeLessThan(60)
    await expect(rowOf(page, ids[0] ?? '')).toBeVisible()

    await region(page).evaluate((element) => element.scrollTo(0, element.scrollHeight))
    const last = rowOf(page, ids.at(-1) ?? '')
    await expect(last).toBeVisible()
    await expect(last).toHaveAttribute('aria-rowindex', '251')
    expect(await rows(page).count()).toBeLessThan(60)

    for (const [key, row] of [
      ['Home', rowOf(page, ids[0] ?? '')],
      ['End', last],
    ] as const) {
      await page.keyboard.press(key)
      await expect(row).toBeFocused()
      await expect(row).toBeInViewport()
    }
  })

  test('each stands in its place wherever the list is scrolled, the active one too', async ({
    page,
    connect,
  }) => {
    const { prefix, ids } = await connectMany(connect, 250, 'place')
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
    const { prefix, ids } = await connectMany(connect, 250, 'slots')
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
    await expect(cell('external')).toHaveAttribute('aria-colindex', '5')
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

  test('on a narrow screen, only those in sight are in the document too; they have the same actions', async ({
    page,
    connect,
  }) => {
    const { prefix, ids } = await connectMany(connect, 250, 'narrow')
    await page.setViewportSize({ width: 360, height: 740 })
    await page.goto(`/clients?_like_clientid=${prefix}&_limit=1000&sort=clientid`)
    await expect(rowOf(page, ids[0] ?? '')).toBeVisible()
    expect(await rows(page).count()).toBeLessThan(40)
    const selection = page.getByRole('group', { name: 'Selection' })
    await page.getByText('Select all on this page').click()
    await expect(selection).toContainText('250 selected')
    await selection.getByRole('button', { name: 'Clear selection' }).click()
    await box(rowOf(page, ids[0] ?? '')).check()
    await expect(selection).toContainText('1 selected')
    await page.evaluate(() => window.scrollTo(0, document.body.scrollHeight))
    await expect(rowOf(page, ids.at(-1) ?? '')).toBeVisible()
    await expect(
      rowOf(page, ids.at(-1) ?? '').getByRole('button', { name: /^Actions for/ }),
    ).toBeVisible()
  })

  test('the density is kept in this browser', async ({ page }) => {
    await page.goto('/clients')
    const height = async () => (await rows(page).first().boundingBox())?.height
    expect(await height()).toBe(36)
    await chooseSetting(page, 'Compact')
    await expect.poll(height).toBe(28)
    await page.reload()
    await expect.poll(height).toBe(28)
  })
})

import { json } from 'node:stream/consumers'
import type { Page } from '@playwright/test'
import { clientFields } from '../../src/contract/client.ts'
import { clientsTable, expect, freshPrefix, rowOf, shownIds, test } from '../support/fixtures.ts'
import { connectMany, rows, header, region } from '../support/table-parts.ts'

const headerNames = (page: Page) => clientsTable(page).getByRole('columnheader').allInnerTexts()

test.describe('the sort', () => {
  test('is of this page, stands in the address, and says so', async ({ page, connect }) => {
    const { prefix, ids } = await connectMany(connect, 5, 'sort')
    await page.goto(`/clients?_like_clientid=${prefix}`)
    const head = header(page, 'Client ID')
    await head.getByRole('button').click()
    await expect(page).toHaveURL(/[?&]sort=clientid$/)
    await expect(head).toHaveAttribute('aria-sort', 'ascending')
    await expect(page.getByText(/^Sorted within/)).toHaveCount(0)
    await expect.poll(() => shownIds(page)).toEqual(ids)
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
    // Read often: the demo broker may have just started, and its queues are still growing.
    await page.goto('/clients?_limit=100&columns=clientid,mqueue_len,send_oct&refresh=5')
    await header(page, 'Queue').getByRole('button').click()
    await expect(page).toHaveURL(/sort=-mqueue_len/)
    await expect(rows(page).first()).toContainText('1,000')
    // The bytes of a client that has been away for a while are not known.
    await page.goto('/clients?_limit=100&columns=clientid,send_oct&sort=send_oct')
    await expect(rows(page).first().getByRole('cell').nth(2)).not.toBeEmpty()
  })
})

test('the heap is in bytes in the table, on the client’s page, and in files', async ({
  page,
  connect,
}) => {
  const id = freshPrefix('heap')
  await connect({ clientId: id })
  await page.goto(`/clients?clientid=${id}&columns=clientid,heap_size`)
  await expect(rowOf(page, id)).toBeVisible()
  const answer = await page.request.get(`/api/v4/clients/${id}`)
  const { data } = (await answer.json()) as { data: { heap_size: number }[] }
  const bytes = (data[0]?.heap_size ?? NaN) * 8
  const shown = `${(bytes / 1000).toFixed(1).replace(/\.0$/, '')} kB`
  await expect(rowOf(page, id).locator('[data-column="heap_size"]')).toHaveText(shown)
  const download = page.waitForEvent('download')
  await page.getByRole('button', { name: 'Export', exact: true }).click()
  await page
    .getByRole('group', { name: 'Shown columns (2)' })
    .getByRole('menuitem', { name: 'Save as JSON' })
    .click()
  const file = await (await download).createReadStream()
  const [record] = (await json(file)) as { heap_size: number }[]
  // The shown columns, and no others.
  expect(record).toEqual({ clientid: id, heap_size: bytes })
  await page.goto(`/clients/${id}`)
  await expect(page.getByRole('region', { name: 'Process' })).toContainText(`Heap${shown}`)
})

test.describe('columns', () => {
  test('every field can be found, shown and hidden; the address and this browser keep it', async ({
    page,
    browser,
  }) => {
    await page.goto('/clients?_limit=20')
    await page.getByRole('button', { name: 'Columns' }).click()
    await page.getByLabel('Find a column').fill('heap')
    await expect(page.getByRole('group', { name: 'Process' })).toBeVisible()
    await expect(page.getByRole('group', { name: 'Identity' })).toBeHidden()
    await page.getByRole('checkbox', { name: 'Heap' }).check()
    await page.getByLabel('Find a column').fill('recv_oct')
    await page.getByRole('checkbox', { name: 'Bytes received' }).check()
    await page.getByLabel('Find a column').fill('no such column')
    await expect(page.getByText('No matching column.')).toBeVisible()
    await page.getByLabel('Find a column').fill('')
    await page.getByRole('checkbox', { name: 'Username' }).uncheck()
    await expect(page.getByRole('checkbox', { name: 'Client ID' })).toBeDisabled()
    await page.getByRole('button', { name: 'Move Bytes received' }).press('ArrowUp')
    await expect(page.getByRole('button', { name: 'Move Bytes received' })).toBeFocused()
    await page.keyboard.press('Escape')

    const names = await headerNames(page)
    expect(names).not.toContain('Username')
    expect(names.slice(-3)).toEqual(['Bytes received', 'Heap', 'Actions'])
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
    await page.getByRole('button', { name: 'Columns' }).click()
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

  test('are moved, made wider and fitted by mouse', async ({ page, connect }) => {
    const { prefix } = await connectMany(connect, 2, 'fit')
    await page.goto(`/clients?_like_clientid=${prefix}&columns=clientid,username,node,keepalive`)
    await expect(rows(page)).toHaveCount(2)
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
    await expect.poll(async () => (await head.boundingBox())?.width).toBeLessThan(width)
    expect(await rows(page).getByRole('link').evaluateAll(textsCutOff)).toEqual([])
  })

  test('are all fitted from the panel, and get their own widths back', async ({
    page,
    connect,
  }) => {
    const { prefix } = await connectMany(connect, 2, 'fit-all')
    await page.goto(`/clients?_like_clientid=${prefix}&columns=clientid,username,node`)
    await expect(rows(page)).toHaveCount(2)
    await page.getByRole('button', { name: 'Columns' }).click()
    await page.getByRole('button', { name: 'Fit', exact: true }).click()
    await expect(page).toHaveURL(/columns=clientid:\d+,username:\d+,node:\d+$/)
    const cells = clientsTable(page).getByRole('cell')
    expect(await cells.evaluateAll(textsCutOff)).toEqual([])
    await page.getByRole('button', { name: 'Reset widths' }).click()
    await expect(page).toHaveURL(/columns=clientid,username,node$/)
  })

  for (const locale of ['en-GB', 'zh-CN']) {
    test.describe(locale, () => {
      test.use({ locale })

      test('at their own widths all names are to be read, and all that is not a device’s text', async ({
        page,
        connect,
        disconnect,
      }) => {
        const prefix = freshPrefix('widths')
        for (const clean of [true, false]) {
          const client = await connect({ clientId: `${prefix}${clean}`, clean })
          if (!clean) await disconnect(client)
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

  test('without the one that says what is wrong, the id says it', async ({
    page,
    connect,
    disconnect,
  }) => {
    const prefix = freshPrefix('mark')
    const queued = await connect({ clientId: `${prefix}queued`, clean: false })
    await queued.subscribeAsync(prefix, { qos: 1 })
    await disconnect(queued)
    const other = await connect({ clientId: `${prefix}other` })
    await other.publishAsync(prefix, 'x', { qos: 1 })
    const cell = (id: string) => rowOf(page, id).locator('[data-column="clientid"]')
    const address = `/clients?_like_clientid=${prefix}&_gte_mqueue_len=0&columns=clientid`
    await expect(async () => {
      await page.goto(`${address},node`)
      await expect(cell(`${prefix}queued`)).toHaveText(`${prefix}queuedmessages waiting`, {
        timeout: 1_000,
      })
    }).toPass()
    await expect(cell(`${prefix}other`)).toHaveText(`${prefix}other`)
    await page.goto(`${address}:100,node`)
    const mark = await cell(`${prefix}queued`).getByText('waiting').boundingBox()
    const node = await rowOf(page, `${prefix}queued`).locator('[data-column="node"]').boundingBox()
    expect(mark!.x + mark!.width).toBeLessThan(node!.x)
    await page.goto(`${address},problem`)
    await expect(cell(`${prefix}queued`)).toHaveText(`${prefix}queued`)
    await expect(rowOf(page, `${prefix}queued`)).toContainText('waiting')
  })

  test('a limit of 0 is no limit, and numbers stand at the right', async ({ page }) => {
    await page.goto('/clients?columns=clientid,max_subscriptions,recv_oct&_like_clientid=truck')
    const limit = rows(page).first().locator('[data-column="max_subscriptions"]')
    await expect(limit).toHaveText('no limit')
    await expect(limit).toHaveCSS('text-align', 'end')
  })
})

/** The texts of elements that are too small for them. */
function textsCutOff(elements: Element[]): string[] {
  return elements
    .filter(
      ({ scrollWidth, clientWidth, scrollHeight, clientHeight }) =>
        scrollWidth > clientWidth || scrollHeight > clientHeight,
    )
    .map(({ textContent }) => textContent)
}

import { readFile } from 'node:fs/promises'
import type { Download, Locator, Page } from '@playwright/test'
import {
  clientsTable,
  expect,
  expectAccessible,
  expectLooksRight,
  freshPrefix,
  rowOf,
  test,
} from '../support/fixtures.ts'

type Connect = (options: { clientId: string; reconnectPeriod?: number }) => Promise<unknown>

/** Connects `count` clients whose ids begin with a prefix of their own, and gives the ids. */
async function connectMany(connect: Connect, name: string, count: number): Promise<string[]> {
  const prefix = freshPrefix(name)
  const ids = Array.from({ length: count }, (_, index) => prefix + String(index).padStart(2, '0'))
  await Promise.all(ids.map((clientId) => connect({ clientId })))
  return ids
}

/** Shows only these clients, selects them all, and opens the dialog. */
async function openKickMany(page: Page, ids: string[]): Promise<Locator> {
  await selectAll(page, ids)
  await page
    .getByRole('group', { name: 'Selection' })
    .getByRole('button', { name: 'Kick…' })
    .click()
  const dialog = page.getByRole('dialog')
  await expect(dialog).toHaveAccessibleName(
    new RegExp(`^Kick ${ids.length} clients? of Demo broker\\?$`),
  )
  await expect(dialog.getByRole('button', { name: 'Cancel' })).toBeFocused()
  return dialog
}

async function selectAll(page: Page, ids: string[]): Promise<void> {
  const prefix = ids[0]?.replace(/\d+$/, '')
  await page.goto(`/clients?_like_clientid=${prefix}`)
  await expect(clientsTable(page).getByRole('link').first()).toBeVisible()
  await page.getByRole('checkbox', { name: 'Select all on this page' }).check()
}

const confirm = (dialog: Locator, count: number) =>
  dialog.getByRole('button', { name: `Kick ${count} client`, exact: false }).click()

/** The button that shows how many came to an outcome, and only those when it is pressed. */
const outcomeOf = (dialog: Locator, outcome: string, count: number) =>
  dialog.getByRole('button', { name: `${outcome} ${count}`, exact: true })

async function textOf(download: Download): Promise<string> {
  return readFile(await download.path(), 'utf8')
}

/** Clicks what saves a file, and gives the file. */
async function save(page: Page, button: Locator): Promise<Download> {
  const [download] = await Promise.all([page.waitForEvent('download'), button.click()])
  return download
}

test('kicks the selected but for those taken out, and says so of each', async ({
  page,
  connect,
  askBroker,
}) => {
  const ids = await connectMany(connect, 'many', 5)
  const [spared = '', ...kicked] = ids
  const dialog = await openKickMany(page, ids)
  await expectAccessible(page)
  await dialog.getByRole('checkbox', { name: spared }).uncheck()
  await confirm(dialog, 4)

  await expect(dialog).toHaveAccessibleName('Finished')
  await expect(outcomeOf(dialog, 'Kicked', 4)).toBeVisible()
  for (const id of kicked) {
    await expect(dialog.getByRole('listitem').filter({ hasText: id })).toContainText('Kicked')
    expect(await askBroker(id)).toEqual([])
  }
  expect(await askBroker(spared)).toHaveLength(1)
  await expect(dialog.getByRole('button', { name: 'Close' })).toBeFocused()
  await expectAccessible(page)
  await dialog.getByRole('button', { name: 'Close' }).click()
  await expect(dialog).toBeHidden()
  await expect(rowOf(page, spared)).toBeVisible()
  for (const id of kicked) await expect(rowOf(page, id)).toHaveCount(0)
})

test('only the rows that are selected are kicked', async ({ page, connect, askBroker }) => {
  const ids = await connectMany(connect, 'rows', 3)
  const [first = '', second = '', third = ''] = ids
  await page.goto(`/clients?_like_clientid=${first.slice(0, -2)}`)
  await page.getByRole('checkbox', { name: `Select ${first}` }).check()
  await page.getByRole('checkbox', { name: `Select ${third}` }).check()
  await page.getByRole('button', { name: 'Kick…' }).click()
  const dialog = page.getByRole('dialog')
  await expect(dialog).toHaveAccessibleName('Kick 2 clients of Demo broker?')
  await confirm(dialog, 2)
  await expect(outcomeOf(dialog, 'Kicked', 2)).toBeVisible()
  expect(await askBroker(second)).toHaveLength(1)
})

/** Begins a run that takes a second for each client, and waits for its first result. */
async function beginSlowly(dialog: Locator, count: number): Promise<void> {
  await dialog.getByLabel('Pace').selectOption('1 per second')
  await confirm(dialog, count)
  await expect(dialog).toHaveAccessibleName('Kicking…')
  await expect(dialog.getByRole('listitem').first()).toContainText('Kicked')
}

/** How many of the ids the broker knows. */
async function countLeft(askBroker: (id: string) => Promise<unknown[]>, ids: string[]) {
  return (await Promise.all(ids.map(askBroker))).filter((records) => records.length > 0).length
}

test('shows progress, refuses to close, and stops; the rest can be kicked later', async ({
  page,
  connect,
  askBroker,
}) => {
  const ids = await connectMany(connect, 'stop', 40)
  const dialog = await openKickMany(page, ids)
  await beginSlowly(dialog, 40)
  await expect(dialog.getByRole('progressbar', { name: 'Progress' })).toBeVisible()
  await expect(dialog).toContainText(/[1-9]\d* of 40 done/)
  await expect(dialog.getByRole('button', { name: /^Not tried [1-9]/ })).toBeVisible()
  await expect(outcomeOf(dialog, 'All', 40)).toBeVisible()
  const stop = dialog.getByRole('button', { name: 'Stop' })
  await expect(stop).toBeFocused()
  // A browser heeds a refusal to close only once.
  for (let times = 0; times < 3; times++) await page.keyboard.press('Escape')
  await expect(dialog.getByText('Kicking is in progress. Stop it first.')).toBeVisible()
  await expect(stop).toBeFocused()

  await stop.click()
  await expect(dialog).toHaveAccessibleName('Stopped')
  await expect(dialog.getByRole('button', { name: 'Close' })).toBeFocused()
  await expect(dialog.getByRole('listitem').first()).toContainText('Not tried')
  const left = await countLeft(askBroker, ids)
  expect(left).toBeGreaterThan(0)
  await expect(outcomeOf(dialog, 'Kicked', 40 - left)).toBeVisible()
  await expect(outcomeOf(dialog, 'Not tried', left)).toBeVisible()
  await expect(dialog.getByRole('status')).toHaveText(`Stopped. ${40 - left} of 40 done`)
  await dialog.getByRole('button', { name: `Kick the remaining ${left}` }).click()
  await dialog.getByRole('button', { name: 'Stop' }).click()
  await expect(outcomeOf(dialog, 'All', 40)).toBeVisible()
})

test('a page that is left while kicks are under way is warned of', async ({ page, connect }) => {
  const dialog = await openKickMany(page, await connectMany(connect, 'leave', 20))
  await beginSlowly(dialog, 20)
  const warning = page.waitForEvent('dialog')
  await page.close({ runBeforeUnload: true })
  const question = await warning
  expect(question.type()).toBe('beforeunload')
  await question.dismiss()
  await dialog.getByRole('button', { name: 'Stop' }).click()
  await expect(dialog).toHaveAccessibleName('Stopped')
})

test('another page of Roster is gone to: the run stops, and a toast says how far it came', async ({
  page,
  connect,
  askBroker,
}) => {
  const ids = await connectMany(connect, 'gone', 20)
  const [first = ''] = ids
  await page.goto(`/clients?_like_clientid=${first.slice(0, -2)}`)
  await rowOf(page, first).getByRole('link').click()
  await expect(page.getByRole('heading', { name: first })).toBeVisible()
  await page.goBack()
  await page.getByRole('checkbox', { name: 'Select all on this page' }).check()
  await page.getByRole('button', { name: 'Kick…' }).click()
  const dialog = page.getByRole('dialog')
  await beginSlowly(dialog, 20)
  await page.goForward()
  await expect(dialog).toBeHidden()
  const told = page.getByText(/^You left the page, so kicking stopped: \d+ of 20 were kicked\.$/)
  await expect(told).toBeVisible()
  const left = await countLeft(askBroker, ids)
  expect(left).toBeGreaterThan(0)
  await expect(told).toContainText(`${20 - left} of 20`)
})

test('what failed is said with the reason, first of all, and can be tried again', async ({
  page,
  connect,
  roster,
  askBroker,
}) => {
  const ids = await connectMany(connect, 'fail', 3)
  const dialog = await openKickMany(page, ids)
  roster.upstream.setFault('failed-delete')
  await confirm(dialog, 3)
  await expect(outcomeOf(dialog, 'Not kicked', 3)).toBeVisible()
  await expect(dialog.getByRole('listitem').first()).toContainText(
    'The broker answered with an error (HTTP 500: Internal Error)',
  )
  for (const id of ids) expect(await askBroker(id)).toHaveLength(1)

  roster.upstream.setFault('none')
  await dialog.getByRole('button', { name: 'Retry 3 failed' }).click()
  await expect(outcomeOf(dialog, 'Kicked', 3)).toBeVisible()
  await expect(outcomeOf(dialog, 'Not kicked', 0)).toBeVisible()
  await expect(dialog.getByRole('button', { name: /^Retry/ })).toHaveCount(0)
  for (const id of ids) expect(await askBroker(id)).toEqual([])
})

test('some fail and some do not: each list shows its own', async ({ page, connect, roster }) => {
  const ids = await connectMany(connect, 'mixed', 4)
  const dialog = await openKickMany(page, ids)
  roster.upstream.setFault('slow')
  await dialog.getByLabel('Pace').selectOption('2 per second')
  await confirm(dialog, 4)
  const isOrder = ({ method, url }: { method: string; url: string }) =>
    method === 'DELETE' && ids.some((id) => url.endsWith(id))
  await expect.poll(() => roster.upstream.requests.filter(isOrder).length).toBe(2)
  // The two that wait go through; the two that come later are answered with an error.
  roster.upstream.setFault('failed-delete')
  roster.upstream.release()
  await expect(dialog).toHaveAccessibleName('Finished')
  await expect(outcomeOf(dialog, 'Kicked', 2)).toBeVisible()
  await outcomeOf(dialog, 'Not kicked', 2).click()
  await expect(dialog.getByRole('listitem')).toHaveCount(2)
  for (const item of await dialog.getByRole('listitem').all()) {
    await expect(item).toContainText('Internal Error')
  }
})

test('a broker out of reach is not hammered: it stops, and the rest can be kicked later', async ({
  page,
  connect,
  roster,
  askBroker,
}) => {
  const ids = await connectMany(connect, 'reach', 20)
  const dialog = await openKickMany(page, ids)
  roster.upstream.setFault('refuse')
  await dialog.getByLabel('Pace').selectOption('5 per second')
  await confirm(dialog, 20)
  await expect(dialog).toHaveAccessibleName('Stopped: five in a row failed')
  await expect(dialog.getByRole('alert')).toContainText('they were not tried')
  await expect(outcomeOf(dialog, 'Kicked', 0)).toBeVisible()
  await expect(dialog.getByRole('listitem').first()).toContainText('The broker cannot be reached')

  roster.upstream.setFault('none')
  await dialog.getByRole('button', { name: /^Retry \d+ failed/ }).click()
  await dialog.getByRole('button', { name: /^Kick the remaining/ }).click()
  await expect(outcomeOf(dialog, 'Kicked', 20)).toBeVisible()
  for (const id of ids) expect(await askBroker(id)).toEqual([])
})

test('a client that reconnects by itself is said to be back', async ({
  page,
  connect,
  roster,
  askBroker,
}) => {
  const id = `${freshPrefix('back')}00`
  await connect({ clientId: id, reconnectPeriod: 20 })
  const before = (await askBroker(id))[0]?.port
  const dialog = await openKickMany(page, [id])
  const count = (method: string) =>
    roster.upstream.requests.filter(
      (request) => request.method === method && request.url.endsWith(`/clients/${id}`),
    ).length
  roster.upstream.setFault('slow')
  await confirm(dialog, 1)
  await expect.poll(() => count('DELETE')).toBe(1)
  // The order goes through; the look after it waits until the client is there again.
  roster.upstream.release()
  await expect.poll(() => count('GET')).toBe(1)
  await expect.poll(async () => (await askBroker(id))[0]?.port ?? before).not.toBe(before)
  roster.upstream.setFault('none')
  roster.upstream.release()
  await expect(outcomeOf(dialog, 'Kicked, reconnected', 1)).toBeVisible()
  await dialog.getByRole('button', { name: 'Close' }).click()
  await expect(rowOf(page, id)).toBeVisible()
})

test('the report holds a line for each id, as CSV and as JSON', async ({
  page,
  connect,
  roster,
}) => {
  const prefix = freshPrefix('report')
  const ids = [`${prefix}0`, `${prefix},"=1`]
  for (const clientId of ids) await connect({ clientId })
  await selectAll(page, [`${prefix}0`])
  await page.getByRole('button', { name: 'Kick…' }).click()
  const dialog = page.getByRole('dialog')
  await expect(dialog).toHaveAccessibleName('Kick 2 clients of Demo broker?')
  roster.upstream.setFault('ignored-delete')
  await confirm(dialog, 2)
  await expect(outcomeOf(dialog, 'Not kicked', 2)).toBeVisible()

  const report = dialog.getByRole('button', { name: 'Save report' })
  await report.click()
  const csv = await save(page, page.getByRole('menuitem', { name: /^CSV/ }))
  expect(csv.suggestedFilename()).toMatch(/^roster-kick-report-\d{4}-\d\d-\d\d-\d{6}\.csv$/)
  const lines = (await textOf(csv)).split('\r\n')
  expect(lines).toHaveLength(4)
  expect(lines[0]).toBe('\ufefftime,clientid,node,outcome,reason')
  expect(lines.slice(1).join('\n')).toContain(`"${prefix},""=1",`)
  expect(lines[1]).toMatch(
    /^\d{4}-\d\d-\d\dT[\d:.]+Z,.*,not-kicked,"EMQX reported success, but the session is still there \(on emqx@127\.0\.0\.1, from [\d.:]+, connected since .*\)"$/,
  )

  await report.click()
  const json = await save(page, page.getByRole('menuitem', { name: 'JSON' }))
  const records = JSON.parse(await textOf(json)) as { clientid: string; outcome: string }[]
  expect(records.map(({ clientid }) => clientid).sort()).toEqual([...ids].sort())
  expect(new Set(records.map(({ outcome }) => outcome))).toEqual(new Set(['not-kicked']))
})

test('the selected are exported as CSV and JSON, and their ids copied', async ({
  page,
  connect,
  context,
}) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write'])
  const prefix = freshPrefix('export')
  const ids = [`=${prefix}0`, `-${prefix}1`]
  for (const clientId of ids) await connect({ clientId })
  await page.goto(`/clients?_like_clientid=${prefix}`)
  await expect(rowOf(page, ids[1] ?? '')).toBeVisible()
  await page.getByRole('checkbox', { name: 'Select all on this page' }).check()
  const bar = page.getByRole('group', { name: 'Selection' })

  const csv = await save(page, bar.getByRole('button', { name: 'Export CSV' }))
  expect(csv.suggestedFilename()).toMatch(/^roster-clients-[\d-]+\.csv$/)
  const [header, ...lines] = (await textOf(csv)).split('\r\n')
  expect(header).toMatch(/^\ufeffclientid,username,node,connected,/)
  expect(new Set(lines.map((line) => line.split(',')[0]))).toEqual(
    new Set(['', ...ids.map((id) => `'${id}`)]),
  )

  const json = await save(page, bar.getByRole('button', { name: 'Export JSON' }))
  const records = JSON.parse(await textOf(json)) as { clientid: string; keepalive: number }[]
  expect(records.map(({ clientid }) => clientid).sort()).toEqual([...ids].sort())
  expect(typeof records[0]?.keepalive).toBe('number')

  await bar.getByRole('button', { name: 'Copy IDs' }).click()
  await expect(page.getByText('2 client IDs are copied.')).toBeVisible()
  const copied = await page.evaluate(() => navigator.clipboard.readText())
  expect(copied.split('\n').sort()).toEqual([...ids].sort())
})

for (const [locale, themes, widths] of [
  ['zh-CN', ['dark'], [360]],
  ['en-GB', ['light', 'dark'], [1280, 360]],
] as const) {
  test.describe(`${locale}, ${themes.join()}, ${widths.join()} px`, () => {
    test.use({ locale })

    test('the dialog is accessible and fits, before and after', async ({
      page,
      connect,
      roster,
    }) => {
      const id = freshPrefix('x'.repeat(150))
      await connect({ clientId: id })
      await page.goto(`/clients?clientid=${id}`)
      await page.getByRole('checkbox', { name: id }).check()
      await page.getByRole('button', { name: /^(Kick|踢除)…$/ }).click()
      const dialog = page.getByRole('dialog')
      roster.upstream.setFault('failed-delete')
      for (const _ of ['before', 'after']) {
        await expect(dialog.getByRole('listitem')).toContainText(id)
        const check = async () => {
          expect(await dialog.evaluate((box) => box.scrollWidth - box.clientWidth)).toBe(0)
        }
        await expectLooksRight(page, { themes, widths, check })
        await dialog
          .getByRole('button', { name: /^(Kick 1 client|踢除 1 个客户端|Close|关闭)$/ })
          .click()
      }
      await expect(dialog).toBeHidden()
    })
  })
}

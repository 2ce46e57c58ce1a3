/** What operators come for, and how many clicks it takes. Each task is done by keyboard alone too. */
import type { Locator, Page } from '@playwright/test'
import { diagnosis } from '../support/client-parts.ts'
import {
  clientsTable,
  expect,
  expectSameRows,
  rowOf,
  shownIds,
  test as base,
} from '../support/fixtures.ts'
import { connectMany, rows } from '../support/table-parts.ts'
import { countClicks } from './count-clicks.ts'
import { connectTroubled, type Troubled } from './fleet.ts'

interface TaskFixtures {
  clicks: Awaited<ReturnType<typeof countClicks>>
  troubled: Troubled
}

const test = base.extend<TaskFixtures>({
  clicks: async ({ page }, use) => use(await countClicks(page)),
  troubled: async ({ connect, disconnect }, use) =>
    use(await connectTroubled({ connect, disconnect })),
})

/** Goes on by Tab until a control has the focus. */
async function tabTo(page: Page, control: Locator): Promise<void> {
  await expect(control).toBeVisible()
  const hasFocus = () => control.evaluate((element) => element === document.activeElement)
  for (let times = 0; times < 60 && !(await hasFocus()); times++) await page.keyboard.press('Tab')
  await expect(control).toBeFocused()
}

test.describe('why a client gets no messages', () => {
  test('takes one click from the list that shows it', async ({ page, clicks, troubled }) => {
    const { prefix, losing } = troubled
    await page.goto(`/clients?_like_clientid=${prefix}`)
    await rowOf(page, losing).getByRole('link', { name: losing }).click()
    await expect(diagnosis(page)).toContainText('Offline for')
    await expect(diagnosis(page)).toContainText(/queue full.*40 dropped/i)
    expect(clicks.count()).toBe(1)
  })

  test('takes no mouse', async ({ page, clicks, troubled }) => {
    const { prefix, losing } = troubled
    await page.goto(`/clients?_like_clientid=${prefix}&sort=clientid`)
    await expect(rowOf(page, losing)).toBeVisible()
    await page.keyboard.press('j')
    await page.keyboard.press('End')
    await expect(rowOf(page, losing)).toBeFocused()
    await page.keyboard.press('Enter')
    await expect(diagnosis(page)).toContainText(/queue full.*40 dropped/i)
    expect(clicks.count()).toBe(0)
  })
})

test.describe('clients in trouble, worst first', () => {
  const inTrouble = (page: Page) => page.getByRole('link', { name: 'In trouble' })

  /** Those that lose messages stand before those that may; those that are well are not there. */
  async function expectWorstFirst(page: Page, { prefix, losing, waiting }: Troubled) {
    await expect(page).toHaveURL(/[?&]trouble=any/)
    const own = async () => (await shownIds(page)).filter((id) => id.startsWith(prefix))
    await expect.poll(own).toEqual([losing, waiting])
    await expect(rowOf(page, losing)).toContainText('queue full')
    await expect(rowOf(page, waiting)).toContainText('messages waiting')
    await expect(rows(page).first()).toContainText(/queue full|window full|dropping/)
  }

  test('take one click', async ({ page, clicks, troubled }) => {
    await page.goto('/clients?_limit=1000')
    await expect(rows(page).first()).toBeVisible()
    await inTrouble(page).click()
    await expectWorstFirst(page, troubled)
    expect(clicks.count()).toBe(1)
  })

  test('take no mouse', async ({ page, clicks, troubled }) => {
    await page.goto('/clients?_limit=1000')
    await expect(rows(page).first()).toBeVisible()
    await tabTo(page, inTrouble(page))
    await page.keyboard.press('Enter')
    await expectWorstFirst(page, troubled)
    expect(clicks.count()).toBe(0)
  })
})

test.describe('a link to user fleet-eu, connected within the last hour, rolling', () => {
  test.use({ permissions: ['clipboard-read', 'clipboard-write'] })
  const copied = (page: Page) => page.evaluate(() => navigator.clipboard.readText())

  /** The link holds the filters, and no moment; a colleague sees the same rows. */
  async function expectLink(page: Page, elsewhere: Page): Promise<void> {
    await expect.poll(() => copied(page)).toContain('/clients?')
    const { searchParams } = new URL(await copied(page))
    expect(Object.fromEntries(searchParams)).toEqual({
      username: 'fleet-eu',
      connected_within: '1h',
    })
    await elsewhere.goto(await copied(page))
    await expect(clientsTable(elsewhere).getByRole('link').first()).toBeVisible()
    await expectSameRows(elsewhere, page)
  }

  test('takes at most five clicks', async ({ page, elsewhere, clicks, connect }) => {
    await connect({ clientId: 'truck-of-the-link', username: 'fleet-eu' })
    await page.goto('/clients')
    const filters = page.getByRole('search', { name: 'Filters' })
    await filters.getByRole('button', { name: 'Username' }).click()
    await page.getByLabel('Username is').fill('fleet-eu')
    await page.keyboard.press('Enter')
    await filters.getByRole('button', { name: 'Add a filter' }).click()
    await page.getByRole('button', { name: 'Connected within the last hour' }).click()
    await expect(page).toHaveURL(/connected_within=1h/)
    await page.getByRole('button', { name: 'Share' }).click()
    await page.getByRole('menuitem', { name: /rolling/ }).click()
    await expectLink(page, elsewhere)
    expect(clicks.count()).toBeLessThanOrEqual(5)
  })

  test('takes no mouse', async ({ page, elsewhere, clicks, connect }) => {
    await connect({ clientId: 'truck-of-the-link', username: 'fleet-eu' })
    await page.goto('/clients')
    const filters = page.getByRole('search', { name: 'Filters' })
    await tabTo(page, filters.getByRole('button', { name: 'Username' }))
    await page.keyboard.press('Enter')
    await tabTo(page, page.getByLabel('Username is'))
    await page.keyboard.type('fleet-eu')
    await page.keyboard.press('Enter')
    await tabTo(page, filters.getByRole('button', { name: 'Add a filter' }))
    await page.keyboard.press('Enter')
    await expect(page.getByLabel('Find a filter')).toBeFocused()
    await page.keyboard.type('last hour')
    await page.keyboard.press('Enter')
    await expect(page).toHaveURL(/connected_within=1h/)
    await tabTo(page, page.getByRole('button', { name: 'Share' }))
    await page.keyboard.press('Enter')
    await expect(page.getByRole('menuitem', { name: /rolling/ })).toBeFocused()
    await page.keyboard.press('Enter')
    await expectLink(page, elsewhere)
    expect(clicks.count()).toBe(0)
  })
})

test.describe('a kick of twelve clients', () => {
  const result = (page: Page) =>
    page.getByRole('dialog').getByRole('button', { name: 'Kicked 12', exact: true })

  test('takes at most four clicks besides the selection', async ({ page, clicks, connect }) => {
    const { prefix, ids } = await connectMany(connect, 12, 'twelve')
    await page.goto(`/clients?_like_clientid=${prefix}`)
    await expect(rowOf(page, ids[0] ?? '')).toBeVisible()
    await page.getByRole('checkbox', { name: 'Select all on this page' }).check()
    clicks.reset()
    await page
      .getByRole('group', { name: 'Selection' })
      .getByRole('button', { name: 'Kick…' })
      .click()
    const dialog = page.getByRole('dialog')
    await dialog.getByRole('button', { name: 'Kick 12 clients' }).click()
    await expect(result(page)).toBeVisible()
    await dialog.getByRole('button', { name: 'Close', exact: true }).click()
    await expect(dialog).toBeHidden()
    await expect(rowOf(page, ids[0] ?? '')).toHaveCount(0)
    expect(clicks.count()).toBeLessThanOrEqual(4)
  })

  test('takes no mouse', async ({ page, clicks, connect }) => {
    const { prefix, ids } = await connectMany(connect, 12, 'twelve')
    await page.goto(`/clients?_like_clientid=${prefix}`)
    await expect(rowOf(page, ids[0] ?? '')).toBeVisible()
    await tabTo(page, page.getByRole('checkbox', { name: 'Select all on this page' }))
    await page.keyboard.press('Space')
    await tabTo(
      page,
      page.getByRole('group', { name: 'Selection' }).getByRole('button', { name: 'Kick…' }),
    )
    await page.keyboard.press('Enter')
    await tabTo(page, page.getByRole('dialog').getByRole('button', { name: 'Kick 12 clients' }))
    await page.keyboard.press('Enter')
    await expect(result(page)).toBeVisible()
    await expect(
      page.getByRole('dialog').getByRole('button', { name: 'Close', exact: true }),
    ).toBeFocused()
    await page.keyboard.press('Enter')
    await expect(page.getByRole('dialog')).toBeHidden()
    await expect(rowOf(page, ids[0] ?? '')).toHaveCount(0)
    expect(clicks.count()).toBe(0)
  })
})

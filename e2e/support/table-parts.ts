import type { FrameLocator, Locator, Page } from '@playwright/test'
import { clientsTable, freshPrefix } from './fixtures.ts'

/** Connects clients whose ids differ in their last digits only, and gives the ids. */
export async function connectMany(
  connect: (options: { clientId: string }) => Promise<unknown>,
  count: number,
  name: string,
): Promise<{ prefix: string; ids: string[] }> {
  const prefix = freshPrefix(name)
  const ids = Array.from({ length: count }, (_, n) => `${prefix}${String(n).padStart(3, '0')}`)
  await Promise.all(ids.map((clientId) => connect({ clientId })))
  return { prefix, ids }
}

/** The rows of the table that stand in the document. */
export const rows = (page: Page) => clientsTable(page).locator('tbody').getByRole('row')

/** The head of a column. */
export const header = (page: Page, name: string) =>
  clientsTable(page).getByRole('columnheader', { name, exact: true })

/** The box that picks a row. */
export const box = (row: Locator) => row.getByRole('checkbox')

/** Opens the dialog to kick a client from the menu of its row. */
export async function openKick(page: Page | FrameLocator, row: Locator): Promise<void> {
  await row.getByRole('button', { name: /^Actions for/ }).click()
  await page.getByRole('menuitem', { name: 'Kick…' }).click()
}

/** What scrolls. */
export const region = (page: Page) => page.getByRole('region', { name: 'Clients' })

/** Refreshes the list, and leaves the focus where it is. */
export const refresh = (page: Page) =>
  page.getByRole('button', { name: 'Refresh' }).dispatchEvent('click')

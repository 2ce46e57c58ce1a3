import type { FrameLocator, Page } from '@playwright/test'

/** The filters that are set, in words. */
export const chips = (page: Page) =>
  page
    .getByRole('list', { name: 'Set filters' })
    .getByRole('listitem')
    .filter({ has: page.getByRole('button', { name: /^Remove filter/ }) })

/** The editor of a field's filters that is open. */
export const editor = (page: Page | FrameLocator, field: string) =>
  page.getByRole('dialog', { name: field, exact: true })

/** Opens the editor of a field's filters by the list of all; it is a menu if there are few values. */
export async function openEditor(page: Page | FrameLocator, field: string): Promise<void> {
  await page.getByRole('button', { name: 'Add a filter' }).click()
  await editor(page, 'Add a filter').getByRole('button', { name: field, exact: true }).click()
}

/** Sets one of a field's few values. */
export async function chooseFilter(page: Page, field: string, value: string): Promise<void> {
  await openEditor(page, field)
  await page.getByRole('menuitemradio', { name: value, exact: true }).click()
}

// The menu of settings in the header.
import type { Page } from '@playwright/test'

/** Opens the menu. */
export function openSettings(page: Page): Promise<void> {
  return page.getByRole('button', { name: /^(Settings|设置)$/ }).click()
}

/** Picks a theme, a language or a row height by its name in the menu. */
export async function chooseSetting(page: Page, name: string): Promise<void> {
  await openSettings(page)
  await page.getByRole('menuitemradio', { name, exact: true }).click()
}

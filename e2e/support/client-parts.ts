import type { Locator, Page } from '@playwright/test'
import { expect } from './fixtures.ts'
import { chooseSetting } from './settings-menu.ts'

/** What the client's page says is the matter, worst first. */
export function diagnosis(page: Page): Locator {
  return page.getByRole('region', { name: /^(Diagnosis|诊断)$/ })
}

/** One line of it. */
export function findings(page: Page): Locator {
  return diagnosis(page).getByRole('listitem')
}

/** What the page saw happen, the newest first. */
export function presence(page: Page): Locator {
  return page.getByRole('region', { name: 'Presence' }).getByRole('listitem')
}

/** Gauges of queue, window and awaiting PUBREL. */
export function delivery(page: Page): Locator {
  return page.getByRole('region', { name: 'Delivery' })
}

/** Refreshes the client's page until it shows the expected text. */
export async function readUntil(page: Page, look: () => Promise<void>): Promise<void> {
  await expect(async () => {
    await page.getByRole('button', { name: /^(Refresh|刷新)$/ }).click()
    await look()
  }).toPass()
}

/** Switches the page's language. */
export async function speak(page: Page, language: 'English' | '中文'): Promise<void> {
  await chooseSetting(page, language)
  await expect(page.locator('html')).toHaveAttribute('lang', language === '中文' ? 'zh-CN' : 'en')
}

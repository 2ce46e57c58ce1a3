import type { Page } from '@playwright/test'

/**
 * Counts how often the mouse is pressed in a page: in the page itself, before any of its own code sees
 * it. Keys do not count. Call it before the page is opened.
 * @returns the count since the start, or since the last reset
 */
export async function countClicks(page: Page): Promise<{ count: () => number; reset: () => void }> {
  let count = 0
  // Outlives the document, as a count in the page would not.
  await page.exposeFunction('countClickOfTest', () => void count++)
  await page.addInitScript(() => {
    const tell = (window as unknown as { countClickOfTest: () => void }).countClickOfTest
    addEventListener('pointerdown', ({ isTrusted }) => void (isTrusted && tell()), true)
  })
  return { count: () => count, reset: () => void (count = 0) }
}

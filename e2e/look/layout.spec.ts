import { expect, test as base, type Page } from '@playwright/test'
import { findLayoutFaults } from './layout.ts'
import { chains, show } from './scenes.ts'
import { World } from './world.ts'

// oxlint-disable-next-line typescript/no-empty-object-type -- nothing for each test
const test = base.extend<{}, { world: World }>({
  world: [
    // oxlint-disable-next-line no-empty-pattern -- Playwright reads the names of the fixtures from it
    async ({}, use) => {
      // Each worker has its own: more than one page of clients is enough.
      const world = await World.start(60)
      await use(world)
      await world.close()
    },
    { scope: 'worker', timeout: 60_000 },
  ],
})

test.describe('the check of layouts', () => {
  test.beforeEach(({ page }) => page.setViewportSize({ width: 800, height: 600 }))

  for (const [what, html, faults] of [
    [
      'words that are cut off',
      '<p style="width: 5em; overflow: hidden; white-space: nowrap">cut off words of a line</p>',
      ['“cut off words of a line” is cut off, without a tooltip'],
    ],
    [
      'words with an ellipsis',
      `<p style="width: 5em; overflow: hidden; white-space: nowrap; text-overflow: ellipsis">
        <b>ends in dots, which nobody reads</b>
      </p>`,
      ['“ends in dots, which nobody reads” is cut off, without a tooltip'],
    ],
    [
      'lines that are cut off below',
      '<div style="height: 1.5em; width: 9em; overflow: hidden">one line and many more lines</div>',
      ['“one line and many more lines” is cut off, without a tooltip'],
    ],
    [
      'a placeholder that is longer than its field',
      '<input style="width: 5em" placeholder="longer than its own field">',
      ['“longer than its own field” is cut off in its field'],
    ],
    [
      'two texts over each other',
      '<p>first</p><p style="margin-top: -1.8em">second</p>',
      ['“first” and “second” lie over each other'],
    ],
    [
      'a table that is wider than its card',
      `<div style="display: flex; width: 20em">
        <div style="width: 5em; white-space: nowrap">runs into the next card</div><div>next</div>
      </div>`,
      ['“runs into the next card” and “next” lie over each other'],
    ],
  ] as const) {
    test(`finds ${what}`, async ({ page }) => {
      await page.setContent(html)
      expect(await page.evaluate(findLayoutFaults)).toEqual(faults)
    })
  }

  for (const [what, html] of [
    [
      'words with a tooltip',
      '<p title="all of it" style="width: 5em; overflow: hidden; white-space: nowrap">all of it, whole</p>',
    ],
    [
      'what can be scrolled to',
      '<div style="width: 5em; overflow: auto; white-space: nowrap">scroll to the end of this</div>',
    ],
    [
      'rows under a sticky head',
      `<div style="height: 4em; overflow: auto"><div style="position: sticky; top: 0">head</div>
        <p style="margin-top: -1.2em">row</p></div>`,
    ],
    [
      'an open popover over the page',
      `<p>below it</p><p id="it" popover style="inset: 0 auto auto 0">above it</p>
        <script>it.showPopover()</script>`,
    ],
    [
      'words for screen readers only',
      `<p>seen</p><p style="position: absolute; width: 1px; height: 1px; overflow: hidden; top: 1em">
        only heard</p>`,
    ],
    [
      'lines of a tight paragraph',
      '<p style="width: 5em; line-height: 1">some lines of text here</p>',
    ],
  ] as const) {
    test(`lets pass ${what}`, async ({ page }) => {
      await page.setContent(html)
      expect(await page.evaluate(findLayoutFaults)).toEqual([])
    })
  }
})

test.describe('no text is cut off or under another in either language:', () => {
  test.use({ locale: 'en-GB', actionTimeout: 15_000 })

  // That a node is down is told after half a minute.
  test.describe.configure({ timeout: 120_000 })

  for (const chain of chains.filter(([first]) => !first?.print)) {
    test(chain.map(({ name }) => name).join(', '), async ({ page, world }) => {
      const faults: Record<string, string[]> = {}
      for (const scene of chain) {
        await show(page, world, scene, async (width) => {
          for (const language of ['zh-CN', 'en']) {
            await switchLanguage(page, language)
            const found = await rosterIn(page).evaluate(findLayoutFaults)
            if (found.length > 0) faults[`${scene.name}, ${width} px, ${language}`] = found
          }
        }).finally(() => scene.restore?.(page, world))
      }
      expect(faults).toEqual({})
    })
  }
})

/** The frame of the console that embeds Roster, or the page. */
const rosterIn = (page: Page) => page.frames().at(-1) ?? page.mainFrame()

/** Switches Roster to a language: as another tab would, or as the page that embeds it. */
async function switchLanguage(page: Page, language: string): Promise<void> {
  await page.evaluate((next) => {
    document.querySelector('roster-clients')?.setAttribute('lang', next)
    localStorage.setItem('roster.language', next)
    dispatchEvent(new StorageEvent('storage', { key: 'roster.language' }))
  }, language)
  await expect(rosterIn(page).locator('html')).toHaveAttribute('lang', language)
}

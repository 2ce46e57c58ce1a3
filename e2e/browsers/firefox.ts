import { launch, type KeyInput, type Page } from 'puppeteer-core'
import { DEBIAN_FIREFOX } from '../../src/tools/browser.ts'
import { NO_LANGUAGE, splitKeys, windowSize, type Browser, type Tab } from './engine.ts'

/** Firefox, by WebDriver BiDi. */
export const firefox: Browser = {
  name: 'Firefox',
  programs: [DEBIAN_FIREFOX],
  async start() {
    const browser = await launch({
      browser: 'firefox',
      executablePath: DEBIAN_FIREFOX,
      headless: true,
      extraPrefsFirefox: { 'intl.accept_languages': NO_LANGUAGE },
    })
    return {
      async openTab() {
        const context = await browser.createBrowserContext()
        const page = await context.newPage()
        await page.setViewport(windowSize)
        return tabOf(page, () => context.close())
      },
      close: () => browser.close(),
    }
  },
}

function tabOf(page: Page, close: () => Promise<void>): Tab {
  return {
    async goTo(url) {
      await page.goto(url)
    },
    evaluate: (act, ...given) => page.evaluate(act as never, ...given),
    clickAt: (x, y) => page.mouse.click(x, y),
    async press(keys) {
      const { held, key } = splitKeys(keys)
      for (const one of held) await page.keyboard.down(one as KeyInput)
      await page.keyboard.press(key as KeyInput)
      for (const one of held) await page.keyboard.up(one as KeyInput)
    },
    type: (text) => page.keyboard.type(text),
    close,
  }
}

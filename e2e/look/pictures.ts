/**
 * Takes a picture of every scene in both themes and languages at three widths, and makes a sheet of all
 * of them. `npm run pictures` takes all; words after it take the scenes whose names contain one.
 */
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { chromium, type Browser, type Page } from '@playwright/test'
import { chromiumOptions } from '../../src/tools/browser.ts'
import { scenes, show, type Scene } from './scenes.ts'
import { World } from './world.ts'

const folder = resolve('pictures')
/** A4 across, in px. */
const PAPER = { width: 1123, height: 794 }

const looks = [
  { theme: 'light', locale: 'en-GB', language: 'en' },
  { theme: 'dark', locale: 'en-GB', language: 'en' },
  { theme: 'light', locale: 'zh-CN', language: 'zh' },
  { theme: 'dark', locale: 'zh-CN', language: 'zh' },
] as const
type Look = (typeof looks)[number]

interface Picture {
  scene: string
  file: string
}

const wanted = process.argv.slice(2)
const isWanted = ({ name }: Scene) =>
  wanted.length === 0 || wanted.some((part) => name.includes(part))

const pictures: Picture[] = []
const failures: string[] = []

async function takeLook(browser: Browser, world: World, { theme, locale, language }: Look) {
  const newPage = async () => {
    const context = await browser.newContext({ locale, colorScheme: theme })
    context.setDefaultTimeout(15_000)
    return context.newPage()
  }
  let page = await newPage()
  for (const [index, scene] of scenes.entries()) {
    const isContinued =
      scenes[index + 1]?.continues === true && isWanted(scenes[index + 1] as Scene)
    if (!isWanted(scene) && !isContinued) continue
    try {
      await takeScene(page, world, scene, async (width) => {
        const file = `${scene.name}-${theme}-${language}-${width}.png`
        await page.screenshot({
          path: resolve(folder, file),
          animations: 'disabled',
          fullPage: scene.print === true,
        })
        pictures.push({ scene: scene.name, file })
      })
    } catch (error) {
      const why = String(error).split('\n')[0] ?? ''
      failures.push(`${scene.name}, ${theme}, ${language}: ${why}`)
      // What is left open would fail the next one too.
      await page.context().close()
      page = await newPage()
    } finally {
      await scene.restore?.(page, world).catch(() => {})
    }
  }
  await page.context().close()
}

async function takeScene(
  page: Page,
  world: World,
  scene: Scene,
  take: (width: number) => Promise<void>,
): Promise<void> {
  if (scene.print) {
    await page.setViewportSize(PAPER)
    await scene.prepare(page, world)
    await page.emulateMedia({ media: 'print' })
    // Pages prepare themselves for paper; a picture alone does not tell them.
    await page.evaluate(() => dispatchEvent(new Event('beforeprint')))
    await take(PAPER.width)
    const path = resolve(folder, `${scene.name}.pdf`)
    await page.pdf({ path, format: 'A4', landscape: true, printBackground: false })
    await page.emulateMedia({ media: 'screen' })
    return
  }
  await show(page, world, scene, take)
}

/** All pictures, a row for each scene. */
function sheet(): string {
  const names = [...new Set(scenes.map(({ name }) => name))]
  const rows = names
    .map((name) => ({ name, files: pictures.filter(({ scene }) => scene === name) }))
    .filter(({ files }) => files.length > 0)
    .map(({ name, files }) => {
      const images = files
        .map(({ file }) => file)
        .sort()
        .map((file) => `<a href="${file}"><img src="${file}" alt="${file}" loading="lazy" /></a>`)
      return `<h2>${name}</h2>\n<div>${images.join('\n')}</div>`
    })
  return `<!doctype html>
<html lang="en">
  <meta charset="utf-8" />
  <title>Pictures</title>
  <style>
    body { font: 14px sans-serif; background: #888 }
    div { display: flex; flex-wrap: wrap; gap: 8px }
    img { height: 240px; border: 1px solid #444 }
  </style>
  ${rows.join('\n')}
</html>
`
}

if (wanted.length === 0) rmSync(folder, { recursive: true, force: true })
mkdirSync(folder, { recursive: true })
const browser = await chromium.launch(chromiumOptions())
/** Each has a world of its own: a broker that is down is down for all who look at it. */
await Promise.all(
  (['light', 'dark'] as const).map(async (half) => {
    const world = await World.start()
    for (const look of looks.filter(({ theme }) => theme === half)) {
      await takeLook(browser, world, look)
    }
    await world.close()
  }),
)
await browser.close()
writeFileSync(resolve(folder, 'index.html'), sheet())
console.log(`${pictures.length} pictures: ${folder}/index.html`)
for (const failure of failures) console.error(`No picture of ${failure}`)
process.exit(failures.length > 0 ? 1 : 0)

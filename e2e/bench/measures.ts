import { setTimeout as delay } from 'node:timers/promises'
import { errors, type Browser, type CDPSession, type Page } from '@playwright/test'
import { clientFields } from '../../src/contract/client.ts'
import { CLIENT_ID, type GrowingClient } from './growing-client.ts'
import { withoutRecording } from './inspector.ts'
import { installProbe, type ListPage, type Scroll, type Turn, type Wait } from './probe.ts'

/** A page that is measured. */
export interface Subject {
  path: string
  /** Finds the client's id in a row. */
  idSelector: string
}

export const roster: Subject = { path: '/clients', idSelector: '[role="row"] a[href^="/client"]' }
/** The least that can be: no framework, no styles. */
export const bare: Subject = { path: '/bare.html', idSelector: 'tbody td' }
/** The least with what Roster is made of: React and react-query, and no styles. */
export const react: Subject = { path: '/react.html', idSelector: 'tbody td' }

/** Where and how pages are measured. */
export interface Bench {
  browser: Browser
  origin: string
  /** How many times slower than it is the CPU is made for the page. */
  cpuRate: number
}

/** What a page takes of the browser. */
export interface Weight {
  /** Of the document: elements, texts and all else. */
  nodes: number
  /** JavaScript and DOM after a collection of garbage, in MB. */
  heap: number
}

/** How fast the list is scrolled, in px a second, and how far. */
const SCROLL = { speed: 5000, distance: 15_000 }

/** How long a page may take to read ahead before it counts as one that does not. */
const READ_AHEAD_MS = 5000

/** How long a measure may take: minutes, with all of 10,000 rows in the DOM and a slow CPU. */
const PATIENCE_MS = 900_000

interface Session {
  page: Page
  cdp: CDPSession
}

/** Uses a page in a browser context of its own, so that nothing is in its cache. */
async function withPage<T>(bench: Bench, subject: Subject, use: (session: Session) => Promise<T>) {
  const { browser, origin, cpuRate: rate } = bench
  const context = await browser.newContext({
    baseURL: origin,
    viewport: { width: 1280, height: 800 },
    locale: 'en-GB',
  })
  context.setDefaultTimeout(PATIENCE_MS)
  try {
    // tsx gives functions their names through this helper, which pages do not have.
    await context.addInitScript('globalThis.__name = (target) => target')
    await context.addInitScript(installProbe, subject.idSelector)
    const page = await context.newPage()
    const cdp = await context.newCDPSession(page)
    await cdp.send('Emulation.setCPUThrottlingRate', { rate })
    return await Promise.race([use({ page, cdp }), giveUp(subject)])
  } finally {
    await context.close()
  }
}

async function giveUp({ path }: Subject): Promise<never> {
  await delay(PATIENCE_MS, undefined, { ref: false })
  throw new Error(`${path} was not done after ${PATIENCE_MS / 1000} s`)
}

/** Opens a page of the list, and waits until its rows can be acted on. */
async function visit(page: Page, subject: Subject, list: ListPage = { page: 1, limit: 50 }) {
  const query = `_page=${list.page}&_limit=${list.limit}`
  const start = subject.path.includes('?') ? '&' : '?'
  await page.goto(`${subject.path}${start}${query}`, { waitUntil: 'commit' })
  return page.evaluate(async () => {
    const { firstRow, firstUsableRow } = window.probe
    return { first: await firstRow, usable: await firstUsableRow }
  })
}

/** A link or button, by its name. */
function control(page: Page, name: string) {
  const options = { name, exact: true }
  return page.getByRole('link', options).or(page.getByRole('button', options))
}

/** Waits until nothing is on its way and nothing is left to do. */
async function settle(page: Page): Promise<void> {
  await page.waitForLoadState('networkidle')
  await page.evaluate(() => new Promise((resolve) => requestIdleCallback(resolve)))
}

/** Opens the list with nothing in the browser's cache, and then once more. */
export function measureFirstRow(bench: Bench, subject: Subject) {
  return withPage(bench, subject, async ({ page }) => {
    const cold = await visit(page, subject)
    await settle(page)
    return { cold, warm: await visit(page, subject) }
  })
}

/**
 * Turns back from a page of the list to its first one, page by page, each of them cold.
 * @throws where a page had been read ahead
 */
export function measureTurns(bench: Bench, subject: Subject, limit: number, from: number) {
  return withPage(bench, subject, async (session) => {
    const turns: Wait[] = []
    await visit(session.page, subject, { page: from, limit })
    for (let page = from - 1; page > 0; page--) {
      const back = await turn(session.page, 'Previous', { page, limit })
      if (back.wasReadAhead) throw new Error(`${subject.path} had read page ${page} ahead`)
      turns.push(back)
    }
    return { turns, weight: await weigh(session) }
  })
}

/**
 * Turns from page 1 to page 2 after the pointer has rested on the way there; null where that does
 * not make the subject read it ahead.
 */
export function measureTurnReadAhead(bench: Bench, subject: Subject, limit: number) {
  return withPage(bench, subject, async ({ page }) => {
    const next = { page: 2, limit }
    await visit(page, subject, { page: 1, limit })
    await settle(page)
    await control(page, 'Next').hover()
    try {
      const timing = { timeout: READ_AHEAD_MS, polling: 100 }
      await page.waitForFunction((list) => window.probe.countReads(list) > 0, next, timing)
    } catch (error) {
      if (error instanceof errors.TimeoutError) return null
      throw error
    }
    return turn(page, 'Next', next)
  })
}

async function turn(page: Page, name: 'Next' | 'Previous', to: ListPage): Promise<Turn> {
  await settle(page)
  return withoutRecording(page, () =>
    control(page, name).evaluate(
      (button, list) => window.probe.turn(button as HTMLElement, list),
      to,
    ),
  )
}

/** Reads a page of the list again, several times. */
export function measureRereads(bench: Bench, limit: number, times: number): Promise<Wait[]> {
  return withPage(bench, roster, async ({ page }) => {
    await visit(page, roster, { page: 1, limit })
    const waits: Wait[] = []
    while (waits.length < times) {
      await settle(page)
      waits.push(await withoutRecording(page, () => readAgain(page)))
    }
    return waits
  })
}

function readAgain(page: Page): Promise<Wait> {
  return control(page, 'Refresh').evaluate((button) =>
    window.probe.readAgain(button as HTMLElement),
  )
}

/** How many nodes the list has with every column, in the midst of its rows. */
export function measureNodes(bench: Bench, limit: number): Promise<number> {
  return withPage(bench, roster, async ({ page }) => {
    const columns = Object.keys(clientFields).join()
    await visit(page, { ...roster, path: `/clients?columns=${columns}` }, { page: 1, limit })
    await settle(page)
    const list = page.getByRole('region', { name: 'Clients' })
    await list.evaluate((element) => element.scrollTo(element.scrollWidth / 2, 100_000))
    await settle(page)
    return countNodes(page)
  })
}

/** Scrolls through the list as a wheel does. */
export function measureScroll(bench: Bench, subject: Subject, limit: number): Promise<Scroll> {
  return withPage(bench, subject, async ({ page, cdp }) => {
    await visit(page, subject, { page: 1, limit })
    await settle(page)
    const stop = await page.evaluateHandle(() => window.probe.watchScroll())
    await cdp.send('Input.synthesizeScrollGesture', {
      x: 640,
      y: 500,
      yDistance: -SCROLL.distance,
      speed: SCROLL.speed,
      gestureSourceType: 'mouse',
    })
    const scroll = await stop.evaluate((end) => end())
    if (scroll.distance < SCROLL.distance / 2) throw new Error(`${subject.path} did not scroll`)
    return scroll
  })
}

/** Reads a list again 50 times. Its heap after the 5th and after the last time, in MB. */
export function measureRefreshes(bench: Bench, subject: Subject, limit: number) {
  const list = { page: 1, limit }
  return withPage(bench, subject, async ({ page, cdp }) => {
    await visit(page, subject, list)
    await settle(page)
    const refresh = async (times: number) => {
      for (let i = 0; i < times; i++) {
        await control(page, 'Refresh').evaluate(
          (button, shown) => window.probe.refresh(button as HTMLElement, shown),
          list,
        )
      }
      return (await weigh({ page, cdp })).heap
    }
    return { after5: await refresh(5), after50: await refresh(45) }
  })
}

/**
 * Opens the first client of the list, and then asks for that client alone, without the page.
 * @returns from the click to its numbers being painted; one answer of the API, in ms
 */
export function measureOpening(bench: Bench): Promise<{ open: Wait; answer: number }> {
  return withPage(bench, roster, async ({ page }) => {
    await visit(page, roster)
    await settle(page)
    const link = page.locator(roster.idSelector).first()
    const id = await link.innerText()
    const open = await link.evaluate((element) => window.probe.openClient(element as HTMLElement))
    await settle(page)
    const path = `/api/v4/clients/${encodeURIComponent(id)}`
    const answers: number[] = []
    for (let i = 0; i < 5; i++) {
      answers.push(await page.evaluate((url) => window.probe.ask(url), path))
    }
    return { open, answer: answers.sort((a, b) => a - b)[2] ?? NaN }
  })
}

/** The broker's writes of a client's numbers: one in 15 s of a busy client's. */
const WRITE_MS = 15_000

/**
 * Keeps a client's page open, charts shown, while its numbers are written so many times. The page's
 * clock is moved on 15 s each time; timers and frames run as ever.
 * @returns the heap in MB after each of the stages; how long each refresh took
 */
export function measureWatching(bench: Bench, client: GrowingClient, stages: readonly number[]) {
  const path = `/clients/${CLIENT_ID}`
  return withPage({ ...bench, origin: client.origin }, roster, async ({ page, cdp }) => {
    await page.goto(path)
    await page.locator('canvas').nth(8).waitFor()
    await page.getByRole('radio', { name: 'All' }).check()
    const refreshes: Wait[] = []
    const heaps: number[] = []
    for (const stage of stages) {
      await withoutRecording(page, async () => {
        while (refreshes.length < stage) {
          client.write()
          await page.evaluate((ms) => window.probe.moveClock(ms), WRITE_MS)
          refreshes.push(await readAgain(page))
        }
      })
      await page.evaluate(() => window.probe.forget())
      heaps.push((await weigh({ page, cdp })).heap)
    }
    await checkSamples(page, refreshes.length)
    return { heaps, refreshes }
  })
}

/** @throws where the page has not kept what it should: 15 min of samples, and of before one a minute */
async function checkSamples(page: Page, count: number): Promise<void> {
  await control(page, 'Show as table').click()
  const text = await page.getByText(/^1–80 of /).innerText()
  const shown = Number(/of ([\d,]+)/.exec(text)?.[1]?.replaceAll(',', ''))
  const fine = Math.min(count, 60)
  if (shown < fine + Math.floor((count - fine) / 4)) {
    throw new Error(`The page has ${shown} samples of ${count}`)
  }
}

/** The least of five weights: a frame that is drawn meanwhile holds up to 0.4 MB for a moment. */
async function weigh({ page, cdp }: Session): Promise<Weight> {
  await settle(page)
  const heaps: number[] = []
  for (let i = 0; i < 5; i++) {
    await cdp.send('HeapProfiler.collectGarbage')
    const { usedSize, embedderHeapUsedSize } = await cdp.send('Runtime.getHeapUsage')
    heaps.push((usedSize + embedderHeapUsedSize) / 1e6)
    await delay(100)
  }
  return { nodes: await countNodes(page), heap: Math.min(...heaps) }
}

function countNodes(page: Page): Promise<number> {
  return page.evaluate(() => {
    const walker = document.createTreeWalker(document)
    let count = 1
    while (walker.nextNode()) count++
    return count
  })
}

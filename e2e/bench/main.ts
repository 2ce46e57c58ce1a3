import { cpus, loadavg } from 'node:os'
import { parseArgs } from 'node:util'
import { chromium, type Browser } from '@playwright/test'
import { chromiumOptions, ensureTestTools } from '../../src/tools/browser.ts'
import {
  firstRowFigures,
  openingFigures,
  refreshFigures,
  rereadFigures,
  scrollFigures,
  turnFigures,
  watchingFigures,
  watchingHeapFigures,
} from './figures.ts'
import { startGrowingClient } from './growing-client.ts'
import { startPopulation } from './population.ts'
import { formatFigures, isMissed, type Figure } from './report.ts'

/**
 * Measures Roster beside a bare page, in the same browser and against the same gateway, and prints
 * medians, of turns the mean. It fails where a target is missed. `--quick` measures once, and at full speed alone;
 * `--only list`, `client` or `heap` that part alone.
 */
const { quick, only } = parseArgs({
  options: { quick: { type: 'boolean', default: false }, only: { type: 'string' } },
}).values
const isWanted = (part: 'list' | 'client' | 'heap') => only === undefined || only === part

/**
 * The engine runs JavaScript without compiling it: compiled code is on the heap as well, and there
 * grows more of it for minutes, which says nothing of what a page keeps.
 */
const WITHOUT_COMPILER = '--js-flags=--jitless'

/** How often a page is opened: what else the machine does shows most there. */
const visits = quick ? 3 : 7

ensureTestTools()
const [load] = loadavg()
const population = await startPopulation()
const growing = await startGrowingClient()
const { origin, count } = population
try {
  const [cpu] = cpus()
  console.log(`${cpus().length} × ${cpu?.model}`)
  console.log(`${count} clients; load of the machine ${load?.toFixed(1)} before this`)
  await withBrowser([], async (browser) => {
    for (const cpuRate of quick ? [1] : [1, 4]) {
      const bench = { browser, origin, cpuRate }
      const rounds = cpuRate === 1 && !quick ? 3 : 1
      const figures: Figure[] = []
      if (isWanted('list')) {
        figures.push(
          ...(await firstRowFigures(bench, visits)),
          ...(await turnFigures(bench, rounds, 20, count)),
          ...(await turnFigures(bench, rounds, 100, count)),
          ...(await turnFigures(bench, rounds, 500, count)),
          ...(await turnFigures(bench, rounds, 10_000, count)),
          ...(await rereadFigures(bench, rounds, 10_000)),
          ...(await scrollFigures(bench, rounds, 10_000)),
        )
      }
      if (isWanted('client')) {
        figures.push(
          ...(await openingFigures(bench, visits)),
          ...(await watchingFigures(bench, growing)),
        )
      }
      report(`CPU ${cpuRate}×`, figures)
    }
  })
  if (isWanted('heap')) {
    await withBrowser([WITHOUT_COMPILER], async (browser) => {
      const bench = { browser, origin, cpuRate: 1 }
      report('heaps, JavaScript not compiled (--jitless)', [
        ...(await refreshFigures(bench, 500)),
        ...(await watchingHeapFigures(bench, growing)),
      ])
    })
  }
} finally {
  await growing.close()
  await population.close()
}

async function withBrowser(args: string[], use: (browser: Browser) => Promise<void>) {
  const options = chromiumOptions('whole')
  const browser = await chromium.launch({ ...options, args: [...options.args, ...args] })
  try {
    console.log(`\nChromium ${browser.version()} ${args.join(' ')}`.trimEnd())
    await use(browser)
  } finally {
    await browser.close()
  }
}

function report(title: string, figures: Figure[]): void {
  if (figures.length === 0) return
  console.log(`\n${formatFigures(title, figures)}`)
  if (figures.some(isMissed)) process.exitCode = 1
}

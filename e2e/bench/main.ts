import { cpus, loadavg } from 'node:os'
import { parseArgs } from 'node:util'
import { chromium } from '@playwright/test'
import { chromiumOptions, ensureChromium } from '../../src/tools/browser.ts'
import { firstRowFigures, refreshFigures, scrollFigures, turnFigures } from './figures.ts'
import { startPopulation } from './population.ts'
import { formatFigures, isMissed } from './report.ts'

/**
 * Measures Roster beside a bare page, in the same browser and against the same gateway, and prints
 * medians. It fails where a target is missed. `--quick` measures once, and at full speed alone.
 */
const { quick } = parseArgs({ options: { quick: { type: 'boolean', default: false } } }).values

ensureChromium()
const [load] = loadavg()
const population = await startPopulation()
const browser = await chromium.launch(chromiumOptions())
const { origin, count } = population
try {
  const [cpu] = cpus()
  console.log(`Chromium ${browser.version()} on ${cpus().length} × ${cpu?.model}`)
  console.log(`${count} clients; load of the machine ${load?.toFixed(1)} before this`)
  for (const cpuRate of quick ? [1] : [1, 4]) {
    const bench = { browser, origin, cpuRate }
    const rounds = cpuRate === 1 && !quick ? 3 : 1
    const figures = [
      ...(await firstRowFigures(bench, 2 * rounds + 1)),
      ...(await turnFigures(bench, rounds, 20, count)),
      ...(await turnFigures(bench, rounds, 100, count)),
      ...(await turnFigures(bench, rounds, 500, count)),
      ...(await turnFigures(bench, rounds, 10_000, count)),
      ...(await scrollFigures(bench, rounds, 10_000)),
      ...(await refreshFigures(bench, 500)),
    ]
    console.log(`\n${formatFigures(`CPU ${cpuRate}×`, figures)}`)
    if (figures.some(isMissed)) process.exitCode = 1
  }
} finally {
  await browser.close()
  await population.close()
}

import { spawnSync } from 'node:child_process'
import { mkdirSync, readFileSync, rmSync } from 'node:fs'
import { ensureTestTools } from './browser.ts'

/** How many tests a runner counted. */
interface Tally {
  passed: number
  failed: number
}

const RESULTS = 'test-results'

const checks: [name: string, command: string][] = [
  ['format', 'prettier --check --log-level warn .'],
  ['lint', 'oxlint --type-aware --deny-warnings'],
  ['types', 'tsc'],
  ['dead code', 'knip'],
  ['build', 'npm run --silent build'],
  ['size', 'tsx src/tools/bundle-size.ts'],
  ['package', 'tsx src/tools/try-package.ts'],
]

/** Runs a command of the project's own tools, showing what it prints; true where it succeeded. */
function succeeds(name: string, command: string): boolean {
  console.log(`\n── ${name}: ${command}`)
  const env = { ...process.env, PATH: `node_modules/.bin:${process.env.PATH}` }
  const { status } = spawnSync(command, { shell: true, stdio: 'inherit', env })
  return status === 0
}

/** Runs a test runner that writes a JSON report. One that dies without a report has failed. */
function runTests(name: string, command: string, read: (report: unknown) => Tally): Tally {
  const ok = succeeds(name, command)
  try {
    const tally = read(JSON.parse(readFileSync(`${RESULTS}/${name}.json`, 'utf8')))
    return { ...tally, failed: Math.max(tally.failed, ok ? 0 : 1) }
  } catch {
    return { passed: 0, failed: 1 }
  }
}

rmSync(RESULTS, { recursive: true, force: true })
mkdirSync(RESULTS)
ensureTestTools()

const tallies = [
  ...checks.map(([name, command]): Tally => {
    const ok = succeeds(name, command)
    return { passed: Number(ok), failed: Number(!ok) }
  }),
  runTests(
    'vitest',
    `vitest run --reporter=default --reporter=json --outputFile.json=${RESULTS}/vitest.json`,
    (report) => {
      const { numPassedTests, numFailedTests } = report as Record<string, number>
      return { passed: numPassedTests ?? 0, failed: numFailedTests ?? 0 }
    },
  ),
  runTests('playwright', 'playwright test -c e2e/playwright.config.ts', (report) => {
    const { expected, flaky, unexpected } = (report as { stats: Record<string, number> }).stats
    return { passed: expected ?? 0, failed: (unexpected ?? 0) + (flaky ?? 0) }
  }),
]

const total = (key: keyof Tally) => tallies.reduce((sum, tally) => sum + tally[key], 0)
console.log(`\n${total('passed')} passed, ${total('failed')} failed`)
process.exitCode = total('failed') > 0 ? 1 : 0

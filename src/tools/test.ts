import { mkdirSync, rmSync } from 'node:fs'
import { resolve } from 'node:path'
import { ensureTestTools } from './browser.ts'
import { inWords, summary } from './test-run/summary.ts'
import { runCheck, runSuite, type Result, type Suite } from './test-run/run.ts'

const places = { folder: process.cwd(), resultsFolder: resolve('test-results') }

type Task = () => Promise<Result>

/** A script of package.json that passes or fails as a whole. */
const check = (name: string): Task => announced(() => runCheck(name, `npm run --silent ${name}`))

/** A script of package.json that runs tests. */
const tests = (name: string, runner: Suite['runner'], retries: boolean): Task =>
  announced(() =>
    runSuite({ name, runner, retries, command: `npm run --silent ${name} --` }, places),
  )

function announced(task: Task): Task {
  return async () => {
    const result = await task()
    console.log(inWords(result))
    return result
  }
}

async function oneAfterTheOther(tasks: readonly Task[]): Promise<Result[]> {
  const results: Result[] = []
  for (const task of tasks) results.push(await task())
  return results
}

/** Two cores: what needs a browser has them to itself, or it gets slow enough to fail. */
async function runAll(): Promise<Result[]> {
  const [checks, unit] = await Promise.all([
    oneAfterTheOther(
      ['build', 'size', 'test:package', 'lint', 'typecheck', 'format:check', 'dead-code'].map(
        check,
      ),
    ),
    tests('test:unit', 'vitest', false)(),
  ])
  const inBrowsers = await oneAfterTheOther([
    tests('test:browser', 'vitest', true),
    tests('test:browsers', 'vitest', true),
    tests('test:e2e', 'playwright', true),
  ])
  return [...checks, unit, ...inBrowsers]
}

rmSync(places.resultsFolder, { recursive: true, force: true })
mkdirSync(places.resultsFolder)
ensureTestTools()

const results = await runAll()
console.log(summary(results))
process.exitCode = results.some(({ failed }) => failed.length > 0) ? 1 : 0

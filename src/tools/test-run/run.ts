/** Runs checks and suites of tests, and tells what came of them. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { readPlaywright, readVitest, type Outcome } from './outcome.ts'

/** What came of one check, or of one suite of tests. */
export interface Result extends Outcome {
  name: string
  /** Tests that failed once and passed once. */
  flaky: string[]
  seconds: number
  /** What the check printed to stdout and stderr. */
  output: string
}

/** A suite of tests. */
export interface Suite {
  name: string
  runner: 'vitest' | 'playwright'
  /** A shell command that runs the suite and takes further options of its runner. */
  command: string
  /** Whether failed tests run once more. */
  retries: boolean
}

/** The folder that a suite runs in, and the one for its reports and traces. Both absolute. */
export interface Places {
  folder: string
  resultsFolder: string
}

interface Run {
  ok: boolean
  output: string
}

/** Runs a check that passes or fails as a whole. */
export function runCheck(name: string, command: string): Promise<Result> {
  return timed(async () => {
    const { ok, output } = await run(command, process.cwd())
    const [passed, failed] = ok ? [[name], []] : [[], [name]]
    return { name, passed, failed, skipped: [], flaky: [], output }
  })
}

/**
 * Runs a suite. If it retries, the tests that failed run once more after the others, one at a time.
 * A test that failed and passed is flaky, and neither passed nor failed.
 */
export function runSuite(suite: Suite, places: Places): Promise<Result> {
  const { name, retries } = suite
  return timed(async () => {
    const first = await runOnce(suite, places, name, '')
    if (!retries || first.failed.length === 0) return { ...first, name, flaky: [] }
    const again = await runOnce(suite, places, `${name}-again`, retryOptions(suite, places, first))
    const flaky = [
      ...first.failed.filter((test) => again.passed.includes(test)),
      ...first.passed.filter((test) => again.failed.includes(test)),
    ]
    const isStable = (test: string) => !flaky.includes(test)
    return {
      name,
      passed: first.passed.filter(isStable),
      failed: first.failed.filter(isStable),
      skipped: first.skipped,
      flaky,
      output: `${first.output}\n── once more\n${again.output}`,
    }
  })
}

/** @param name of the run: also that of its report, and of its folder for traces */
async function runOnce(
  { runner, command }: Suite,
  { folder, resultsFolder }: Places,
  name: string,
  options: string,
): Promise<Outcome & { output: string }> {
  const report = `${resultsOf(name, resultsFolder)}.json`
  rmSync(report, { force: true })
  const reporting =
    runner === 'vitest'
      ? `--reporter=minimal --reporter=json "--outputFile.json=${report}"`
      : `--reporter=failures,json "--output=${resultsOf(name, resultsFolder)}"`
  const env = { PLAYWRIGHT_JSON_OUTPUT_FILE: report }
  const { ok, output } = await run(`${command} ${reporting} ${options}`, folder, env)
  try {
    const read: unknown = JSON.parse(readFileSync(report, 'utf8'))
    const outcome = runner === 'vitest' ? readVitest(read, folder, output) : readPlaywright(read)
    if (!ok && outcome.failed.length === 0) outcome.failed.push(`${name} ended with an error`)
    return { ...outcome, output }
  } catch (error) {
    return { passed: [], failed: [`${name} left no report: ${String(error)}`], skipped: [], output }
  }
}

/** Where a run leaves its results, without the colon of a script's name: not every file system takes one. */
function resultsOf(name: string, resultsFolder: string): string {
  return join(resultsFolder, name.replaceAll(':', '-'))
}

/** Options with which only what has failed runs, one test at a time, and leaves a trace. */
function retryOptions({ name, runner }: Suite, { resultsFolder }: Places, { failed }: Outcome) {
  if (runner === 'playwright') {
    const file = join(resultsOf(name, resultsFolder), '.last-run.json')
    return `--last-failed "--last-failed-file=${file}" --workers=1 --trace=retain-on-failure`
  }
  const files = new Set(failed.map((test) => test.split(' › ')[0]))
  return ['--no-file-parallelism', ...files].map((part) => `"${part}"`).join(' ')
}

async function run(command: string, cwd: string, env: NodeJS.ProcessEnv = {}): Promise<Run> {
  const child = spawn(command, {
    cwd,
    env: { ...process.env, ...env },
    shell: true,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let output = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (part: string) => (output += part))
  }
  const [code] = await once(child, 'close')
  return { ok: code === 0, output }
}

async function timed<T>(act: () => Promise<T>): Promise<T & { seconds: number }> {
  const startedAt = performance.now()
  const done = await act()
  return { ...done, seconds: (performance.now() - startedAt) / 1000 }
}

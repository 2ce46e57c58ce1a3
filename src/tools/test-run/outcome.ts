/** Reads the JSON reports of Vitest and Playwright. */
import nodePath from 'node:path'

/** The tests of one suite by what came of them. A name is `file › title`. */
export interface Outcome {
  passed: string[]
  /** With what failed outside of a test. */
  failed: string[]
  skipped: string[]
}

interface VitestReport {
  testResults: {
    name: string
    status: string
    assertionResults: { ancestorTitles: string[]; title: string; status: string }[]
  }[]
}

interface PlaywrightSuite {
  title: string
  suites?: PlaywrightSuite[]
  specs: { title: string; tests: { status: string; expectedStatus: string }[] }[]
}

interface PlaywrightReport {
  suites: PlaywrightSuite[]
  errors: { message?: string }[]
}

const nameOf = (titles: readonly string[]) => titles.filter((title) => title !== '').join(' › ')

/**
 * Reads a report of `--reporter=json`.
 * @param folder that the names of its files leave out
 * @param printed what Vitest printed: its report does not tell of errors outside of tests
 * @param path the rules for paths: those of this machine, except in tests
 */
export function readVitest(
  report: unknown,
  folder: string,
  printed: string,
  path: nodePath.PlatformPath = nodePath,
): Outcome {
  const outcome: Outcome = { passed: [], failed: [], skipped: [] }
  for (const { name, status, assertionResults } of (report as VitestReport).testResults) {
    const file = path.relative(folder, name).replaceAll(path.sep, '/')
    const failedBefore = outcome.failed.length
    for (const test of assertionResults) {
      const title = nameOf([file, ...test.ancestorTitles, test.title])
      if (test.status === 'passed') outcome.passed.push(title)
      else if (test.status === 'failed') outcome.failed.push(title)
      else outcome.skipped.push(title)
    }
    if (status === 'failed' && outcome.failed.length === failedBefore) outcome.failed.push(file)
  }
  const unhandled = /caught \d+ unhandled error/.exec(printed)
  if (unhandled !== null) outcome.failed.push(`Vitest ${unhandled[0]}`)
  return outcome
}

/** Reads a report of `--reporter=json`. A test that did not run although it was to has failed. */
export function readPlaywright(report: unknown): Outcome {
  const outcome: Outcome = { passed: [], failed: [], skipped: [] }
  const visit = (suite: PlaywrightSuite, above: readonly string[]) => {
    const titles = [...above, suite.title]
    for (const { title, tests } of suite.specs) {
      const name = nameOf([...titles, title])
      for (const { status, expectedStatus } of tests) {
        if (status === 'expected') outcome.passed.push(name)
        else if (status === 'skipped' && expectedStatus === 'skipped') outcome.skipped.push(name)
        else outcome.failed.push(name)
      }
    }
    for (const inner of suite.suites ?? []) visit(inner, titles)
  }
  const { suites, errors } = report as PlaywrightReport
  for (const suite of suites) visit(suite, [])
  for (const { message = 'an error outside of tests' } of errors) outcome.failed.push(message)
  return outcome
}

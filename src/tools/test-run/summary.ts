/** Says in words what came of checks and suites. */
import type { Result } from './run.ts'

/** One line: name, ok or failed, seconds, and the counts of a suite. */
export function inWords({ name, passed, failed, flaky, skipped, seconds }: Result): string {
  const state = failed.length > 0 ? 'failed' : 'ok'
  const counts = Object.entries({ passed, failed, flaky, skipped })
    .filter(([, tests]) => tests.length > 0)
    .map(([what, tests]) => `${tests.length} ${what}`)
  return [
    name.padEnd(14),
    state.padEnd(8),
    `${seconds.toFixed(1)} s`.padStart(8),
    `  ${counts.join(', ')}`,
  ].join('')
}

/**
 * The details of what failed or was flaky, names of tests that were skipped or flaky, and in the last
 * line the sum, where a flaky test counts as passed.
 */
export function summary(results: readonly Result[]): string {
  const details = results
    .filter(({ failed, flaky }) => failed.length + flaky.length > 0)
    .map(({ name, output, failed }) =>
      [`\n── ${name}`, output.trim(), ...failed.map((test) => `failed: ${test}`)].join('\n'),
    )
  const skipped = results.flatMap((result) => result.skipped)
  const flaky = results.flatMap((result) => result.flaky)
  const passed = results.flatMap((result) => result.passed).length + flaky.length
  const failed = results.flatMap((result) => result.failed).length
  return [
    ...details,
    '',
    ...list('skipped', skipped),
    ...list('flaky', flaky),
    `${passed} passed, ${failed} failed`,
  ].join('\n')
}

function list(what: string, tests: readonly string[]): string[] {
  return tests.length === 0 ? [] : [`${tests.length} ${what}: ${tests.join('; ')}`]
}

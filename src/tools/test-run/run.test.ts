import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { runCheck, runSuite } from './run.ts'
import { inWords, summary } from './summary.ts'

/** One test of each kind: the flaky one fails the first time that its folder is used. */
const TESTS = `
import { existsSync, writeFileSync } from 'node:fs'
test('passes', () => {})
test('is flaky', () => {
  const wasHere = existsSync('was-here')
  writeFileSync('was-here', '')
  expect(wasHere).toBe(true)
})
test('fails', () => expect('this').toBe('that'))
test.skip('is skipped', () => {})`

let folder: string

beforeEach(() => {
  // Inside of the project, so that the suites find their runners.
  mkdirSync('test-results', { recursive: true })
  folder = mkdtempSync(resolve('test-results/a suite-'))
  // Without one, Vitest takes the project's own.
  writeFileSync(join(folder, 'vitest.config.ts'), 'export default {}')
})
afterEach(() => rmSync(folder, { recursive: true }))

it.each([
  ['vitest', 'vitest', 'a.test.ts', 'vitest run'],
  ['playwright', '@playwright/test', 'a.spec.ts', 'playwright test'],
] as const)(
  'runs failed tests of %s once more',
  { timeout: 120_000 },
  async (runner, library, file, program) => {
    writeFileSync(join(folder, file), `import { expect, test } from '${library}'\n${TESTS}`)
    const command = resolve('node_modules/.bin', program)
    const places = { folder, resultsFolder: join(folder, 'results') }
    const result = await runSuite({ name: 'tests', runner, command, retries: true }, places)
    expect(result).toMatchObject({
      passed: [`${file} › passes`],
      failed: [`${file} › fails`],
      skipped: [`${file} › is skipped`],
      flaky: [`${file} › is flaky`],
    })
    expect(result.output).toMatch(/is flaky[^]*── once more\n[^]*that/)
  },
)

it('retries nothing unless it is told to, and tells of a runner that does not run', async () => {
  const places = { folder, resultsFolder: folder }
  const suite = { name: 'tests', runner: 'vitest', command: 'echo no &&' } as const
  const result = await runSuite({ ...suite, retries: false }, places)
  expect(result.failed).toEqual([expect.stringMatching(/^tests left no report: /)])
  expect(result.output).not.toContain('once more')
})

it('says of each check in one line what came of it, and closes with the sum', async () => {
  const [good, bad] = [
    await runCheck('good', 'echo fine'),
    await runCheck('bad', 'echo why >&2; exit 3'),
  ]
  expect(inWords(good)).toMatch(/^good +ok +\d+\.\d s +1 passed$/)
  expect(inWords(bad)).toMatch(/^bad +failed +\d+\.\d s +1 failed$/)
  expect(summary([good, bad])).toBe('\n── bad\nwhy\nfailed: bad\n\n1 passed, 1 failed')
})

it('counts a flaky test as passed, and names it and the skipped ones', () => {
  const tests = { passed: ['a'], failed: [], skipped: ['b'], flaky: ['c', 'd'] }
  const result = { name: 'tests', seconds: 1.25, output: 'why c failed\n', ...tests }
  expect(inWords(result)).toMatch(/^tests +ok +1\.[23] s +1 passed, 2 flaky, 1 skipped$/)
  expect(summary([result])).toBe(
    '\n── tests\nwhy c failed\n\n1 skipped: b\n2 flaky: c; d\n3 passed, 0 failed',
  )
})

import { win32 } from 'node:path'
import { expect, it } from 'vitest'
import { readPlaywright, readVitest } from './outcome.ts'

const passing = { ancestorTitles: [], title: 'passes', status: 'passed' }

it('tells of a file of Vitest that failed outside of its tests', () => {
  const report = {
    testResults: [
      { name: '/here/a.test.ts', status: 'failed', assertionResults: [] },
      { name: '/here/b.test.ts', status: 'passed', assertionResults: [passing] },
    ],
  }
  expect(readVitest(report, '/here', '')).toEqual({
    passed: ['b.test.ts › passes'],
    failed: ['a.test.ts'],
    skipped: [],
  })
})

it('names files with slashes, on Windows too', () => {
  const name = 'C:/my roster/src/a.test.ts'
  const report = { testResults: [{ name, status: 'passed', assertionResults: [passing] }] }
  const { passed } = readVitest(report, 'C:\\my roster', '', win32)
  expect(passed).toEqual(['src/a.test.ts › passes'])
})

it('tells of errors that Vitest only prints', () => {
  const report = {
    testResults: [{ name: '/here/a.test.ts', status: 'passed', assertionResults: [passing] }],
  }
  const printed = 'Vitest caught 2 unhandled errors during the test run.'
  expect(readVitest(report, '/here', printed).failed).toEqual(['Vitest caught 2 unhandled error'])
})

it('tells of a spec of Playwright that did not run, and of errors outside of tests', () => {
  const spec = (title: string, status: string, expectedStatus: string) => ({
    title,
    tests: [{ status, expectedStatus }],
  })
  const specs = [
    spec('passes', 'expected', 'passed'),
    spec('is skipped', 'skipped', 'skipped'),
    spec('never ran', 'skipped', 'passed'),
    spec('fails', 'unexpected', 'passed'),
  ]
  const report = {
    suites: [{ title: 'a.spec.ts', specs: [], suites: [{ title: 'a page', specs }] }],
    errors: [{ message: 'no server' }],
  }
  expect(readPlaywright(report)).toEqual({
    passed: ['a.spec.ts › a page › passes'],
    failed: ['a.spec.ts › a page › never ran', 'a.spec.ts › a page › fails', 'no server'],
    skipped: ['a.spec.ts › a page › is skipped'],
  })
})

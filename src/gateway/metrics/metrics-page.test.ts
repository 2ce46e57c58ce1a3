import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { Turns } from '../broker/turns.ts'
import { ByteBudget } from '../http/byte-budget.ts'
import { createMetrics, questionMetrics } from './gateway-metrics.ts'

const page = readFileSync(new URL('../../../docs/audit-and-metrics.md', import.meta.url), 'utf8')

it('the page of metrics describes each metric once, and no other', () => {
  const metrics = createMetrics()
  const ofQuestions = questionMetrics({ sharedAnswers: 0 }, new ByteBudget(1), new Turns())
  for (const metric of ofQuestions) metrics.add(metric)
  const namesIn = (text: string, line: RegExp) =>
    [...text.matchAll(line)].map(([, name = '']) => name)
  expect(namesIn(page, /^\| `((?:roster|process)_\w+)`/gm).sort()).toEqual(
    namesIn(metrics.render(), /^# TYPE (\w+)/gm).sort(),
  )
})

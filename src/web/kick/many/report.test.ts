import { expect, it } from 'vitest'
import { AnswerError } from '../../../contract/answer.ts'
import { ApiError } from '../../api/api-error.ts'
import { errors } from '../../i18n/en-terms.ts'
import { parseCsv } from '../../ui/files/parse-csv.test-data.ts'
import { makeKickReport } from './report.ts'
import { kickWords } from '../words.ts'
import { StillThereError, UnverifiedError } from '../kick.ts'
import { kickTargets, type KickTarget } from './targets.ts'

const node = 'emqx@10.0.0.1'
const [plain, hostile, lost, twin] = kickTargets([
  { clientid: 'plain', node, connected: true },
  { clientid: '=cmd,"x"', node, connected: true },
  { clientid: 'lost', node, connected: true },
  { clientid: 'twin', node, connected: true },
  { clientid: 'twin', node: 'emqx@10.0.0.2', connected: true },
]) as [KickTarget, KickTarget, KickTarget, KickTarget]
const at = Date.UTC(2026, 10, 23, 9, 28, 55, 7)
const failure = new ApiError(new AnswerError('http-status', 500, 'Internal\u202e Error'))

const results = [
  { target: plain, outcome: 'kicked', at },
  { target: hostile, outcome: 'not-kicked', error: new StillThereError(), at },
  { target: lost, outcome: 'unknown', error: new UnverifiedError('', { cause: failure }), at },
  { target: twin, outcome: 'not-tried', at },
] as const

const time = '2026-11-23T09:28:55.007Z'

it('the report has time, node and reason of each id, without formulas', async () => {
  const text = await (await makeKickReport('csv', results, errors, kickWords.en)).text()
  expect(parseCsv(text)).toEqual([
    ['time', 'clientid', 'node', 'outcome', 'reason'],
    [time, 'plain', node, 'kicked', ''],
    [
      time,
      `'=cmd,"x"`,
      node,
      'not-kicked',
      'EMQX reported success, but the session is still there',
    ],
    [
      time,
      'lost',
      node,
      'unknown',
      'The broker answered with an error (HTTP 500: Internal⟨U+202E⟩ Error)',
    ],
    [time, 'twin', `${node}, emqx@10.0.0.2`, 'not-tried', ''],
  ])
})

it('the report as JSON has the exact id', async () => {
  const text = await (await makeKickReport('json', results, errors, kickWords.en)).text()
  expect(JSON.parse(text)).toMatchObject([
    { time, clientid: 'plain', node, outcome: 'kicked' },
    { clientid: '=cmd,"x"' },
    { clientid: 'lost' },
    { clientid: 'twin' },
  ])
})

// The report of a kick of many clients.
import type { ErrorWords } from '../../api/api-error.ts'
import { toSystem } from '../../ui/browser/steady-clock.ts'
import { makeCsv } from '../../ui/files/csv.ts'
import { visibleText } from '../../ui/device-text.tsx'
import { makeJson } from '../../ui/files/json.ts'
import { explainKickFailure } from '../explain-failure.ts'
import type { KickResult } from './kick-many.ts'
import type { KickLine } from './run.ts'
import type { KickWords } from '../words.ts'

const fields = ['time', 'clientid', 'node', 'outcome', 'reason'] as const

/** Why an id was not kicked, in one line; undefined without an error. */
export function reasonOf(
  { error }: KickLine,
  errors: ErrorWords,
  words: KickWords,
): string | undefined {
  if (error === undefined) return undefined
  const { title, detail } = explainKickFailure(error, errors, words)
  return detail ? `${title} (${visibleText(detail)})` : title
}

/**
 * The results as a file: `time` (ISO 8601, UTC), `clientid`, `node` (several with commas), `outcome`
 * (a `KickManyOutcome`), and `reason` in the reader's language.
 * @param asText CSV with texts for spreadsheets
 */
export function makeKickReport(
  extension: 'csv' | 'json',
  results: readonly KickResult[],
  errors: ErrorWords,
  words: KickWords,
  asText = false,
): Promise<Blob> {
  const records = results.map((result) => ({
    time: new Date(toSystem(result.at)).toISOString(),
    clientid: result.target.clientId,
    node: result.target.seen.map(({ node }) => node).join(', '),
    outcome: result.outcome,
    reason: reasonOf(result, errors, words),
  }))
  return extension === 'csv' ? makeCsv(fields, records, asText) : makeJson(fields, records)
}

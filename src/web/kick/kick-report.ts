import type { Messages } from '../i18n/en.ts'
import { makeCsv } from '../ui/csv.ts'
import { visibleText } from '../ui/device-text.tsx'
import { makeJson } from '../ui/json.ts'
import { explainKickFailure } from './explain-kick-failure.ts'
import type { KickResult } from './kick-many.ts'

const fields = ['time', 'clientid', 'node', 'outcome', 'reason'] as const

/** Why one id was not kicked, in one line; nothing where it was. */
export function reasonOf({ error }: KickResult, messages: Messages): string | undefined {
  if (error === undefined) return undefined
  const { title, detail } = explainKickFailure(error, messages)
  return detail ? `${title} (${visibleText(detail)})` : title
}

/**
 * The results of a kick of many as a file: `time` (ISO 8601, UTC), `clientid` to the letter, `node`
 * (several: with a comma between), `outcome` as the code has it, `reason` in the reader's words.
 */
export function makeKickReport(
  extension: 'csv' | 'json',
  results: readonly KickResult[],
  messages: Messages,
): Promise<Blob> {
  const records = results.map((result) => ({
    time: new Date(result.at).toISOString(),
    clientid: result.target.clientId,
    node: result.target.seen.map(({ node }) => node).join(', '),
    outcome: result.outcome,
    reason: reasonOf(result, messages),
  }))
  return extension === 'csv' ? makeCsv(fields, records) : makeJson(fields, records)
}

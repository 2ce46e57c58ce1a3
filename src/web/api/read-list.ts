import {
  checkAnswer,
  clientListSchema,
  clientRecordsSchema,
  openAnswer,
  type ClientList,
} from '../../contract/answer.ts'
import { yieldToMain } from '../ui/browser/yield-to-main.ts'

/** Rows that are checked at a time: 1 ms at full speed. */
const SLICE = 500

/**
 * Reads the answer of a list, and lets the page live meanwhile: 10,000 rows are 9 MB, which take some
 * 40 ms to parse and 20 to check.
 * @throws {AnswerError} as `readAnswer` does; what `signal` was aborted with
 */
export async function readList(response: Response, signal: AbortSignal): Promise<ClientList> {
  const { status } = response
  const answer = openAnswer(status, await response.text())
  const { data: rows } = answer
  if (!Array.isArray(rows)) return checkAnswer(clientListSchema, status, answer)
  const list = checkAnswer(clientListSchema, status, { ...answer, data: [] })
  for (let start = 0; start < rows.length; start += SLICE) {
    if (start > 0) {
      await yieldToMain()
      signal.throwIfAborted()
    }
    const slice = { data: rows.slice(start, start + SLICE) }
    list.data.push(...checkAnswer(clientRecordsSchema, status, slice).data)
  }
  return list
}

import {
  checkAnswer,
  clientListSchema,
  openAnswer,
  type ClientList,
} from '../../contract/answer.ts'
import { checkClient } from '../../contract/client.ts'
import { checkRows } from '../../contract/odd-values.ts'
import { yieldToMain } from '../ui/browser/yield-to-main.ts'

/** Rows that are checked at a time, in about 1 ms. */
const SLICE = 500

/**
 * Reads a list and checks its rows in slices, with a turn for other tasks between two slices. 10,000
 * rows are 9 MB: some 40 ms to parse, and 20 ms to check.
 * @throws {AnswerError} like `readAnswer`, or the reason of the abort
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
    const slice = checkRows(checkClient, 'clientid', rows.slice(start, start + SLICE), start)
    list.data.push(...slice.data)
    list.odd.push(...slice.odd)
  }
  // A list without a single good row is no list of EMQX.
  return rows.length > list.data.length && list.data.length === 0
    ? checkAnswer(clientListSchema, status, answer)
    : list
}

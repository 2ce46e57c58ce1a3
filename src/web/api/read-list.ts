import {
  clientListSchema,
  clientRecordsSchema,
  readAnswer,
  type ClientList,
} from '../../contract/answer.ts'
import { yieldToMain } from '../ui/yield-to-main.ts'
import { RowCutter } from './row-cutter.ts'

/** How long the page may be busy with reading at a time. From 50 ms on people notice. */
const BUSY_MS = 12

/** Read at a time, in bytes: some 70 rows, within 1 ms. */
const SLICE = 65_536

/**
 * Reads the answer of a list while it comes in, and lets the page live meanwhile: 10,000 rows are
 * 10 MB. A worker would do no better: handing over its rows costs the page more than reading them.
 * @throws {AnswerError} as {@link readAnswer} does; what the body's stream failed with; what
 * `signal` was aborted with
 */
export async function readList(response: Response, signal: AbortSignal): Promise<ClientList> {
  const { ok, status, body } = response
  if (!ok || body === null) return readAnswer(clientListSchema, status, await response.text())

  const cutter = new RowCutter()
  const data: ClientList['data'] = []
  const read = (text: string) => {
    const rows = cutter.push(text)
    if (rows === '') return
    const part = `{"code":0,"data":[${rows}]}`
    for (const row of readAnswer(clientRecordsSchema, status, part).data) data.push(row)
  }

  const decoder = new TextDecoder()
  const reader = body.getReader()
  try {
    let since = performance.now()
    for (let next = await reader.read(); !next.done; next = await reader.read()) {
      for (let start = 0; start < next.value.length; start += SLICE) {
        read(decoder.decode(next.value.subarray(start, start + SLICE), { stream: true }))
        if (performance.now() - since < BUSY_MS) continue
        await yieldToMain()
        signal.throwIfAborted()
        since = performance.now()
      }
    }
    read(decoder.decode())
  } finally {
    // Where reading failed, the rest need not come.
    reader.cancel().catch(() => {})
  }
  const list = readAnswer(clientListSchema, status, cutter.end())
  return { ...list, data: data.concat(list.data) }
}

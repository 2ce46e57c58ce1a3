// Answers of the broker, cut down to what locks show. How many clients there are in all is not told.
import * as v from 'valibot'
import { Answer } from '../broker/answer.ts'
import { BrokerError } from '../broker/errors.ts'

const metaSchema = v.object({ hasnext: v.boolean() })
const rowsSchema = v.object({
  code: v.literal(0),
  data: v.array(v.unknown()),
  meta: v.optional(metaSchema),
})
const refusalSchema = v.object({ code: v.number(), message: v.string() })

/** Rows of a call that the broker has answered, or what it says of a parameter that it does not take. */
export type Rows = v.InferOutput<typeof rowsSchema> | { refusal: Answer }

/** @throws {BrokerError} 502: the answer cannot be read */
export function readRows(answer: Answer): Rows {
  const json = parse(answer.body)
  const rows = v.safeParse(rowsSchema, json)
  if (rows.success && answer.status === 200) return rows.output
  const refusal = v.safeParse(refusalSchema, json)
  if (!refusal.success) {
    throw new BrokerError(502, 'UNREADABLE', 'the broker’s answer cannot be read')
  }
  return { refusal: jsonAnswer(refusal.output, answer) }
}

/** The records that a lookup found; none if it cannot be read, or is not all that there is. */
export function foundRecords(answer: Answer): unknown[] {
  const rows = v.safeParse(rowsSchema, parse(answer.body))
  if (answer.status !== 200 || !rows.success || rows.output.meta?.hasnext !== false) return []
  return rows.output.data
}

/** An answer with another body, as old as the one that it was made of. */
export function jsonAnswer(
  value: unknown,
  { status, begunAt }: Pick<Answer, 'status' | 'begunAt'>,
): Answer {
  const body = Buffer.from(JSON.stringify(value))
  return new Answer({ status, type: 'application/json', body, begunAt })
}

function parse(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString())
  } catch {
    return undefined
  }
}

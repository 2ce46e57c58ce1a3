// Answers of the broker for a person with locks. They never tell how many clients there are in all.
import * as v from 'valibot'
import { Answer } from '../broker/answer.ts'
import { BrokerError } from '../broker/errors.ts'
import { jsonIn } from '../broker/gather-answer.ts'

const metaSchema = v.object({ hasnext: v.boolean() })
const rowsSchema = v.object({
  code: v.literal(0),
  data: v.array(v.unknown()),
  meta: v.optional(metaSchema),
})
const rejectionSchema = v.object({ code: v.number(), message: v.string() })

/** The rows of an answer; or, if the broker rejects a parameter, its answer. */
export type Rows = v.InferOutput<typeof rowsSchema> | { rejection: Answer }

/** @throws {BrokerError} 502: the answer cannot be read */
export function readRows(answer: Answer): Rows {
  const json = jsonIn(answer)
  const rows = v.safeParse(rowsSchema, json)
  if (rows.success && answer.status === 200) return rows.output
  const rejection = v.safeParse(rejectionSchema, json)
  if (!rejection.success) {
    throw new BrokerError(502, 'UNREADABLE', 'the broker’s answer cannot be read')
  }
  return { rejection: jsonAnswer(rejection.output, answer) }
}

/** The records that a lookup found; none if the answer cannot be read, or is not the last page. */
export function foundRecords(answer: Answer): unknown[] {
  const rows = v.safeParse(rowsSchema, jsonIn(answer))
  if (answer.status !== 200 || !rows.success || rows.output.meta?.hasnext !== false) return []
  return rows.output.data
}

/** An answer with another body and the same age. */
export function jsonAnswer(
  value: unknown,
  { status, begunAt }: Pick<Answer, 'status' | 'begunAt'>,
): Answer {
  const body = Buffer.from(JSON.stringify(value))
  return new Answer({ status, type: 'application/json', body, begunAt })
}

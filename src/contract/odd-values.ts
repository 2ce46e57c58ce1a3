// Rows of an answer: the good ones are kept, and what is odd about the others is named.
import * as v from 'valibot'

/** A value that cannot be what the API describes. One such value must not hide the other rows. */
export interface OddValue {
  /** Place of the row in the answer, from 0; null for a value about the whole answer. */
  row: number | null
  /** What names the row, such as its client id; null if it has no such text. */
  name: string | null
  /** Empty if the row itself is no record. */
  field: string
  /** As JSON, at most 100 characters; empty if the value is missing. Untrusted text. */
  value: string
  /** True if the row could not be kept; otherwise it is kept without the value. */
  isLeftOut: boolean
}

/** The rows that can be shown, and what is odd about these and the others. */
export interface CheckedRows<T> {
  data: T[]
  odd: OddValue[]
}

/**
 * Checks one row. Calls `tell` for each odd value.
 * @returns the row without its odd values; null if it cannot be shown
 */
export type RowCheck<T> = (row: unknown, tell: (field: string, value: unknown) => void) => T | null

/**
 * Checks rows one by one.
 * @param nameField the field that names a row
 * @param first place of the first row in the answer
 */
export function checkRows<T>(
  check: RowCheck<T>,
  nameField: string,
  rows: readonly unknown[],
  first = 0,
): CheckedRows<T> {
  const checked: CheckedRows<T> = { data: [], odd: [] }
  rows.forEach((row, index) => {
    const found: [field: string, value: unknown][] = []
    const good = check(row, (field, value) => found.push([field, value]))
    if (good !== null) checked.data.push(good)
    for (const [field, value] of found) {
      const name = (row as Record<string, unknown> | null)?.[nameField]
      checked.odd.push({
        row: first + index,
        name: typeof name === 'string' ? name : null,
        field,
        value: oddText(value),
        isLeftOut: good === null,
      })
    }
  })
  return checked
}

/** A value as JSON, for {@link OddValue}. */
export function oddText(value: unknown): string {
  // JSON has no word for 1e999, which is read as Infinity.
  const text = typeof value === 'number' ? String(value) : (JSON.stringify(value) ?? '')
  return text.slice(0, 100)
}

/** The check of a row by a schema. A row that does not fit is left out. */
/* @__NO_SIDE_EFFECTS__ */
export function bySchema<T>(schema: v.GenericSchema<unknown, T>): RowCheck<T> {
  return (row, tell) => {
    const result = v.safeParse(schema, row)
    if (result.success) return result.output
    for (const issue of result.issues) tell(v.getDotPath(issue) ?? '', issue.input)
    return null
  }
}

/** The schema of rows, which are checked one by one. Rows without a single good one are refused. */
/* @__NO_SIDE_EFFECTS__ */
export function rowsSchema<T>(check: RowCheck<T>, nameField: string) {
  return v.pipe(
    v.array(v.unknown()),
    v.rawTransform<unknown[], CheckedRows<T>>(({ dataset, addIssue, NEVER }) => {
      const checked = checkRows(check, nameField, dataset.value)
      const [first] = checked.odd
      if (checked.data.length > 0 || first === undefined) return checked
      addIssue({ message: `data.${first.row}.${first.field} is ${first.value || 'missing'}` })
      return NEVER
    }),
  )
}

/** The schema of an answer whose `data` are rows. */
/* @__NO_SIDE_EFFECTS__ */
export function rowsAnswerSchema<T>(check: RowCheck<T>, nameField: string) {
  return v.pipe(
    v.object({ data: rowsSchema(check, nameField) }),
    v.transform(({ data }) => data),
  )
}

/** True for a number that a count can be: EMQX counts with whole numbers from 0 on. */
export function isCount(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) >= 0
}

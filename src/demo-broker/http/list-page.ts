import { internalError, json, Refused, type ApiAnswer } from './answer.ts'
import { wholeNumber, type ParamValue } from './query-params.ts'

const DEFAULT_LIMIT = 10_000n

/**
 * One page of a list with its `meta`. If `_page` or `_limit` is repeated, the first one counts. A page
 * below 1 is page 1, and `meta` repeats it as it was asked for, to the last digit.
 * @param matching all rows, or those that match the filters
 * @param isFiltered if true, `count` is -1
 * @throws {Refused} 500 if page or limit is not a whole number, or if the limit is negative
 */
export function pageAnswer<T>(
  params: [name: string, value: ParamValue][],
  matching: readonly T[],
  isFiltered: boolean,
  toRow: (item: T) => unknown,
): ApiAnswer {
  const given = (name: string) => params.find(([key]) => key === name)?.[1]
  const page = numberOf(given('_page'), 1n)
  const limit = numberOf(given('_limit'), DEFAULT_LIMIT)
  if (limit < 0n || limit > BigInt(Number.MAX_SAFE_INTEGER)) throw new Refused(internalError)
  const from = (page < 1n ? 0n : page - 1n) * limit
  const hasNext = from + limit < BigInt(matching.length)
  const rows = matching.slice(Number(from), Number(from + limit))
  const count = isFiltered ? -1 : matching.length
  // Written by hand: JSON.stringify cannot write an integer beyond 2⁵³.
  const meta = `{"page":${page},"limit":${limit},"hasnext":${hasNext},"count":${count}}`
  return json(`{"meta":${meta},"data":${JSON.stringify(rows.map(toRow))},"code":0}`)
}

function numberOf(value: ParamValue | undefined, fallback: bigint): bigint {
  if (value === undefined) return fallback
  const number = wholeNumber(value)
  if (number === null) throw new Refused(internalError)
  return number
}

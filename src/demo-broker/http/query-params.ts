import { answerCode } from '../../contract/answer.ts'
import { badRequest, errorAnswer, Refused } from './answer.ts'

/** A parameter's value: its bytes, one character each. True if it has no `=`, as in Cowboy. */
export type ParamValue = string | true

/** @throws {Refused} 400 for a bad percent escape */
export function parseQuery(query: string): [name: string, value: ParamValue][] {
  return query.split('&').flatMap((pair): [string, ParamValue][] => {
    if (pair === '') return []
    const at = pair.indexOf('=')
    if (at < 0) return [[decodeParam(pair), true]]
    return [[decodeParam(pair.slice(0, at)), decodeParam(pair.slice(at + 1))]]
  })
}

function decodeParam(encoded: string): string {
  const decoded = percentDecode(encoded.replaceAll('+', ' '))
  if (decoded === null) throw new Refused(badRequest)
  return decoded
}

/** Decodes percent escapes once, to bytes with one character each. Null if one is malformed. */
export function percentDecode(encoded: string): string | null {
  if (/%(?![0-9a-f]{2})/i.test(encoded)) return null
  return encoded.replace(/%(..)/g, (_, hex: string) => String.fromCharCode(parseInt(hex, 16)))
}

/** A whole number as Erlang's `binary_to_integer` takes it (`+5`, `007`), or null. */
export function wholeNumber(value: ParamValue | undefined): bigint | null {
  const [, sign, digits] = /^([+-]?)(\d+)$/.exec(String(value)) ?? []
  if (digits === undefined) return null
  return sign === '-' ? -BigInt(digits) : BigInt(digits)
}

/** The answer with code 108. */
export function cannotConvert(value: ParamValue, type: string): Refused {
  return new Refused(
    errorAnswer(`Can't convert ${erlangTerm(value)} to ${type} type`, answerCode.badParameter),
  )
}

/** A value as Erlang prints it: a text in Latin-1 as `<<"…">>`, other bytes as numbers. */
function erlangTerm(value: ParamValue): string {
  if (value === true) return 'true'
  if (value === '') return '<<>>'
  if (!/^[\x20-\x7e\xa0-\xff\t\n\r]*$/.test(value))
    return `<<${Buffer.from(value, 'latin1').join(',')}>>`
  const escapes: Record<string, string> = { '\t': '\\t', '\n': '\\n', '\r': '\\r' }
  return `<<"${value.replace(/["\\\t\n\r]/g, (char) => escapes[char] ?? `\\${char}`)}">>`
}

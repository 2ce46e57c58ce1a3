// CSV files that no spreadsheet runs as code.
import { makeBlob } from './make-blob.ts'

/** The value of a cell; undefined is an empty cell. */
export type CsvValue = string | number | boolean | undefined

/** Characters that a spreadsheet ignores before a formula. */
const BLANK = String.raw`(?![\t\r\n])[\s\p{Cc}\p{Cf}]`
/** The first character of a formula. */
const SIGN = String.raw`[=+\-@＝＋－＠]`

/**
 * Where a spreadsheet can start a formula: at the start of a text, and after each semicolon, tab or
 * line break, which separate cells in many languages. A tab or line break at the start of a text is
 * as dangerous. Source: OWASP, 'CSV Injection'.
 */
const FORMULA_START = new RegExp(
  String.raw`^(?=(?:${BLANK})*${SIGN}|[\t\r\n])|(?<=[;\t\r\n])(?=(?:"|${BLANK})*${SIGN})`,
  'gu',
)

/**
 * Makes a CSV file after RFC 4180: UTF-8 with a BOM, CRLF, a header line, quotes doubled. Texts may be
 * an attack: an apostrophe marks each possible formula ({@link FORMULA_START}). JSON has the exact
 * texts. An empty text is `""`, a missing value an empty cell.
 * @param fields columns, from left to right
 */
export function makeCsv<F extends string>(
  fields: readonly F[],
  records: Iterable<Partial<Record<F, CsvValue>>>,
): Promise<Blob> {
  return makeBlob(csvLines(fields, records), 'text/csv;charset=utf-8')
}

function* csvLines<F extends string>(
  fields: readonly F[],
  records: Iterable<Partial<Record<F, CsvValue>>>,
): Iterable<string> {
  yield `\ufeff${csvLine(fields)}`
  for (const record of records) yield csvLine(fields.map((field) => record[field]))
}

function csvLine(values: readonly CsvValue[]): string {
  return `${values.map(csvCell).join(',')}\r\n`
}

function csvCell(value: CsvValue): string {
  if (typeof value !== 'string') return value === undefined ? '' : String(value)
  const text = value.replace(FORMULA_START, "'")
  return /^$|[",;\t\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}

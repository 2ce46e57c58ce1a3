import { makeBlob } from './make-blob.ts'

/** What a cell can hold; undefined is an empty cell. */
export type CsvValue = string | number | boolean | undefined

/** What does not hinder a formula in front of it. */
const BLANK = String.raw`(?![\t\r\n])[\s\p{Cc}\p{Cf}]`
/** What a formula begins with. */
const SIGN = String.raw`[=+\-@＝＋－＠]`

/**
 * Where a spreadsheet would begin a formula: at the start of a text, and after each semicolon, tab
 * or line break in it, since many languages' spreadsheets separate cells by those, and drop quotes
 * there. A tab or line break at the very start is no better. Source: OWASP, 'CSV Injection'.
 */
const FORMULA_START = new RegExp(
  String.raw`^(?=(?:${BLANK})*${SIGN}|[\t\r\n])|(?<=[;\t\r\n])(?=(?:"|${BLANK})*${SIGN})`,
  'gu',
)

/**
 * Makes a CSV file after RFC 4180: UTF-8 with a BOM, CRLF, a header line, quotes doubled.
 * Text is an attacker's: an apostrophe goes in front of what a spreadsheet would run as a formula
 * ({@link FORMULA_START}); who needs the text to the letter takes JSON. Numbers and booleans are
 * written as they are. An empty text is `""`, a missing value nothing.
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

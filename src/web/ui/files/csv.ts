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

/** The text with an apostrophe before each possible formula ({@link FORMULA_START}). */
export function defuse(text: string): string {
  return text.replace(FORMULA_START, "'")
}

/** Texts that can stand in `="…"`: neither the quotes nor a separator of another language can end it. */
const PLAIN = /^[\w .:/+%-]{1,255}$/

/**
 * A text that a spreadsheet keeps: as `="0012"` it takes no number, date or formula for it. Other
 * texts only have their formulas marked.
 */
export function asSheetText(text: string): string {
  return PLAIN.test(text) ? `="${text}"` : defuse(text)
}

/** True if a spreadsheet reads the text as a number, and then loses zeros or digits of it. */
export function losesDigits(text: string): boolean {
  if (!/^\d+(?:\.\d+)?(?:e\d+)?$/i.test(text)) return false
  // A spreadsheet keeps 15 digits.
  return text.length > 15 || String(Number(text)) !== text
}

/**
 * Makes a CSV file after RFC 4180: UTF-8 with a BOM, CRLF, a header line, quotes doubled. Texts may be
 * an attack: an apostrophe marks each possible formula ({@link FORMULA_START}). JSON has the exact
 * texts. An empty text is `""`, a missing value an empty cell.
 * @param fields columns, from left to right
 * @param asText texts are written for spreadsheets, by {@link asSheetText}
 */
export function makeCsv<F extends string>(
  fields: readonly F[],
  records: Iterable<Partial<Record<F, CsvValue>>>,
  asText = false,
): Promise<Blob> {
  return makeBlob(csvLines(fields, records, asText), 'text/csv;charset=utf-8')
}

function* csvLines<F extends string>(
  fields: readonly F[],
  records: Iterable<Partial<Record<F, CsvValue>>>,
  asText: boolean,
): Iterable<string> {
  yield `\ufeff${csvLine(fields, false)}`
  for (const record of records) {
    yield csvLine(
      fields.map((field) => record[field]),
      asText,
    )
  }
}

function csvLine(values: readonly CsvValue[], asText: boolean): string {
  return `${values.map((value) => csvCell(value, asText)).join(',')}\r\n`
}

function csvCell(value: CsvValue, asText: boolean): string {
  if (typeof value !== 'string') return value === undefined ? '' : String(value)
  const text = asText ? asSheetText(value) : defuse(value)
  return /^$|[",;\t\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}

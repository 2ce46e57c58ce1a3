import { expect, it } from 'vitest'
import { losesDigits, makeCsv } from './csv.ts'
import { parseCsv } from './parse-csv.test-data.ts'

async function write(...values: (string | number | boolean | undefined)[]): Promise<string> {
  const fields = values.map((_, index) => `f${index}`)
  const record = Object.fromEntries(values.map((value, index) => [`f${index}`, value]))
  const [, line] = (await (await makeCsv(fields, [record])).text()).split(/\r\n(.*)/s)
  return line ?? ''
}

it('writes UTF-8 with a BOM, a header line, and CRLF at the end of each line', async () => {
  const blob = await makeCsv(['a', '温度'], [{ a: 'x', 温度: 'ü' }, {}])
  const bytes = Buffer.from(await blob.arrayBuffer())
  expect(bytes.toString()).toBe('\ufeffa,温度\r\nx,ü\r\n,\r\n')
  expect([...bytes.subarray(0, 3)]).toEqual([0xef, 0xbb, 0xbf])
  expect(blob.type).toBe('text/csv;charset=utf-8')
})

it.each([
  ['plain', 'plain'],
  ['a,b', '"a,b"'],
  ['say "hi"', '"say ""hi"""'],
  ['a\r\nb', '"a\r\nb"'],
  ['a;b', '"a;b"'],
  ['', '""'],
  [undefined, ''],
  [-5, '-5'],
  [true, 'true'],
])('%j becomes %j', async (value, cell) => {
  expect(await write(value)).toBe(`${cell}\r\n`)
})

it.each([
  ['=1+1', "'=1+1"],
  ['+1', "'+1"],
  ['-1', "'-1"],
  ['@SUM(A1)', "'@SUM(A1)"],
  ['＝1', "'＝1"],
  ['＋1', "'＋1"],
  ['－1', "'－1"],
  ['＠x', "'＠x"],
  ['\tx', "'\tx"],
  ['\rx', "'\rx"],
  ['\nx', "'\nx"],
  ['  =1', "'  =1"],
  ['\u00a0\u200b\0=1', "'\u00a0\u200b\0=1"],
  ['x;=1', "x;'=1"],
  ['x; @a\n+b', "x;' @a\n'+b"],
  ['"=1', '"=1'],
  ['x;"=1', `x;'"=1`],
  ['x; "" =1', `x;' "" =1`],
  ['a=b', 'a=b'],
  ['a-b@c', 'a-b@c'],
])('a text %j does not become a formula', async (text, defused) => {
  expect(parseCsv(await write('first', text))).toEqual([['first', defused]])
})

it('writes half a surrogate pair as U+FFFD', async () => {
  expect(await write('a\ud800b')).toBe('a\ufffdb\r\n')
})

it('a text that is made to slow down the check does not', async () => {
  const tabs = '\t'.repeat(1_000_000)
  const blanks = `;${' '.repeat(1_000_000)}`
  expect((await write(tabs, blanks)).length).toBe(2_000_009)
})

it.each([
  ['89860012345678901234', '="89860012345678901234"'],
  ['0012', '="0012"'],
  ['1E5', '="1E5"'],
  ['3-4', '="3-4"'],
  ['+4915112345678', '="+4915112345678"'],
  ['=1+1', "'=1+1"],
  ['1";=1', `1";'=1`],
  ['1,=1', '1,=1'],
  ['', ''],
  ['9'.repeat(256), '9'.repeat(256)],
])('a spreadsheet that gets %j as text gets %j', async (text, cell) => {
  const csv = await (await makeCsv(['id', 'n'], [{ id: text, n: 7 }], true)).text()
  expect(parseCsv(csv)).toEqual([
    ['id', 'n'],
    [cell, '7'],
  ])
})

it.each(['0012', '007', '89860012345678901234', '1234567890123456', '1E5', '1.10', '00'])(
  'a spreadsheet loses digits of %j',
  (text) => expect(losesDigits(text)).toBe(true),
)

it.each(['0', '12', '123456789012345', '1.5', '10.0.0.1', 'truck-007', '', '=1', '0x10'])(
  'a spreadsheet loses no digits of %j',
  (text) => expect(losesDigits(text)).toBe(false),
)

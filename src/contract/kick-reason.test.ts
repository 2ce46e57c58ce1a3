import { expect, it } from 'vitest'
import { decodeReason, encodeReason, MAX_REASON_LENGTH, readReason } from './kick-reason.ts'

it.each(['firmware 2.1 floods', '固件有误', 'a%20b, c;"d"', '\u202eevil', '😀'.repeat(100)])(
  'the reason %j goes through a header',
  (reason) => {
    const header = encodeReason(reason)
    expect(header).toMatch(/^[!-~]+$/)
    expect(readReason(reason)).toBe(reason)
    expect(decodeReason(header)).toBe(reason)
  },
)

it.each([
  ['', undefined],
  ['  \n ', undefined],
  [' two\r\nlines ', 'two  lines'],
  ['a\u2028b\u0007', 'a b'],
  ['x'.repeat(MAX_REASON_LENGTH + 1), 'x'.repeat(MAX_REASON_LENGTH)],
  ['y'.repeat(MAX_REASON_LENGTH - 1) + '😀', `${'y'.repeat(MAX_REASON_LENGTH - 1)}\ufffd`],
])('the typed reason %j becomes %j', (typed, reason) => {
  expect(readReason(typed)).toBe(reason)
})

it.each(['%zz', '%', '%ff', '%0a', '%0D', '%00', '%7f', '%E2%80%A8', 'x'.repeat(201)])(
  'the header %j is no reason',
  (header) => {
    expect(decodeReason(header)).toBeNull()
  },
)

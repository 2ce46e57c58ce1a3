import { expect, it } from 'vitest'
import { chainFindings } from './chain.ts'
import type { Finding } from './finding.ts'

const mailbox: Finding = { kind: 'mailbox', severity: 'warning', length: 2000 }
const full: Finding = {
  kind: 'queue-full',
  severity: 'critical',
  used: 9,
  max: 9,
  dropped: 0,
  inMs: null,
}
const window: Finding = {
  kind: 'window-full',
  severity: 'warning',
  used: 32,
  max: 32,
  waiting: 9,
  fullInMs: null,
  moved: null,
}

it('puts a full queue behind what fills it, in the place and severity of the worse one', () => {
  expect(chainFindings([full, mailbox, window])).toEqual([
    { severity: 'critical', finding: window, effect: full },
    { severity: 'warning', finding: mailbox, effect: null },
  ])
})

it('leaves findings that do not explain each other as they are', () => {
  expect(chainFindings([full, mailbox]).map(({ finding }) => finding)).toEqual([full, mailbox])
  expect(chainFindings([window, mailbox]).every(({ effect }) => effect === null)).toBe(true)
})

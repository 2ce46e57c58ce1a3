import { expect, it } from 'vitest'
import { brokerTimeToEpoch } from './broker-time.ts'

it.each([
  ['2026-11-23 09:28:55', 'UTC', '2026-11-23T09:28:55Z'],
  ['2026-11-23 09:28:55', 'Asia/Shanghai', '2026-11-23T01:28:55Z'],
  ['2026-07-01 00:00:00', 'Europe/Berlin', '2026-06-30T22:00:00Z'],
  ['2026-01-01 00:00:00', 'America/St_Johns', '2026-01-01T03:30:00Z'],
  // Berlin's clocks go forward on this day, from 02:00 to 03:00.
  ['2026-03-29 01:59:59', 'Europe/Berlin', '2026-03-29T00:59:59Z'],
  ['2026-03-29 03:00:00', 'Europe/Berlin', '2026-03-29T01:00:00Z'],
])('%s in %s is %s', (text, zone, moment) => {
  expect(brokerTimeToEpoch(text, zone)).toBe(Date.parse(moment))
})

it.each(['undefined', '', '2026-11-23', '2026-11-23T09:28:55Z'])('%j is no time', (text) => {
  expect(brokerTimeToEpoch(text, 'UTC')).toBeNull()
})

import { describe, expect, it } from 'vitest'
import { en } from './en.ts'
import { createFormat } from './format.ts'
import { zhCn } from './zh-cn.ts'

const format = createFormat('en', en, null)

describe('formats in the reader’s language', () => {
  it.each([
    [0, '0 B'],
    [999, '999 B'],
    [1000, '1 kB'],
    [1_550_000, '1.6 MB'],
    [2e15, '2 PB'],
    [5e18, '5,000 PB'],
  ])('%d bytes are %s', (bytes, text) => {
    expect(format.bytes(bytes)).toBe(text)
  })

  it.each([
    [0, '0s'],
    [45, '45s'],
    [90, '1m 30s'],
    [7200, '2h'],
    [90061, '1d 1h'],
  ])('%d seconds are %s', (seconds, text) => {
    expect(format.duration(seconds)).toBe(text)
  })

  it('puts special numbers into words', () => {
    expect(format.limit(0)).toBe('no limit')
    expect(format.limit(1000)).toBe('1,000')
    expect(format.keepalive(0)).toBe('off')
    expect(format.expiry(0)).toBe('ends with the connection')
    expect(format.expiry(4294967295)).toBe('never')
    expect(format.expiry(7200)).toBe('2h')
    expect(createFormat('zh-CN', zhCn, null).limit(0)).toBe('无上限')
  })

  it('tells how long ago', () => {
    expect(format.ago(12_400)).toBe('12s ago')
    expect(format.ago(130_000)).toBe('2m ago')
    expect(format.ago(2 * 3600_000)).toBe('2h ago')
  })

  it('leaves the broker’s time as it is if its zone is not known, and says so', () => {
    expect(format.brokerTime('2026-11-23 09:28:55')).toBe('2026-11-23 09:28:55')
    expect(format.brokerTimeNote).toBe('broker time')
    expect(format.brokerEpoch('2026-11-23 09:28:55')).toBeNull()
  })

  it('shows the broker’s time in the reader’s zone if the broker’s zone is known', () => {
    const known = createFormat('en', en, 'Asia/Shanghai')
    const local = new Date('2026-11-23T01:28:55Z')
    expect(known.brokerTime('2026-11-23 09:28:55')).toContain(`:28:55`)
    expect(known.brokerTime('2026-11-23 09:28:55')).toContain(
      String(local.getHours()).padStart(2, '0'),
    )
    expect(known.brokerTime('undefined')).toBe('undefined')
    expect(known.brokerTimeNote).toBeNull()
    expect(known.brokerEpoch('undefined')).toBeNull()
    expect(known.brokerEpoch('2026-11-23 09:28:55')).toBe(local.getTime())
  })
})

it('shows a time of each node by the offset of that node', () => {
  const text = '2026-11-28 09:00:00'
  const epoch = Date.UTC(2026, 10, 28, 9)
  const known = createFormat('en', en, { 'a@h': 0, 'b@h': 480 })
  expect(known.brokerEpoch(text, 'a@h')).toBe(epoch)
  expect(known.brokerEpoch(text, 'b@h')).toBe(epoch - 8 * 3_600_000)
  expect(known.brokerEpoch(text)).toBeNull()
  expect(known.brokerTimeNoted(text)).toBe(`${text} ${en.values.brokerTime}`)
  expect(createFormat('en', en, 480).brokerEpoch(text)).toBe(epoch - 8 * 3_600_000)
})

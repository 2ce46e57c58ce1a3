import { describe, expect, it } from 'vitest'
import { clientFilters, filterNames, fixTimes, isFilterValue } from './query.ts'

it('a filter and the one that excludes it name each other', () => {
  const pairs = filterNames.flatMap((name) => {
    const { exclusiveWith: other } = clientFilters[name]
    return other === undefined ? [] : [[name, clientFilters[other].exclusiveWith]]
  })
  expect(pairs).toHaveLength(8)
  expect(pairs.filter(([name, back]) => name !== back)).toEqual([])
})

describe('a rolling span', () => {
  it.each(['1m', '15m', '1h', '48h', '2d', '9999d'])('can be %s', (text) => {
    expect(isFilterValue({ type: 'span' }, text)).toBe(true)
  })

  it.each(['', '0h', '01h', '1', '1s', '1H', '-1h', '1.5h', '10000d', '1h ', '1h2m'])(
    'cannot be %j',
    (text) => {
      expect(isFilterValue({ type: 'span' }, text)).toBe(false)
    },
  )

  const at = Date.UTC(2026, 10, 28, 8, 29, 44)
  const secondsOf = (text: string) => String(Date.parse(`${text}Z`) / 1000)

  it('becomes a fixed time at a step of 15 s, so that lists can be shared', () => {
    const fixed = { _gte_connected_at: secondsOf('2026-11-28T07:29:30') }
    expect(fixTimes({ connected_within: '1h' }, at)).toEqual(fixed)
    expect(fixTimes({ connected_within: '1h' }, at - 14_000)).toEqual(fixed)
    expect(fixTimes({ connected_within: '1h' }, at + 1_000)).not.toEqual(fixed)
    expect(fixTimes({ created_within: '2d', zone: 'z' }, at)).toEqual({
      _gte_created_at: secondsOf('2026-11-26T08:29:30'),
      zone: 'z',
    })
  })

  it('beside a fixed time gives the later of both, and never a time before 1970', () => {
    const late = { _gte_connected_at: secondsOf('2026-11-28T08:00:00') }
    expect(fixTimes({ connected_within: '1h', ...late }, at)).toEqual(late)
    expect(fixTimes({ connected_within: '1d', _gte_connected_at: '5' }, at)).toEqual({
      _gte_connected_at: secondsOf('2026-11-27T08:29:30'),
    })
    expect(fixTimes({ connected_within: '9999d' }, 1_000)).toEqual({ _gte_connected_at: '0' })
  })
})

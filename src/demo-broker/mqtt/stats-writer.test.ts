import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { StatsWriter } from './stats-writer.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

describe('the numbers of a session', () => {
  const write = vi.fn<() => void>()
  const session = { write }
  afterEach(() => write.mockClear())

  it('are written once, 15 s after the first of several activities', () => {
    const writer = new StatsWriter(15_000)
    writer.note(session)
    vi.advanceTimersByTime(10_000)
    writer.note(session)
    vi.advanceTimersByTime(4999)
    expect(write).not.toHaveBeenCalled()
    vi.advanceTimersByTime(1)
    expect(write).toHaveBeenCalledOnce()
    vi.advanceTimersByTime(100_000)
    expect(write).toHaveBeenCalledOnce()
  })

  it('are written again 15 s after the next activity', () => {
    const writer = new StatsWriter(15_000)
    for (const count of [1, 2]) {
      writer.note(session)
      vi.advanceTimersByTime(15_000)
      expect(write).toHaveBeenCalledTimes(count)
    }
  })

  it('are in time for each of two sessions', () => {
    const writer = new StatsWriter(15_000)
    const later = { write: vi.fn<() => void>() }
    writer.note(session)
    vi.advanceTimersByTime(5000)
    writer.note(later)
    vi.advanceTimersByTime(10_000)
    expect([write, later.write].map(({ mock }) => mock.calls.length)).toEqual([1, 0])
    vi.advanceTimersByTime(5000)
    expect([write, later.write].map(({ mock }) => mock.calls.length)).toEqual([1, 1])
  })

  it('do not wait for a clock that was set back', () => {
    const writer = new StatsWriter(15_000)
    writer.note(session)
    vi.setSystemTime(0)
    vi.advanceTimersByTime(15_000)
    expect(write).toHaveBeenCalledOnce()
  })
})

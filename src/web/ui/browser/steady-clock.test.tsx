import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import {
  countSleep,
  onClockAhead,
  startSteadyClock,
  systemNow,
  toSteady,
  toSystem,
} from './steady-clock.ts'

const HOUR = 3_600_000
const START = Date.UTC(2026, 10, 23, 12)
/** By each clock, in ms. */
let computer: number
let gateway: number
let passed: number

const realNow = Date.now
beforeEach(() => {
  ;[computer, gateway, passed] = [START, START, 0]
  vi.spyOn(performance, 'now').mockImplementation(() => passed)
  vi.useFakeTimers({ toFake: ['Date', 'setInterval', 'clearInterval'], now: START })
  startSteadyClock()
  answer()
})
afterEach(() => {
  vi.useRealTimers()
  vi.restoreAllMocks()
  Date.now = realNow
})

function go(ms: { computer?: number; gateway?: number; passed?: number }): void {
  computer += ms.computer ?? 0
  gateway += ms.gateway ?? 0
  passed += ms.passed ?? 0
  vi.setSystemTime(computer)
}
const answer = () => countSleep(new Date(gateway).toUTCString())
const wait = (ms: number) => go({ computer: ms, gateway: ms, passed: ms })

it.each([
  ['back', -HOUR],
  ['ahead', HOUR],
])('goes on if the computer’s clock is set %s, and shows times by that clock', (_, by) => {
  const at = Date.now()
  wait(31_000)
  go({ computer: by })
  answer()
  expect(Date.now() - at).toBe(31_000)
  expect(systemNow()).toBe(START + 31_000 + by)
  expect(toSystem(at)).toBe(START + by)
  expect(toSteady(START + by)).toBe(at)
})

it('goes on if the gateway’s clock is set', () => {
  const at = Date.now()
  go({ gateway: HOUR })
  answer()
  wait(10_000)
  answer()
  expect(Date.now() - at).toBe(10_000)
})

it('counts the sleep of the computer, once', () => {
  const at = Date.now()
  wait(10_000)
  go({ computer: HOUR, gateway: HOUR })
  answer()
  wait(5_000)
  answer()
  expect(Date.now() - at).toBe(HOUR + 15_000)
  expect(toSystem(at)).toBe(START)
})

it('takes no slow answer, and none without a time, for sleep', () => {
  const at = Date.now()
  go({ computer: 20_000, passed: 20_000 })
  answer()
  go({ gateway: 20_000 })
  answer()
  countSleep(null)
  go({ computer: HOUR, gateway: HOUR })
  answer()
  expect(Date.now() - at).toBe(20_000)
})

it('calls back once the computer’s clock is ahead', () => {
  const run = vi.fn<() => void>()
  const stop = onClockAhead(run)
  const tick = () => vi.advanceTimersToNextTimer()
  go({ computer: -HOUR })
  tick()
  expect(run).not.toHaveBeenCalled()
  go({ computer: HOUR })
  tick()
  stop()
  expect(run).toHaveBeenCalledOnce()
})

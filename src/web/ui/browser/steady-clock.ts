// The page's clock: what the computer's clock said when the page was opened, and the time that passed since.

/** A longer time that the page did not count is sleep of the computer, in ms. */
const SLEEP_MS = 5_000

/** How long the computer has slept since the page was opened, in ms: browsers may not count it. */
let sleptMs = 0

/** The computer's clock, in ms since the epoch. */
export function systemNow(): number {
  return new Date().getTime()
}

/**
 * Makes `Date.now()` a clock that only goes on: a change of the computer's clock must not make a list
 * young, or a client silent. The libraries take their times from `Date.now()` too, and can be given no
 * other clock. `new Date()` still tells the computer's clock.
 */
export function startSteadyClock(): void {
  const start = Date.now() - performance.now()
  Date.now = () => Math.round(start + performance.now() + sleptMs)
}

/** A time by `Date.now()` by the computer's clock of now, to be shown. */
export function toSystem(epochMs: number): number {
  return epochMs + systemNow() - Date.now()
}

/** A time by the computer's clock of now by `Date.now()`, to be compared. */
export function toSteady(epochMs: number): number {
  return epochMs - systemNow() + Date.now()
}

/** How far the clocks of computer and gateway were ahead of the page's at the last answer, in ms. */
let lastAhead: readonly number[] = []

/**
 * Finds out that the computer has slept: its clock and the gateway's agree then that more time has passed
 * since the last answer than the page has counted. One clock alone may have been set.
 * @param sentAt when the gateway sent an answer, as in the header `Date`
 */
export function countSleep(sentAt: string | null): void {
  const ahead = [systemNow(), Date.parse(sentAt ?? '')].map((at) => at - Date.now())
  const slept = Math.min(...ahead.map((ms, clock) => ms - (lastAhead[clock] ?? NaN)))
  const counted = slept > SLEEP_MS ? slept : 0
  sleptMs += counted
  lastAhead = ahead.map((ms) => ms - counted)
}

/**
 * Calls back soon after the computer has slept, or its clock was set ahead: an answer of the gateway tells
 * which. Returns the unsubscribe function.
 */
export function onClockAhead(run: () => void): () => void {
  let ahead = systemNow() - Date.now()
  const timer = setInterval(() => {
    const before = ahead
    ahead = systemNow() - Date.now()
    if (ahead - before > SLEEP_MS) run()
  }, SLEEP_MS)
  return () => clearInterval(timer)
}

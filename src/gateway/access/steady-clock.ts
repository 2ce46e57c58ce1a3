// A clock for the ends of sign-ins and sessions, which a change of the system's clock does not move.
import { uptime } from 'node:os'

/** The system's clock when the machine began, as this process saw it at its start, in s since the epoch. */
const BEGINNING = Date.now() / 1000 - uptime()

/**
 * The time in s since the epoch: the system's clock at the start of this process, and since then the
 * time that the machine has been up, suspends included. Another process may have another beginning: a
 * token that outlives this process is judged by the system's clock at the start of the next one.
 */
export function steadySeconds(): number {
  return BEGINNING + uptime()
}

/** A time by the system's clock, in s since the epoch, by the steady clock. */
export function toSteady(seconds: number): number {
  return seconds + secondsAhead()
}

/** A time by the steady clock, in s since the epoch, by the system's clock of now. */
export function toSystem(seconds: number): number {
  return seconds - secondsAhead()
}

/** How far the steady clock is ahead of the system's clock, in whole s: a whole second stays one. */
function secondsAhead(): number {
  return Math.round(steadySeconds() - Date.now() / 1000)
}

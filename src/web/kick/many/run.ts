// The state of a kick of many clients, over several rounds.
import type { KickManyEnd, KickManyOutcome, KickResult } from './kick-many.ts'
import type { KickTarget } from './targets.ts'

/** A run. Each retry is a further round of it. */
export interface KickRun {
  /** `stopping`: no further kick begins, and running kicks finish. */
  status: 'ready' | 'running' | 'stopping' | KickManyEnd
  /** Number of ids to kick. */
  total: number
  /** One for each id with a result, in the order of the results. */
  results: readonly KickResult[]
  /** The targets of the round that have no result yet, in order. */
  waiting: readonly KickTarget[]
}

/** A run before its first round. */
export const readyRun: KickRun = { status: 'ready', total: 0, results: [], waiting: [] }

/** What can happen to a run. */
export type KickRunStep =
  /** A round begins. The earlier results of its targets are dropped. */
  | { type: 'begin'; targets: readonly KickTarget[] }
  | { type: 'result'; result: KickResult }
  | { type: 'stop' }
  | { type: 'end'; end: KickManyEnd; notTried: readonly KickResult[] }

/** The run after a step. */
export function reduceKickRun(run: KickRun, step: KickRunStep): KickRun {
  switch (step.type) {
    case 'begin': {
      const again = new Set(step.targets)
      const results = run.results.filter(({ target }) => !again.has(target))
      const total = results.length + step.targets.length
      return { status: 'running', total, results, waiting: step.targets }
    }
    case 'result': {
      const waiting = run.waiting.filter((target) => target !== step.result.target)
      return { ...run, results: [...run.results, step.result], waiting }
    }
    case 'stop':
      return { ...run, status: 'stopping' }
    case 'end': {
      const results = [...run.results, ...step.notTried]
      // A round of retries can finish while other ids were never tried.
      const isOpen = results.some(({ outcome }) => outcome === 'not-tried')
      const status = step.end === 'finished' && isOpen ? 'stopped' : step.end
      return { ...run, status, results, waiting: [] }
    }
  }
}

/** True during a round. */
export function isUnderWay({ status }: KickRun): boolean {
  return status === 'running' || status === 'stopping'
}

/** All outcomes, failures first. */
export const outcomes = [
  'not-kicked',
  'unknown',
  'not-tried',
  'back',
  'kicked',
] as const satisfies KickManyOutcome[]

/** A result, or a target that waits for its turn: that one is not tried so far. */
export type KickLine = Omit<KickResult, 'at'>

/** A line for each target: the results, then the targets that wait. */
export function linesOf({ results, waiting }: KickRun): KickLine[] {
  return [...results, ...waiting.map((target) => ({ target, outcome: 'not-tried' as const }))]
}

/** The number of lines with each outcome. */
export function countOutcomes(results: readonly KickLine[]): Record<KickManyOutcome, number> {
  const counts = { kicked: 0, back: 0, 'not-kicked': 0, unknown: 0, 'not-tried': 0 }
  for (const { outcome } of results) counts[outcome]++
  return counts
}

/** The targets with one of the outcomes. */
export function targetsOf(
  results: readonly KickResult[],
  ...wanted: readonly KickManyOutcome[]
): KickTarget[] {
  return results.filter(({ outcome }) => wanted.includes(outcome)).map(({ target }) => target)
}

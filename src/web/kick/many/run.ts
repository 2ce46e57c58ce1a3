import type { KickManyEnd, KickManyOutcome, KickResult } from './kick-many.ts'
import type { KickTarget } from './targets.ts'

/** Where a kick of many stands; a retry is a further round of it. */
export interface KickRun {
  /** `stopping`: nothing further is begun, and what is under way is waited for. */
  status: 'ready' | 'running' | 'stopping' | KickManyEnd
  /** Ids that are to be kicked in all. */
  total: number
  /** One for each id whose end is known, as they came. */
  results: readonly KickResult[]
}

export const unbegunRun: KickRun = { status: 'ready', total: 0, results: [] }

export type KickRunStep =
  /** A round begins; what its ids came to in a round before is forgotten. */
  | { type: 'begin'; targets: readonly KickTarget[] }
  | { type: 'result'; result: KickResult }
  | { type: 'stop' }
  | { type: 'end'; end: KickManyEnd; notTried: readonly KickResult[] }

export function reduceKickRun(run: KickRun, step: KickRunStep): KickRun {
  switch (step.type) {
    case 'begin': {
      const again = new Set(step.targets)
      const results = run.results.filter(({ target }) => !again.has(target))
      return { status: 'running', total: results.length + step.targets.length, results }
    }
    case 'result':
      return { ...run, results: [...run.results, step.result] }
    case 'stop':
      return { ...run, status: 'stopping' }
    case 'end': {
      const results = [...run.results, ...step.notTried]
      // A round of retries may have been through while others still wait for their first.
      const isOpen = results.some(({ outcome }) => outcome === 'not-tried')
      const status = step.end === 'finished' && isOpen ? 'stopped' : step.end
      return { ...run, status, results }
    }
  }
}

export function isUnderWay({ status }: KickRun): boolean {
  return status === 'running' || status === 'stopping'
}

/** Every outcome, what wants attention first. */
export const outcomes = [
  'not-kicked',
  'unknown',
  'not-tried',
  'back',
  'kicked',
] as const satisfies KickManyOutcome[]

/** How many came to each outcome. */
export function countOutcomes(results: readonly KickResult[]): Record<KickManyOutcome, number> {
  const counts = { kicked: 0, back: 0, 'not-kicked': 0, unknown: 0, 'not-tried': 0 }
  for (const { outcome } of results) counts[outcome]++
  return counts
}

/** The targets whose kick came to one of the outcomes. */
export function targetsOf(
  results: readonly KickResult[],
  ...wanted: readonly KickManyOutcome[]
): KickTarget[] {
  return results.filter(({ outcome }) => wanted.includes(outcome)).map(({ target }) => target)
}

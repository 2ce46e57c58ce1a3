// One round of kicks, at a limited pace.
import { ApiError, type ApiErrorReason } from '../../api/api-error.ts'
import { kickClient, UnverifiedError } from '../kick.ts'
import type { KickTarget } from './targets.ts'

const MAX_RUNNING = 8
/** The round ends after this many hopeless failures in a row. */
const HOPELESS_LIMIT = 5

/** How a kick ended. */
export type KickManyOutcome =
  /** Its sessions are gone. */
  | 'kicked'
  /** Its sessions are gone, and the client has connected again. */
  | 'back'
  /** A session from before is still there. */
  | 'not-kicked'
  /** It is not known whether the session ended. */
  | 'unknown'
  /** The round ended before this id's turn. */
  | 'not-tried'

/** The result of one target. */
export interface KickResult {
  target: KickTarget
  outcome: KickManyOutcome
  /** The error of {@link kickClient}. */
  error?: unknown
  /** Time of the result, in ms since the epoch. */
  at: number
}

/** How a round ended: every id was tried, the operator stopped it, or too many kicks failed in a row. */
export type KickManyEnd = 'finished' | 'stopped' | 'hopeless'

interface KickManyOptions {
  /** The most kicks that begin within any second. */
  pace: number
  /** For the gateway's audit, with each kick. */
  reason?: string | undefined
  /** An abort ends the round: no further kick begins, and running kicks finish. */
  signal: AbortSignal
  onResult: (result: KickResult) => void
}

/**
 * Kicks the targets in order, up to eight at a time. Never rejects. After five hopeless failures in a
 * row, such as a broker that cannot be reached, the round ends.
 * @returns a result for every target, also for those that were not tried
 */
export async function kickMany(
  targets: readonly KickTarget[],
  { pace, reason, signal, onResult }: KickManyOptions,
): Promise<{ end: KickManyEnd; results: KickResult[] }> {
  const results: KickResult[] = []
  const running = new Set<Promise<void>>()
  const begunAt: number[] = []
  let hopelessInARow = 0
  const canGoOn = () => !signal.aborted && hopelessInARow < HOPELESS_LIMIT

  async function kick(target: KickTarget): Promise<void> {
    const result = await kickTarget(target, reason)
    hopelessInARow = isHopeless(result.error) ? hopelessInARow + 1 : 0
    results.push(result)
    onResult(result)
  }

  for (const target of targets) {
    while (running.size >= MAX_RUNNING) await Promise.race(running)
    const aSecondAgo = begunAt.at(-pace)
    if (aSecondAgo !== undefined) await waitUntil(aSecondAgo + 1000, signal)
    if (!canGoOn()) break
    const going = kick(target)
    begunAt.push(performance.now())
    running.add(going)
    void going.then(() => running.delete(going))
  }
  await Promise.all(running)

  const at = Date.now()
  const rest = targets.slice(begunAt.length)
  results.push(...rest.map((target) => ({ target, outcome: 'not-tried' as const, at })))
  const end = rest.length === 0 ? 'finished' : signal.aborted ? 'stopped' : 'hopeless'
  return { end, results }
}

async function kickTarget(target: KickTarget, reason: string | undefined): Promise<KickResult> {
  try {
    const outcome = (await kickClient(target.seen, reason)).length === 0 ? 'kicked' : 'back'
    return { target, outcome, at: Date.now() }
  } catch (error) {
    const outcome = error instanceof UnverifiedError ? 'unknown' : 'not-kicked'
    return { target, outcome, error, at: Date.now() }
  }
}

/** Failures that the next client will meet too. */
const hopeless: readonly ApiErrorReason[] = [
  'gateway-unreachable',
  'gateway-timeout',
  'broker-unreachable',
  'broker-timeout',
  'unauthorized',
  'signed-out',
  'forbidden',
  'too-many',
]

function isHopeless(error: unknown): boolean {
  const cause = error instanceof UnverifiedError ? error.cause : error
  return cause instanceof ApiError && hopeless.includes(cause.reason)
}

/** @param time by `performance.now()`; an abort ends the wait early */
async function waitUntil(time: number, signal: AbortSignal): Promise<void> {
  for (let rest; (rest = time - performance.now()) > 0 && !signal.aborted;) {
    await new Promise<void>((resolve) => {
      const timer = setTimeout(done, rest)
      function done() {
        clearTimeout(timer)
        signal.removeEventListener('abort', done)
        resolve()
      }
      signal.addEventListener('abort', done)
    })
  }
}

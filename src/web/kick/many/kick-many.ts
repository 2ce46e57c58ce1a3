import { ApiError, type ApiErrorReason } from '../../api/api-error.ts'
import { kickClient, UnverifiedError } from '../kick.ts'
import type { KickTarget } from './targets.ts'

const MAX_UNDER_WAY = 8
const HOPELESS_LIMIT = 5

/** What became of one id. */
export type KickManyOutcome =
  /** Its sessions are gone. */
  | 'kicked'
  /** Its sessions are gone; the client has connected again. */
  | 'back'
  /** A session from before is still there. */
  | 'not-kicked'
  /** Neither the order nor the look after it tells. */
  | 'unknown'
  /** The run ended before its turn. */
  | 'not-tried'

export interface KickResult {
  target: KickTarget
  outcome: KickManyOutcome
  /** Why it was not kicked, or why that is not known: as {@link kickClient} throws it. */
  error?: unknown
  /** When it was known, in ms since the epoch. */
  at: number
}

/** How a run ended: every id was tried, it was stopped, or too many in a row failed for a reason that stays. */
export type KickManyEnd = 'finished' | 'stopped' | 'hopeless'

interface KickManyOptions {
  /** Kicks begun within any second, at most. */
  pace: number
  /** For the gateway's audit, with each of them. */
  reason?: string | undefined
  /** Stops it: nothing further is begun, what is under way is waited for. */
  signal: AbortSignal
  onResult: (result: KickResult) => void
}

/**
 * Kicks one id after another, several at a time. Never rejects. A broker that cannot be reached, or a
 * gateway that lets no more through, is not hammered: after five such failures in a row the run ends
 * by itself.
 * @returns with a result for every target, those that were not tried included
 */
export async function kickMany(
  targets: readonly KickTarget[],
  { pace, reason, signal, onResult }: KickManyOptions,
): Promise<{ end: KickManyEnd; results: KickResult[] }> {
  const results: KickResult[] = []
  const underWay = new Set<Promise<void>>()
  const begunAt: number[] = []
  let hopelessInARow = 0
  const mayGoOn = () => !signal.aborted && hopelessInARow < HOPELESS_LIMIT

  async function kick(target: KickTarget): Promise<void> {
    const result = await kickTarget(target, reason)
    hopelessInARow = isHopeless(result.error) ? hopelessInARow + 1 : 0
    results.push(result)
    onResult(result)
  }

  for (const target of targets) {
    while (underWay.size >= MAX_UNDER_WAY) await Promise.race(underWay)
    const aSecondAgo = begunAt.at(-pace)
    if (aSecondAgo !== undefined) await waitUntil(aSecondAgo + 1000, signal)
    if (!mayGoOn()) break
    const going = kick(target)
    begunAt.push(performance.now())
    underWay.add(going)
    void going.then(() => underWay.delete(going))
  }
  await Promise.all(underWay)

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

/** Failures that the next client will meet just as well. */
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

/** @param time of `performance.now()`; an abort ends the wait early */
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

// The findings of a diagnosis, as facts without words.
import type { FullWindow } from './acknowledged.ts'

/** How bad a finding is for the delivery of messages. */
export type Severity = 'critical' | 'warning' | 'info' | 'good'

/** Lower is worse. */
export const severityRanks: Record<Severity, number> = { critical: 0, warning: 1, info: 2, good: 2 }

/** The worse of two severities. */
export function worseOf(a: Severity, b: Severity): Severity {
  return severityRanks[b] < severityRanks[a] ? b : a
}

/** Until when the session of an offline client is kept. */
export type Kept =
  | { kind: 'until'; epochMs: number }
  /** In the broker's time, if its zone is not known. */
  | { kind: 'until-broker-time'; text: string }
  | { kind: 'for-ever' }
  | { kind: 'not-at-all' }
  | { kind: 'unknown' }

/** How long a client has been offline; null is not known. */
export interface Absence {
  /** In ms. */
  forMs: number | null
  /** `disconnected_at`, in the broker's time. */
  brokerTime: string | null
}

/** Numbers of dropped messages, by cause. */
export interface Drops {
  queueFull: number
  expired: number
  tooLarge: number
  /** Other causes, and causes that the broker does not give. */
  other: number
}

/** Messages in the queue, and when it is full; null if it does not grow. */
interface Growing {
  waiting: number
  fullInMs: number | null
}

/**
 * One problem of a client, or that there is none, with the numbers behind it. Every `…Ms` is a time in
 * ms; null is not known.
 */
export type Finding = { readonly severity: Severity } & (
  | { kind: 'flapping'; connects: number; inMs: number; isConnected: boolean }
  /**
   * There is no record, but nodes have stopped. `isItsNode`: the last record was at one of them; else it is
   * not known where the client was.
   */
  | { kind: 'node-stopped'; nodes: readonly string[]; isItsNode: boolean }
  /** `forMs`: null if there was never a record, or if the time is not known. */
  | { kind: 'gone'; forMs: number | null; wasKicked: boolean }
  /** `acknowledged`: upper bound within `forMs`. `forMs`: null is the time since it connected. */
  | ({ kind: 'window-stuck'; used: number; max: number; forMs: number | null } & Growing &
      Pick<FullWindow, 'acknowledged'>)
  /** `inMs`: the time of the drops, which this tab has seen; null: all drops of the session. */
  | { kind: 'queue-full'; used: number; max: number; dropped: number; inMs: number | null }
  | ({ kind: 'offline-queue'; absence: Absence; kept: Kept } & Growing)
  | { kind: 'offline'; absence: Absence; kept: Kept }
  | { kind: 'queue-filling'; used: number; max: number; fullInMs: number | null }
  | ({ kind: 'window-full'; used: number; max: number; moved: FullWindow | null } & Growing)
  | { kind: 'dropping'; drops: Drops; inMs: number }
  /**
   * Messages in flight that are larger than the client takes: at most `messages`. The broker tries and
   * counts each of them again and again: it has counted `counted`.
   */
  | { kind: 'too-large'; messages: number; counted: number }
  | { kind: 'release-pending'; used: number; max: number }
  /** QoS 2 messages of the client that it did not release in time. `inMs` as for a full queue. */
  | { kind: 'unreleased'; messages: number; inMs: number | null }
  | { kind: 'mailbox'; length: number }
  | { kind: 'several-records'; nodes: string[]; connected: number }
  | { kind: 'not-reported' }
  | { kind: 'no-subscriptions' }
  | { kind: 'nothing-sent'; subscriptions: number }
  /** `perSecond`: messages sent to the client. */
  | { kind: 'healthy'; queued: number; inflight: number; perSecond: number | null }
  | { kind: 'silent'; forMs: number }
  | { kind: 'dropped'; drops: Drops }
)

export type FindingKind = Finding['kind']

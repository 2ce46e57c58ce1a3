import type { FullWindow } from './acknowledged.ts'

/** How bad it is for the delivery of messages. */
export type Severity = 'critical' | 'warning' | 'info' | 'good'

/** Until when the session of an offline client is kept. */
export type Kept =
  | { kind: 'until'; epochMs: number }
  /** In the broker's time, whose zone is not known. */
  | { kind: 'until-broker-time'; text: string }
  | { kind: 'for-ever' }
  | { kind: 'not-at-all' }
  | { kind: 'unknown' }

/** Since when a client is offline; what is not known is null. */
export interface Absence {
  /** For how long, in ms. */
  forMs: number | null
  /** `disconnected_at`, in the broker's time. */
  brokerTime: string | null
}

/** What the queue or the connection dropped, by cause. */
export interface Drops {
  queueFull: number
  expired: number
  tooLarge: number
  /** Of another cause, or of one that the broker does not give. */
  other: number
}

/**
 * One thing that is the matter with a client, or that nothing is, with the numbers that led to it.
 * Every `…Ms` is a time in ms; null where it is not known.
 */
export type Finding = { readonly severity: Severity } & (
  | { kind: 'flapping'; connects: number; inMs: number; isConnected: boolean }
  /** `forMs` is null where there was never a record. */
  | { kind: 'gone'; forMs: number | null; wasKicked: boolean }
  /** `acknowledged`: at most, within `forMs`; null: since it connected. */
  | { kind: 'window-stuck'; used: number; max: number; forMs: number | null; acknowledged: number }
  /** `inMs`: the last so many that were watched; null: in all. */
  | { kind: 'queue-full'; used: number; max: number; dropped: number; inMs: number | null }
  | { kind: 'offline-queue'; waiting: number; absence: Absence; kept: Kept }
  | { kind: 'offline'; absence: Absence; kept: Kept }
  | { kind: 'queue-filling'; used: number; max: number }
  | { kind: 'window-full'; used: number; max: number; waiting: number; moved: FullWindow | null }
  | { kind: 'dropping'; drops: Drops; inMs: number }
  | { kind: 'release-pending'; used: number; max: number }
  | { kind: 'mailbox'; length: number }
  | { kind: 'several-records'; nodes: string[]; connected: number }
  | { kind: 'not-reported' }
  | { kind: 'no-subscriptions' }
  | { kind: 'nothing-sent'; subscriptions: number }
  /** `perSecond`: messages sent to it. */
  | { kind: 'healthy'; queued: number; inflight: number; perSecond: number | null }
  | { kind: 'silent'; forMs: number }
  | { kind: 'dropped'; drops: Drops }
)

export type FindingKind = Finding['kind']

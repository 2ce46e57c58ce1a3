import type { Client, ClientField } from '../../../contract/client.ts'

/**
 * Numbers of a client that the broker writes together, 15 s after the first activity since the last
 * time, and not at all for a silent client. Source: measured on 4.4.19.
 */
export const sampledFields = [
  'mqueue_len',
  'mqueue_dropped',
  'inflight',
  'awaiting_rel',
  'recv_oct',
  'send_oct',
  'recv_cnt',
  'send_cnt',
  'recv_pkt',
  'send_pkt',
  'recv_msg',
  'send_msg',
  'recv_msg.qos0',
  'recv_msg.qos1',
  'recv_msg.qos2',
  'send_msg.qos0',
  'send_msg.qos1',
  'send_msg.qos2',
  'recv_msg.dropped',
  'send_msg.dropped',
  'send_msg.dropped.expired',
  'send_msg.dropped.queue_full',
  'send_msg.dropped.too_large',
  'mailbox_len',
  'heap_size',
  'reductions',
] as const satisfies ClientField[]

export type SampledField = (typeof sampledFields)[number]

/** Sampled fields that go up and down; the others only count up, until a connection begins. */
const levelFields = [
  'mqueue_len',
  'inflight',
  'awaiting_rel',
  'mailbox_len',
  'heap_size',
] as const satisfies SampledField[]

/** Sampled fields that only count up: those that have rates. */
export type CounterField = Exclude<SampledField, (typeof levelFields)[number]>

/** True for fields that have rates. */
export function isCounter(field: SampledField): field is CounterField {
  return !(levelFields as readonly SampledField[]).includes(field)
}

/** What the broker wrote of a client at one time. */
export interface Sample {
  /** When it was first read, in ms since the epoch. */
  readonly at: number
  /**
   * When the reading before came, which still showed other numbers of this run: the broker wrote
   * these between the two. Missing for the first of a run, which may have been written long before.
   */
  readonly after?: number
  /** Counts connections and fallen counters: only samples of one run have rates between them. */
  readonly run: number
  /** A number that the broker left out is missing. */
  readonly values: Readonly<Partial<Record<SampledField, number>>>
}

/** Something that happened to the client while the page watched. */
export interface PresenceEvent {
  /** When it was seen, in ms since the epoch. */
  readonly at: number
  /** When the reading before came, where that was more than 30 s earlier: it happened in between. */
  readonly after?: number
  readonly kind:
    /** `to`: from where it is connected, as `address:port`; missing when it is not. */
    | 'first-seen'
    /** A connection after none, or another one than before. `from`, `to`: as `address:port`. */
    | 'connected'
    | 'disconnected'
    /** No record of it is left. */
    | 'gone'
    /** Another session than before. `from`, `to`: `created_at`, in the broker's time. */
    | 'new-session'
    /** `from`, `to`: names of nodes. */
    | 'node'
    /** `from`, `to`: IP addresses. */
    | 'address'
    /** Kicked from this tab. */
    | 'kicked'
    /** The queue dropped `count` messages, seen from `at` until `until`. */
    | 'dropped'
  /** Before and after; what the broker or the device said, so hostile text. */
  readonly from?: string
  readonly to?: string
  readonly count?: number
  /** In ms since the epoch. */
  readonly until?: number
}

/** What this tab has seen of one client, for as long as it lives. */
export interface Watch {
  /** Oldest first; the older half is thinned out where there are too many. */
  readonly samples: readonly Sample[]
  /** Oldest first. */
  readonly events: readonly PresenceEvent[]
  /** When the first and the last reading came, in ms since the epoch. */
  readonly since: number
  readonly readAt: number
  /** The record that the series are of, as it was last seen; null where there was never one. */
  readonly record: Client | null
  /** True where the last reading found no record at all. */
  readonly isGone: boolean
}

// The watch of a client: samples of its numbers, and events.
import type { Client, ClientField } from '../../../contract/client.ts'

/**
 * Numbers that the broker writes together, 15 s after a client's first activity since the last write. It
 * writes nothing for a silent client. Source: measured on 4.4.19.
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

/** Sampled fields that go up and down. The others count up during a connection. */
const levelFields = [
  'mqueue_len',
  'inflight',
  'awaiting_rel',
  'mailbox_len',
  'heap_size',
] as const satisfies SampledField[]

/** Sampled fields that count up. Only these have rates. */
export type CounterField = Exclude<SampledField, (typeof levelFields)[number]>

/** True for a field that counts up. */
export function isCounter(field: SampledField): field is CounterField {
  return !(levelFields as readonly SampledField[]).includes(field)
}

/** The numbers of one write of the broker. */
export interface Sample {
  /** When the numbers were first read, in ms since the epoch. */
  readonly at: number
  /**
   * Time of the reading before, which showed other numbers of the same run: the write happened between
   * the two. Missing for the first sample of a run, which may be much older.
   */
  readonly after?: number
  /** A new connection, or a counter that falls, begins a new run. Rates exist only within a run. */
  readonly run: number
  /** Without the numbers that the broker left out. */
  readonly values: Readonly<Partial<Record<SampledField, number>>>
}

/** An event that this tab has seen. */
export interface PresenceEvent {
  /** When the event was seen, in ms since the epoch. */
  readonly at: number
  /** Time of the reading before, if that was more than 30 s earlier: the event happened in between. */
  readonly after?: number
  readonly kind:
    /** `to`: the client's `address:port`; missing if it is not connected. */
    | 'first-seen'
    /** A new connection. `from`, `to`: `address:port`. */
    | 'connected'
    | 'disconnected'
    /** The broker has no record of the client. */
    | 'gone'
    /** A new session. `from`, `to`: `created_at`, as the nodes write it; `node`: where it is now. */
    | 'new-session'
    /** `from`, `to`: names of nodes. */
    | 'node'
    /** `from`, `to`: IP addresses. */
    | 'address'
    /** Kicked from this tab. */
    | 'kicked'
    /** The queue dropped `count` messages, seen from `at` until `until`. */
    | 'dropped'
  /** Before and after the event. Hostile texts: the device or the broker chose them. */
  readonly from?: string
  readonly to?: string
  readonly node?: string
  readonly count?: number
  /** In ms since the epoch. */
  readonly until?: number
}

/** What this tab has seen of one client. */
export interface Watch {
  /** Oldest first. If there are too many, the older half is thinned out. */
  readonly samples: readonly Sample[]
  /** Oldest first. */
  readonly events: readonly PresenceEvent[]
  /** Times of the first and the last reading, in ms since the epoch. */
  readonly since: number
  readonly readAt: number
  /** The watched record, as it was last seen; null if there was never one. */
  readonly record: Client | null
  /** True if the last reading found no record. */
  readonly isGone: boolean
}

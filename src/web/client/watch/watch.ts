import type { ClientField } from '../../../contract/client.ts'

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

/** What the broker wrote of a client at one time. */
export interface Sample {
  /** When it was first read, in ms since the epoch: at most one reading after it was written. */
  readonly at: number
  /** Counts connections and fallen counters: only samples of one run have rates between them. */
  readonly run: number
  /** A number that the broker left out is missing. */
  readonly values: Readonly<Partial<Record<SampledField, number>>>
}

/** Something that happened to the client while the page watched. */
export interface PresenceEvent {
  /** When it was seen, in ms since the epoch. */
  readonly at: number
  readonly kind:
    | 'first-seen'
    /** A connection after none, or another one than before. `detail`: from where, as `address:port`. */
    | 'connected'
    | 'disconnected'
    /** No record of it is left. */
    | 'gone'
    /** Another session than before (`created_at` differs). */
    | 'new-session'
    | 'node'
    | 'address'
    /** Kicked from this page. */
    | 'kicked'
    /** The queue dropped messages. `detail`: how many, as a number. */
    | 'dropped'
  /** Before and after, or one value; what the broker or the device said, so hostile text. */
  readonly from?: string
  readonly to?: string
  readonly count?: number
}

/** What this tab has seen of one client, for as long as it lives. */
export interface Watch {
  /** Oldest first. */
  readonly samples: readonly Sample[]
  /** Oldest first. */
  readonly events: readonly PresenceEvent[]
  /** When the first and the last reading came, in ms since the epoch. */
  readonly since: number
  readonly readAt: number
}

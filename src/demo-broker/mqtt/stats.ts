import { WORD_BYTES, type Client } from '../../contract/client.ts'
import type { Connection } from './connection.ts'
import type { Message } from './bytes.ts'

/** Words of heap of an idle client of EMQX 4.4.19. Source: transcripts. */
const IDLE_HEAP = 610

/**
 * The numbers of a row that EMQX writes from time to time. Two have no counterpart here, so a similar
 * number is shown: `heap_size` is that of an idle client of EMQX plus the words of payload in queue
 * and window; `reductions` is the number of packets in both directions. `mailbox_len` is always 0,
 * since nothing waits between two turns of the event loop. Messages do not expire here, so
 * `send_msg.dropped.expired` is always 0.
 */
export type Stats = Pick<
  Client,
  | 'inflight'
  | 'mqueue_len'
  | 'mqueue_dropped'
  | 'awaiting_rel'
  | `recv_${'oct' | 'cnt' | 'pkt' | 'msg'}`
  | `send_${'oct' | 'cnt' | 'pkt' | 'msg'}`
  | `recv_msg.${'qos0' | 'qos1' | 'qos2' | 'dropped'}`
  | `send_msg.${'qos0' | 'qos1' | 'qos2' | 'dropped'}`
  | `send_msg.dropped.${'expired' | 'queue_full' | 'too_large'}`
  | 'mailbox_len'
  | 'heap_size'
  | 'reductions'
>

/** The sources of a session's numbers. */
interface Measured {
  connection: Connection
  isConnected: boolean
  queue: readonly Message[]
  inflight: ReadonlyMap<number, Message>
  awaitingRel: ReadonlyMap<number, number>
  mqueueDropped: number
}

/** Reads the numbers of a session as they are now. An offline session has no numbers of a socket. */
export function measure(session: Measured): Stats {
  const { connection, queue, inflight } = session
  const { received, sent, dropped } = connection
  const ofSocket = {
    recv_oct: received.octets,
    recv_cnt: received.transfers,
    send_oct: sent.octets,
    send_cnt: sent.transfers,
  }
  return {
    ...(session.isConnected ? ofSocket : {}),
    inflight: inflight.size,
    mqueue_len: queue.length,
    mqueue_dropped: session.mqueueDropped,
    awaiting_rel: session.awaitingRel.size,
    recv_pkt: received.packets,
    recv_msg: received.messageCount,
    'recv_msg.qos0': received.messages[0],
    'recv_msg.qos1': received.messages[1],
    'recv_msg.qos2': received.messages[2],
    'recv_msg.dropped': connection.receivedDropped,
    send_pkt: sent.packets,
    send_msg: sent.messageCount + connection.tooLarge,
    'send_msg.qos0': sent.messages[0],
    'send_msg.qos1': sent.messages[1],
    'send_msg.qos2': sent.messages[2],
    'send_msg.dropped': dropped,
    'send_msg.dropped.expired': 0,
    'send_msg.dropped.queue_full': connection.queueDropped,
    'send_msg.dropped.too_large': connection.tooLarge,
    mailbox_len: 0,
    heap_size: [...queue, ...inflight.values()].reduce(
      (words, { payload }) => words + Math.ceil(payload.length / WORD_BYTES),
      IDLE_HEAP,
    ),
    reductions: received.packets + sent.packets,
  }
}

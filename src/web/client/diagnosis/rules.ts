import type { Client } from '../../../contract/client.ts'
import { NEARLY_FULL } from '../../ui/nearly-full.ts'
import { increaseBegan, increaseSince } from '../watch/drops.ts'
import { currentRate, silentSince, WRITE_MS } from '../watch/rates.ts'
import type { Watch } from '../watch/watch.ts'
import { fullWindow, isUnacknowledged } from './acknowledged.ts'
import { countDrops, totalDrops, droppedSince } from './dropped.ts'
import { severityRanks, type Drops, type Finding } from './finding.ts'
import { queueFullIn } from './full-in.ts'
import { absenceOf, keptUntil, type BrokerClock } from './offline.ts'

const MINUTE_MS = 60_000

/** A client flaps if it connects `connects` times within `withinMs`. */
const FLAPPING = { connects: 3, withinMs: 10 * MINUTE_MS }

/**
 * A window that is full for `forMs` is stuck if it took at most one acknowledgement per `perAckMs`. The
 * broker repeats a message that is not acknowledged after 30 s.
 */
const STUCK = { forMs: 30_000, perAckMs: 15_000 }

/** Drops that this tab saw within this time are recent, in ms. */
const RECENT_MS = 5 * MINUTE_MS

/**
 * A client that keeps to MQTT is idle for at most 1.5 times its keepalive. Source: MQTT 3.1.1 §3.1.2.10.
 * EMQX itself waits longer: it closes a connection after 2.25 times. Source: measured on 4.4.19.
 */
const KEEPALIVE_GRACE = 1.5

/** By then the broker has tried and counted a too large message once more, and written it, in ms. */
const RETRIED_MS = 60_000

/** Messages in a process's mailbox. EMQX ends the process at 10,000. Source: force_shutdown_policy. */
const LONG_MAILBOX = 1000

/** By then the broker has written the numbers of a new connection, in ms. */
const SETTLED_MS = 30_000

/**
 * The findings about a client at the last reading, worst first; never empty.
 * @param records all records of the id at that reading
 * @param watch what this tab has seen of the client, with that reading
 * @param stoppedNodes nodes of the cluster that are not running
 */
export function diagnose(
  records: readonly Client[],
  watch: Watch,
  clock: BrokerClock,
  stoppedNodes: readonly string[] = [],
): Finding[] {
  const { record, isGone } = watch
  if (record === null || isGone) {
    return [...findFlapping(watch, false), findAbsence(watch, stoppedNodes)]
  }
  const { connected } = record
  const troubles = [
    ...findFlapping(watch, connected),
    ...(connected ? findWindow(record, watch, clock) : []),
    // The cause before the full queue.
    ...(connected ? [] : findOffline(record, watch, clock)),
    ...findQueueFull(record, watch),
    ...findQueueFilling(record, watch),
    ...findTooLarge(record, watch),
    ...findDropping(record, watch),
    ...findLimits(record),
    ...findUnreleased(watch),
    ...findSeveral(records),
  ].sort((a, b) => severityRanks[a.severity] - severityRanks[b.severity])
  return [
    ...troubles,
    ...(connected ? findNothingToSend(record, watch, clock) : []),
    ...(troubles.length === 0 ? [findHealthy(record, watch)] : []),
    ...(connected ? findSilence(record, watch) : []),
    ...findDropped(record, watch),
    ...findUnreleasedBefore(record, watch),
  ]
}

function findFlapping({ events, since, readAt }: Watch, isConnected: boolean): Finding[] {
  const from = readAt - FLAPPING.withinMs
  const connects = events.filter(({ kind, at }) => kind === 'connected' && at > from).length
  if (connects < FLAPPING.connects) return []
  const inMs = Math.min(FLAPPING.withinMs, readAt - since)
  return [{ kind: 'flapping', severity: 'critical', connects, inMs, isConnected }]
}

/** EMQX leaves the clients of a node that has stopped out of all answers. */
function findAbsence(watch: Watch, stoppedNodes: readonly string[]): Finding {
  const gone = findGone(watch)
  const { record } = watch
  const nodes = record === null ? stoppedNodes : stoppedNodes.filter((name) => name === record.node)
  if (nodes.length === 0 || (gone.kind === 'gone' && gone.wasKicked)) return gone
  return { kind: 'node-stopped', severity: 'warning', nodes, isItsNode: record !== null }
}

function findGone({ events, record, readAt }: Watch): Finding {
  const gone = record && events.findLast(({ kind }) => kind === 'gone')
  // After a gap between readings, the time is not known.
  const goneAt = gone?.after === undefined ? gone?.at : null
  const forMs = goneAt == null ? null : readAt - goneAt
  const lastPresence = events.findLast(({ kind }) => kind === 'kicked' || kind === 'connected')
  const wasKicked = lastPresence?.kind === 'kicked'
  return { kind: 'gone', severity: wasKicked ? 'info' : 'critical', forMs, wasKicked }
}

function findWindow(record: Client, watch: Watch, clock: BrokerClock): Finding[] {
  const { inflight: used = 0, max_inflight: max = 0, mqueue_len: waiting = 0 } = record
  if (!isNearlyFull(used, max)) return []
  const amount = { used, max, waiting, fullInMs: queueFullIn(record, watch) }
  const sample = watch.samples.at(-1)
  const isNew = (connectedFor(record, watch, clock) ?? Infinity) < STUCK.forMs
  if (sample && used >= max && isUnacknowledged(sample) && !isNew) {
    const forMs = msSince(record.connected_at, watch.readAt, clock)
    const never = { forMs, acknowledged: 0 }
    return [{ kind: 'window-stuck', severity: 'critical', ...amount, ...never }]
  }
  const full = fullWindow(watch, max)
  if (full && full.forMs >= STUCK.forMs && full.acknowledged <= full.forMs / STUCK.perAckMs) {
    return [{ kind: 'window-stuck', severity: 'critical', ...amount, ...full }]
  }
  const moved = full && full.forMs > 0 ? full : null
  return [{ kind: 'window-full', severity: 'warning', ...amount, moved }]
}

function findQueueFull(record: Client, watch: Watch): Finding[] {
  const { mqueue_len: used = 0, max_mqueue: max = 0 } = record
  if (!isQueueFull(record)) return []
  const recent = recentDrops(record, watch).queueFull
  const drops =
    recent > 0
      ? { dropped: recent, inMs: recentMs(watch) }
      : { dropped: totalDrops(record).queueFull, inMs: null }
  return [{ kind: 'queue-full', severity: 'critical', used, max, ...drops }]
}

function findOffline(record: Client, watch: Watch, clock: BrokerClock): Finding[] {
  const absence = absenceOf(record, watch, clock)
  const kept = keptUntil(record, clock)
  const { mqueue_len: waiting = 0 } = record
  const fullInMs = queueFullIn(record, watch)
  return [
    waiting > 0
      ? { kind: 'offline-queue', severity: 'warning', waiting, fullInMs, absence, kept }
      : { kind: 'offline', severity: 'warning', absence, kept },
  ]
}

function findQueueFilling(record: Client, watch: Watch): Finding[] {
  const { mqueue_len: used = 0, max_mqueue: max = 0 } = record
  if (!isNearlyFull(used, max) || used >= max) return []
  return [
    { kind: 'queue-filling', severity: 'warning', used, max, fullInMs: queueFullIn(record, watch) },
  ]
}

function findTooLarge(record: Client, watch: Watch): Finding[] {
  if (!isRepeatedlyTooLarge(record, watch)) return []
  const { inflight = 0, 'send_msg.dropped.too_large': counted = 0 } = record
  const messages = Math.min(inflight, counted)
  return [{ kind: 'too-large', severity: 'warning', messages, counted }]
}

/**
 * True if messages in flight may be larger than the client takes. With QoS 1 or 2 such a message stays in
 * flight, and the broker counts it as dropped again every 30 s. Source: measured on 4.4.19.
 */
function isRepeatedlyTooLarge(record: Client, watch: Watch): boolean {
  const { inflight = 0, 'send_msg.dropped.too_large': counted = 0, connected } = record
  if (inflight === 0 || counted === 0) return false
  const isNewHere = watch.readAt - watch.since < RETRIED_MS
  return !connected || isNewHere || recentDrops(record, watch).tooLarge > 0
}

/** Drops without those that another finding has. The drops of a too large message are no sum of messages. */
function unsaidDrops(drops: Drops, record: Client, watch: Watch): Drops {
  return {
    ...drops,
    queueFull: isQueueFull(record) ? 0 : drops.queueFull,
    tooLarge: isRepeatedlyTooLarge(record, watch) ? 0 : drops.tooLarge,
  }
}

function findDropping(record: Client, watch: Watch): Finding[] {
  const drops = unsaidDrops(recentDrops(record, watch), record, watch)
  if (countDrops(drops) === 0) return []
  return [{ kind: 'dropping', severity: 'warning', drops, inMs: recentMs(watch) }]
}

function findLimits(record: Client): Finding[] {
  const { awaiting_rel: used = 0, max_awaiting_rel: max = 0, mailbox_len: length = 0 } = record
  const found: Finding[] = []
  if (isNearlyFull(used, max)) {
    found.push({ kind: 'release-pending', severity: 'warning', used, max })
  }
  if (length >= LONG_MAILBOX) found.push({ kind: 'mailbox', severity: 'warning', length })
  return found
}

function findUnreleased(watch: Watch): Finding[] {
  const messages = recentlyUnreleased(watch)
  if (messages === 0) return []
  return [{ kind: 'unreleased', severity: 'warning', messages, inMs: recentMs(watch) }]
}

function findUnreleasedBefore(record: Client, watch: Watch): Finding[] {
  const { 'recv_msg.dropped': messages = 0 } = record
  if (messages === 0 || recentlyUnreleased(watch) > 0) return []
  return [{ kind: 'unreleased', severity: 'info', messages, inMs: null }]
}

/** The broker drops a QoS 2 message without PUBREL after 300 s. Source: measured on 4.4.19. */
function recentlyUnreleased({ samples, readAt }: Watch): number {
  return increaseSince(samples, 'recv_msg.dropped', readAt - RECENT_MS)
}

function findSeveral(records: readonly Client[]): Finding[] {
  if (records.length < 2) return []
  const nodes = records.map(({ node }) => node)
  const connected = records.filter((record) => record.connected).length
  return [{ kind: 'several-records', severity: 'warning', nodes, connected }]
}

function findNothingToSend(record: Client, watch: Watch, clock: BrokerClock): Finding[] {
  const { subscriptions_cnt: subscriptions, send_msg: sent } = record
  if (subscriptions === undefined) return []
  if (subscriptions === 0) return [{ kind: 'no-subscriptions', severity: 'info' }]
  const connectedMs = connectedFor(record, watch, clock) ?? watch.readAt - watch.since
  const isSettled = connectedMs >= SETTLED_MS
  if (sent !== 0 || (record.inflight ?? 0) > 0 || !isSettled) return []
  return [{ kind: 'nothing-sent', severity: 'info', subscriptions }]
}

function findHealthy(record: Client, watch: Watch): Finding {
  const { mqueue_len: queued, inflight } = record
  if (queued === undefined || inflight === undefined) {
    return { kind: 'not-reported', severity: 'info' }
  }
  const perSecond = currentRate(watch, 'send_msg')
  return { kind: 'healthy', severity: 'good', queued, inflight, perSecond }
}

function findSilence({ keepalive = 0 }: Client, watch: Watch): Finding[] {
  const since = silentSince(watch)
  // The broker also writes after a ping, so silence lasts longer than a ping can take.
  const pingsMs = KEEPALIVE_GRACE * keepalive * 1000 + WRITE_MS
  return since === null || watch.readAt - since < pingsMs
    ? []
    : [{ kind: 'silent', severity: 'info', forMs: watch.readAt - since }]
}

/** Earlier drops, if no other finding has them. */
function findDropped(record: Client, watch: Watch): Finding[] {
  const drops = unsaidDrops(totalDrops(record), record, watch)
  const isSaid = isQueueFull(record) || findDropping(record, watch).length > 0
  return isSaid || countDrops(drops) === 0 ? [] : [{ kind: 'dropped', severity: 'info', drops }]
}

/** True from 80 % of a limit on. A max of 0 is no limit. */
function isNearlyFull(used: number, max: number): boolean {
  return max > 0 && used / max >= NEARLY_FULL
}

function isQueueFull({ mqueue_len: used = 0, max_mqueue: max = 0 }: Client): boolean {
  return max > 0 && used >= max
}

function recentDrops(record: Client, watch: Watch) {
  return droppedSince(watch, record, watch.readAt - RECENT_MS)
}

/** The time in which the recent drops happened, in ms. */
function recentMs({ since, readAt, samples }: Watch): number {
  return readAt - increaseBegan(samples, Math.max(since, readAt - RECENT_MS))
}

/** How long the client has been connected, in ms; null if neither broker nor tab knows. */
function connectedFor(record: Client, watch: Watch, clock: BrokerClock): number | null {
  const seenAt = watch.events.findLast(({ kind }) => kind === 'connected')?.at
  const seenFor = seenAt === undefined ? null : watch.readAt - seenAt
  return msSince(record.connected_at, watch.readAt, clock) ?? seenFor
}

function msSince(brokerTime: string | undefined, now: number, clock: BrokerClock): number | null {
  const epochMs = brokerTime === undefined ? null : clock(brokerTime)
  return epochMs === null ? null : Math.max(0, now - epochMs)
}

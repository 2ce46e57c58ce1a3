import { describe, expect, it } from 'vitest'
import { NEVER_EXPIRES, type Client } from '../../../contract/client.ts'
import { idleRow, OPENED } from '../watch/broker-writes.test-data.ts'
import { noteKick, observe } from '../watch/observe.ts'
import type { Watch } from '../watch/watch.ts'
import type { FindingKind } from './finding.ts'
import { diagnose } from './rules.ts'

type Change = Partial<Client>
type Step = readonly [seconds: number, ...records: Change[]]

const noZone = () => null
/** A broker with UTC. */
const inUtc = (text: string) => Date.parse(`${text.replace(' ', 'T')}Z`)

/** Reads a healthy client with the changes of each step. @param steps seconds, then records */
function watchSteps(...steps: readonly Step[]): Watch {
  let watch: Watch | undefined
  for (const [seconds, ...changes] of steps) {
    const records = changes.map((change) => ({ ...well, ...change }))
    watch = observe(watch, records, OPENED + seconds * 1000)
  }
  if (!watch) throw new Error('no steps')
  return watch
}

const well: Client = { ...idleRow, send_msg: 40, 'send_msg.qos1': 40, recv_pkt: 43 }

function findingsOf(watch: Watch, clock: (text: string) => number | null = noZone) {
  return diagnose(watch.isGone || !watch.record ? [] : [watch.record], watch, clock)
}

function kindsOf(...steps: readonly Step[]): FindingKind[] {
  return findingsOf(watchSteps(...steps)).map(({ kind }) => kind)
}

describe('healthy', () => {
  it('has its numbers, without a rate at first', () => {
    expect(findingsOf(watchSteps([0, { mqueue_len: 2, inflight: 1 }]))).toEqual([
      { kind: 'healthy', severity: 'good', queued: 2, inflight: 1, perSecond: null },
    ])
    expect(findingsOf(watchSteps([0, {}], [15, { send_msg: 70 }]))).toMatchObject([
      { kind: 'healthy', perSecond: 2 },
    ])
  })

  it('is no finding for a client without a queue or window in its record', () => {
    expect(kindsOf([0, { mqueue_len: undefined }])).toEqual(['not-reported'])
    expect(kindsOf([0, { inflight: undefined }])).toEqual(['not-reported'])
  })
})

describe('the queue', () => {
  it('is filling from 80 % on, and full at its max', () => {
    expect(kindsOf([0, { mqueue_len: 799 }])).toEqual(['healthy'])
    expect(kindsOf([0, { mqueue_len: 800 }])).toEqual(['queue-filling'])
    expect(kindsOf([0, { mqueue_len: 999 }])).toEqual(['queue-filling'])
    expect(kindsOf([0, { mqueue_len: 1000 }])).toEqual(['queue-full'])
  })

  it('without a limit is neither', () => {
    expect(kindsOf([0, { mqueue_len: 5000, max_mqueue: 0 }])).toEqual(['healthy'])
  })

  it('has the drops that this tab saw, else all drops', () => {
    const full = { mqueue_len: 1000, mqueue_dropped: 500 }
    const before = watchSteps([0, full])
    expect(findingsOf(before)).toMatchObject([{ kind: 'queue-full', dropped: 500, inMs: null }])
    const now = watchSteps([0, full], [120, { ...full, mqueue_dropped: 840 }])
    expect(findingsOf(now)).toEqual([
      {
        kind: 'queue-full',
        severity: 'critical',
        used: 1000,
        max: 1000,
        dropped: 340,
        inMs: 120_000,
      },
    ])
  })
})

describe('drops', () => {
  const dropped = {
    mqueue_dropped: 3,
    'send_msg.dropped': 10,
    'send_msg.dropped.queue_full': 3,
    'send_msg.dropped.expired': 4,
    'send_msg.dropped.too_large': 1,
  }
  const drops = { queueFull: 3, expired: 4, tooLarge: 1, other: 2 }

  it('are recent for 5 min after this tab saw them', () => {
    expect(findingsOf(watchSteps([0, {}], [10, dropped], [309.999, dropped]))[0]).toEqual({
      kind: 'dropping',
      severity: 'warning',
      drops,
      inMs: 300_000,
    })
    const later = findingsOf(watchSteps([0, {}], [10, dropped], [310, dropped]))
    expect(later.map(({ kind }) => kind)).toEqual(['healthy', 'silent', 'dropped'])
  })

  it('from before the page was opened are a further finding', () => {
    expect(findingsOf(watchSteps([0, dropped]))).toMatchObject([
      { kind: 'healthy' },
      { kind: 'dropped', severity: 'info', drops },
    ])
  })

  it('of a new session count from its beginning', () => {
    const before = { mqueue_dropped: 50, created_at: '2026-11-23 09:00:00' }
    const after = { mqueue_dropped: 7, created_at: '2026-11-23 09:30:00' }
    expect(findingsOf(watchSteps([0, before], [10, after]))).toMatchObject([
      { kind: 'dropping', drops: { queueFull: 7 } },
    ])
  })

  it('without a breakdown are drops of the queue, and other drops', () => {
    const bare = {
      mqueue_dropped: 3,
      'send_msg.dropped': 5,
      'send_msg.dropped.queue_full': undefined,
      'send_msg.dropped.expired': undefined,
      'send_msg.dropped.too_large': undefined,
    }
    expect(findingsOf(watchSteps([0, bare]))[1]).toMatchObject({
      drops: { queueFull: 3, expired: 0, tooLarge: 0, other: 2 },
    })
  })
})

describe('messages larger than the client takes', () => {
  /** One message in flight that the broker has counted as dropped some times. */
  const counted = (n: number, more: Change = {}) => ({
    inflight: 1,
    send_msg: 40 + n,
    'send_msg.dropped': n,
    'send_msg.dropped.too_large': n,
    ...more,
  })
  const found = (messages: number, times: number) => ({
    kind: 'too-large',
    severity: 'warning',
    messages,
    counted: times,
  })

  it('are a finding of their own, and no sum of what is counted again every 30 s', () => {
    expect(findingsOf(watchSteps([0, counted(40)]))).toEqual([found(1, 40)])
    const steps = [0, 30, 60, 90].map((at, i) => [at, counted(40 + i)] as const)
    expect(findingsOf(watchSteps(...steps))).toEqual([found(1, 43)])
    expect(findingsOf(watchSteps([0, counted(2, { inflight: 9 })]))).toEqual([found(2, 2)])
  })

  it('do not hide other drops, and are no part of them', () => {
    const other = counted(40, { mqueue_dropped: 3, 'send_msg.dropped.queue_full': 3 })
    const before = findingsOf(watchSteps([0, other]))
    const drops = { queueFull: 3, expired: 0, tooLarge: 0, other: 0 }
    expect(before).toEqual([found(1, 40), { kind: 'dropped', severity: 'info', drops }])
    expect(findingsOf(watchSteps([0, counted(39)], [30, other]))).toMatchObject([
      found(1, 40),
      { kind: 'dropping', drops },
    ])
  })

  it('stay in the window of an offline client', () => {
    const away = counted(40, { connected: false })
    expect(kindsOf([0, away], [600, away])).toEqual(['offline', 'too-large'])
  })

  it('are drops like others if nothing is in flight, or if none is counted again', () => {
    const drops = { tooLarge: 40 }
    expect(findingsOf(watchSteps([0, counted(40, { inflight: 0 })]))).toMatchObject([
      { kind: 'healthy' },
      { kind: 'dropped', drops },
    ])
    const later = findingsOf(watchSteps([0, counted(40)], [60, counted(40)]))
    expect(later).toMatchObject([{ kind: 'healthy' }, { kind: 'dropped', drops }])
  })
})

describe('the window', () => {
  const full = { inflight: 32, mqueue_len: 118 }
  /** Counters of a full window: sent messages and received packets. */
  const flow = (sent: number, packets: number) => ({
    ...full,
    send_msg: sent,
    'send_msg.qos1': sent,
    recv_pkt: packets,
  })

  it('is nearly full from 80 % on, and never without a limit', () => {
    expect(kindsOf([0, { inflight: 25 }])).toEqual(['healthy'])
    expect(kindsOf([0, { inflight: 26 }])).toEqual(['window-full'])
    expect(kindsOf([0, { inflight: 40, max_inflight: 0 }])).toEqual(['healthy'])
  })

  it('is full at first, and stuck after 30 s without an acknowledgement', () => {
    expect(findingsOf(watchSteps([0, full]))).toEqual([
      {
        kind: 'window-full',
        severity: 'warning',
        used: 32,
        max: 32,
        waiting: 118,
        fullInMs: null,
        moved: null,
      },
    ])
    const later = (seconds: number) => [seconds, { ...full, mqueue_len: 119 }] as const
    expect(kindsOf([0, full], later(29.999))).toEqual(['window-full'])
    expect(findingsOf(watchSteps([0, full], later(30)))).toEqual([
      {
        kind: 'window-stuck',
        severity: 'critical',
        used: 32,
        max: 32,
        forMs: 30_000,
        acknowledged: 0,
        waiting: 119,
        // In more than 7 h.
        fullInMs: null,
      },
    ])
  })

  it('of a silent client is known until 15 s before the reading', () => {
    expect(kindsOf([0, full], [44.999, full])).toEqual(['window-full'])
    expect(findingsOf(watchSteps([0, full], [45, full]))).toMatchObject([
      { kind: 'window-stuck', forMs: 30_000 },
    ])
  })

  it('is stuck even if the client pings, and if the broker repeats messages', () => {
    const pings = [0, 15, 30, 45].map((at, i) => [at, flow(40, 43 + i)] as const)
    expect(findingsOf(watchSteps(...pings))).toMatchObject([
      { kind: 'window-stuck', forMs: 45_000, acknowledged: 0 },
    ])
    const again = [0, 15, 30, 45].map((at, i) => [at, flow(40 + 32 * i, 43)] as const)
    expect(findingsOf(watchSteps(...again))).toMatchObject([
      { kind: 'window-stuck', acknowledged: 0 },
    ])
  })

  it('is stuck if the client only pings, however often, while messages are sent again', () => {
    const at = (seconds: number, pings: number, acks = 0) =>
      [
        seconds,
        {
          ...flow(40 + 32 * (seconds / 15), 43 + pings + acks),
          recv_oct: 500 + 2 * pings + 4 * acks,
        },
      ] as const
    expect(findingsOf(watchSteps(at(0, 0), at(15, 5), at(30, 10)))).toMatchObject([
      { kind: 'window-stuck', forMs: 30_000, acknowledged: 0 },
    ])
    expect(findingsOf(watchSteps(at(0, 0), at(15, 5), at(30, 10, 2)))).toMatchObject([
      { kind: 'window-stuck', acknowledged: 2 },
    ])
    expect(findingsOf(watchSteps(at(0, 0), at(15, 5, 3), at(30, 10, 6)))).toMatchObject([
      { kind: 'window-full', moved: { acknowledged: 6 } },
    ])
  })

  it('of a client without byte counts goes by its packets', () => {
    const at = (seconds: number, packets: number) =>
      [seconds, { ...flow(40 + seconds, 43 + packets), recv_oct: undefined }] as const
    expect(findingsOf(watchSteps(at(0, 0), at(30, 3)))).toMatchObject([
      { kind: 'window-full', moved: { acknowledged: 3 } },
    ])
  })

  it('with one acknowledgement in 15 s is stuck, and with more only full', () => {
    const acks = (n: number) => watchSteps([0, full], [60, flow(40 + n, 43 + n)])
    expect(findingsOf(acks(4))).toMatchObject([{ kind: 'window-stuck', acknowledged: 4 }])
    expect(findingsOf(acks(5))).toMatchObject([
      { kind: 'window-full', moved: { acknowledged: 5, forMs: 60_000 } },
    ])
  })

  it('that was not full in between is not stuck', () => {
    expect(kindsOf([0, full], [15, { inflight: 31 }], [60, full])).toEqual(['window-full'])
  })

  it('is stuck at the first reading if all sent messages are still in flight', () => {
    const unacknowledged = flow(32, 4)
    expect(findingsOf(watchSteps([0, unacknowledged]))).toMatchObject([
      { kind: 'window-stuck', forMs: null },
    ])
    expect(kindsOf([0, flow(33, 5)])).toEqual(['window-full'])
    const ago = (text: string) =>
      findingsOf(watchSteps([0, { ...unacknowledged, connected_at: text }]), inUtc)
    expect(ago('2026-11-23 09:29:30')).toMatchObject([{ kind: 'window-stuck', forMs: 30_000 }])
    expect(ago('2026-11-23 09:29:31')).toMatchObject([{ kind: 'window-full' }])
  })

  it('of an offline client is no finding', () => {
    expect(kindsOf([0, { inflight: 32, connected: false }])).toEqual(['offline'])
  })
})

describe('offline', () => {
  const away = {
    connected: false,
    disconnected_at: '2026-11-23 06:30:00',
    expiry_interval: 7200,
    mqueue_len: 812,
  }

  it('is a warning, as it is in the list, with or without waiting messages', () => {
    expect(findingsOf(watchSteps([0, { ...away, mqueue_len: 1 }]))[0]).toMatchObject({
      kind: 'offline-queue',
      severity: 'warning',
      waiting: 1,
    })
    expect(findingsOf(watchSteps([0, { ...away, mqueue_len: 0 }]))[0]).toMatchObject({
      kind: 'offline',
      severity: 'warning',
    })
  })

  it('is less bad than the full queue that it causes', () => {
    expect(kindsOf([0, { ...away, mqueue_len: 1000 }])).toEqual(['queue-full', 'offline-queue'])
  })

  it('has the broker’s time if its zone is known', () => {
    expect(findingsOf(watchSteps([0, away]), inUtc)[0]).toMatchObject({
      absence: { forMs: 3 * 3_600_000, brokerTime: '2026-11-23 06:30:00' },
      kept: { kind: 'until', epochMs: Date.UTC(2026, 10, 23, 8, 30) },
    })
  })

  it('has the time that this tab saw if the zone is not known, or no time', () => {
    expect(findingsOf(watchSteps([0, away]))[0]).toMatchObject({
      absence: { forMs: null, brokerTime: '2026-11-23 06:30:00' },
      kept: { kind: 'until-broker-time', text: '2026-11-23 08:30:00' },
    })
    expect(findingsOf(watchSteps([0, {}], [5, away], [25, away]))[0]).toMatchObject({
      absence: { forMs: 20_000 },
    })
  })

  it.each([
    [{ expiry_interval: NEVER_EXPIRES }, { kind: 'for-ever' }],
    [{ expiry_interval: 0 }, { kind: 'not-at-all' }],
    [{ expiry_interval: undefined }, { kind: 'unknown' }],
    [{ disconnected_at: undefined }, { kind: 'unknown' }],
    [{ disconnected_at: 'soon' }, { kind: 'unknown' }],
  ])('with %o says how long the session is kept: %o', (change, kept) => {
    expect(findingsOf(watchSteps([0, { ...away, ...change }]))[0]).toMatchObject({ kept })
  })
})

describe('flapping', () => {
  const connect = (seconds: number, port: number) => [seconds, { port }] as const

  it('is the third connection within 10 min', () => {
    const twice = [connect(0, 1), connect(10, 2), connect(20, 3)]
    expect(kindsOf(...twice)).toEqual(['healthy'])
    expect(findingsOf(watchSteps(...twice, connect(609.999, 4)))[0]).toEqual({
      kind: 'flapping',
      severity: 'critical',
      connects: 3,
      inMs: 600_000,
      isConnected: true,
    })
    expect(kindsOf(...twice, connect(610, 4))).toEqual(['healthy'])
  })

  it('comes first for a client that is gone or offline now', () => {
    const thrice = [connect(0, 1), connect(10, 2), connect(20, 3), connect(30, 4)]
    expect(kindsOf(...thrice, [40])).toEqual(['flapping', 'gone'])
    expect(kindsOf(...thrice, [40, { port: 4, connected: false }])).toEqual(['flapping', 'offline'])
  })
})

describe('gone', () => {
  it('has the time since this tab saw it, if known', () => {
    expect(findingsOf(watchSteps([0, {}], [5], [20]))).toEqual([
      { kind: 'gone', severity: 'critical', forMs: 15_000, wasKicked: false },
    ])
    expect(findingsOf(watchSteps([0]))).toMatchObject([{ kind: 'gone', forMs: null }])
  })

  it('is only a note after a kick, until the client has been back', () => {
    const kicked = observe(noteKick(watchSteps([0, {}]), OPENED + 1000), [], OPENED + 2000)
    expect(findingsOf(kicked)).toMatchObject([{ severity: 'info', wasKicked: true }])
    const back = observe(kicked, [{ ...well, port: 9 }], OPENED + 5000)
    const again = observe(back, [], OPENED + 9000)
    expect(findingsOf(again)).toMatchObject([{ severity: 'critical', wasKicked: false }])
  })
})

it('unreleased messages are a warning from 80 % of their limit on', () => {
  expect(kindsOf([0, { awaiting_rel: 79 }])).toEqual(['healthy'])
  expect(kindsOf([0, { awaiting_rel: 80 }])).toEqual(['release-pending'])
  expect(kindsOf([0, { awaiting_rel: 80, max_awaiting_rel: 0 }])).toEqual(['healthy'])
})

it('messages that the client never released are a warning while they come, then a note', () => {
  const lost = (messages: number) => ({ 'recv_msg.dropped': messages })
  const findings = [[0, lost(2)] as const, [15, lost(7)] as const]
  expect(findingsOf(watchSteps([0, lost(7)]))).toMatchObject([
    { kind: 'healthy' },
    { kind: 'unreleased', severity: 'info', messages: 7, inMs: null },
  ])
  expect(findingsOf(watchSteps(...findings))).toEqual([
    { kind: 'unreleased', severity: 'warning', messages: 5, inMs: 15_000 },
  ])
  expect(findingsOf(watchSteps(...findings, [400, lost(7)]))).toMatchObject([
    { kind: 'healthy' },
    { kind: 'silent' },
    { kind: 'unreleased', severity: 'info', messages: 7 },
  ])
})

it('a mailbox is long from 1,000 on', () => {
  expect(kindsOf([0, { mailbox_len: 999 }])).toEqual(['healthy'])
  expect(kindsOf([0, { mailbox_len: 1000 }])).toEqual(['mailbox'])
})

it('several records are a finding with their nodes', () => {
  const records = [well, { ...well, node: 'emqx@10.0.0.2', connected: false }]
  expect(diagnose(records, observe(undefined, records, OPENED), noZone)).toEqual([
    {
      kind: 'several-records',
      severity: 'warning',
      nodes: ['emqx@127.0.0.1', 'emqx@10.0.0.2'],
      connected: 1,
    },
  ])
})

it('a client without subscriptions is a finding, unless it is offline', () => {
  expect(kindsOf([0, { subscriptions_cnt: 0 }])).toEqual(['no-subscriptions', 'healthy'])
  expect(kindsOf([0, { subscriptions_cnt: 0, connected: false }])).toEqual(['offline'])
})

it('nothing sent is a finding after 30 s of a connection', () => {
  const unsent = { send_msg: 0 }
  expect(kindsOf([0, unsent], [29.999, unsent])).toEqual(['healthy'])
  expect(kindsOf([0, unsent], [30, unsent])).toEqual(['nothing-sent', 'healthy'])
  expect(kindsOf([0, { port: 1 }], [10, unsent], [39.999, unsent])).toEqual(['healthy'])
  const early = findingsOf(watchSteps([0, unsent]), inUtc)
  expect(early.map(({ kind }) => kind)).toEqual(['nothing-sent', 'healthy'])
})

it('a client is silent after 45 s without a write, or after its next ping should have been written', () => {
  const never = { keepalive: 0 }
  expect(kindsOf([0, never], [44.999, never])).toEqual(['healthy'])
  expect(kindsOf([0, never], [45, never])).toEqual(['healthy', 'silent'])
  const often = { keepalive: 60 }
  expect(kindsOf([0, often], [104.999, often])).toEqual(['healthy'])
  expect(kindsOf([0, often], [105, often])).toEqual(['healthy', 'silent'])
})

describe('what happened in a gap between readings', () => {
  const hour = 3600

  it('has no exact time', () => {
    const gone = findingsOf(watchSteps([0, {}], [hour]))
    expect(gone).toMatchObject([{ kind: 'gone', forMs: null }])
    const left = { connected: false, disconnected_at: '2026-11-23 09:40:00' }
    expect(findingsOf(watchSteps([0, {}], [hour, left]))).toMatchObject([
      { kind: 'offline', absence: { forMs: null, brokerTime: '2026-11-23 09:40:00' } },
    ])
  })

  it('counts over the whole gap, and gives no current rate', () => {
    const later = { mqueue_dropped: 500, send_msg: 9000 }
    expect(findingsOf(watchSteps([0, {}], [hour, later]))).toMatchObject([
      { kind: 'dropping', inMs: hour * 1000 },
    ])
    expect(findingsOf(watchSteps([0, {}], [hour, { send_msg: 9000 }]))).toMatchObject([
      { kind: 'healthy', perSecond: null },
    ])
  })
})

it('tells a client whose node has stopped from one that is gone', () => {
  const watch = watchSteps([0, { node: 'a@h' }], [15])
  const kinds = (nodes: string[], seen = watch) => diagnose([], seen, () => null, nodes)
  expect(kinds(['b@h', 'a@h'])).toMatchObject([
    { kind: 'node-stopped', nodes: ['a@h'], isItsNode: true },
  ])
  expect(kinds(['b@h'])).toMatchObject([{ kind: 'gone' }])
  expect(kinds(['b@h'], watchSteps([0]))).toMatchObject([
    { kind: 'node-stopped', nodes: ['b@h'], isItsNode: false },
  ])
})

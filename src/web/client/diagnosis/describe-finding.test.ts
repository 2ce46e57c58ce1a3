import { describe, expect, it } from 'vitest'
import { createFormat } from '../../i18n/format.ts'
import { en } from '../../i18n/en.ts'
import { zhCn } from '../../i18n/zh-cn.ts'
import { describeChain, describeFinding } from './describe-finding.ts'
import type { Finding } from './finding.ts'
import { diagnosisWords } from './words.ts'

const formats = {
  en: createFormat('en', en, null),
  'zh-CN': createFormat('zh-CN', zhCn, null),
}

function say(language: keyof typeof formats, finding: Finding): string {
  const words = diagnosisWords[language]
  const { title, text } = describeFinding(finding, words, formats[language])
  return title + words.colon + text
}

const absence = { forMs: 3 * 3_600_000, brokerTime: '2026-11-23 06:30:00' }

const findings: [Finding, string, string][] = [
  [
    {
      kind: 'queue-full',
      severity: 'critical',
      used: 1000,
      max: 1000,
      dropped: 340,
      inMs: 125_000,
    },
    'Queue full: 1,000 of 1,000, 340 dropped in the last 2m',
    '消息队列已满：1,000 / 1,000，已丢弃 340 条消息（最近 2分钟）',
  ],
  [
    { kind: 'queue-full', severity: 'critical', used: 9, max: 9, dropped: 5, inMs: null },
    'Queue full: 9 of 9, 5 dropped in total',
    '消息队列已满：9 / 9，已丢弃 5 条消息（累计）',
  ],
  [
    { kind: 'queue-full', severity: 'critical', used: 9, max: 9, dropped: 0, inMs: null },
    'Queue full: 9 of 9',
    '消息队列已满：9 / 9',
  ],
  [
    {
      kind: 'window-stuck',
      severity: 'critical',
      used: 32,
      max: 32,
      forMs: 240_000,
      acknowledged: 0,
      waiting: 0,
      fullInMs: null,
    },
    'Window stuck: 32 of 32 in flight, nothing acknowledged for 4m',
    '飞行窗口阻塞：已占用 32 / 32，已 4分钟未确认任何消息',
  ],
  [
    {
      kind: 'window-stuck',
      severity: 'critical',
      used: 32,
      max: 32,
      forMs: 45_000,
      acknowledged: 3,
      waiting: 530,
      fullInMs: 188_000,
    },
    'Window stuck: 32 of 32 in flight, at most 3 acknowledged in 45s, 530 waiting behind it, queue full in about 3m',
    '飞行窗口阻塞：已占用 32 / 32，45秒内最多确认了 3 条消息，队列中另有 530 条消息等待，消息队列约 3分钟后占满',
  ],
  [
    {
      kind: 'window-stuck',
      severity: 'critical',
      used: 32,
      max: 32,
      forMs: null,
      acknowledged: 0,
      waiting: 0,
      fullInMs: null,
    },
    'Window stuck: 32 of 32 in flight, nothing acknowledged since it connected',
    '飞行窗口阻塞：已占用 32 / 32，连接以来未确认任何消息',
  ],
  [
    {
      kind: 'window-full',
      severity: 'warning',
      used: 26,
      max: 32,
      waiting: 0,
      fullInMs: null,
      moved: null,
    },
    'Window nearly full: 26 of 32 in flight',
    '飞行窗口即将占满：已占用 26 / 32',
  ],
  [
    {
      kind: 'window-full',
      severity: 'warning',
      used: 32,
      max: 32,
      waiting: 118,
      fullInMs: null,
      moved: { forMs: 60_000, acknowledged: 40 },
    },
    'Window full: 32 of 32 in flight, at most 40 acknowledged in 1m, 118 waiting behind it',
    '飞行窗口已满：已占用 32 / 32，1分钟内最多确认了 40 条消息，队列中另有 118 条消息等待',
  ],
  [
    {
      kind: 'offline-queue',
      severity: 'critical',
      waiting: 812,
      fullInMs: 11_000,
      absence,
      kept: { kind: 'until-broker-time', text: '2026-11-23 08:30:00' },
    },
    'Offline for 3h: session kept until 2026-11-23 08:30:00 broker time, 812 messages waiting, queue full in about 10s',
    '已离线 3小时：会话保留至 2026-11-23 08:30:00 EMQX 时间，812 条消息等待投递，消息队列约 10秒后占满',
  ],
  [
    {
      kind: 'offline-queue',
      severity: 'critical',
      waiting: 1,
      fullInMs: null,
      absence: { ...absence, forMs: null },
      kept: { kind: 'for-ever' },
    },
    'Offline since 2026-11-23 06:30:00 broker time: session never expires, 1 message waiting',
    '自 2026-11-23 06:30:00 EMQX 时间 起离线：会话永不过期，1 条消息等待投递',
  ],
  [
    {
      kind: 'offline',
      severity: 'warning',
      absence: { forMs: null, brokerTime: null },
      kept: { kind: 'unknown' },
    },
    'Offline: session expiry unknown, nothing waiting',
    '离线：会话保留时间未知，没有消息等待投递',
  ],
  [
    { kind: 'flapping', severity: 'critical', connects: 4, inMs: 180_000, isConnected: false },
    'Flapping: connected 4 times in the last 3m, offline now',
    '频繁上下线：最近 3分钟内连接了 4 次，当前离线',
  ],
  [
    { kind: 'gone', severity: 'info', forMs: 12_000, wasKicked: true },
    'Gone: no record of it for 12s, after it was kicked from this tab',
    '已不存在：EMQX 已 12秒没有其记录，此前已从此标签页踢除',
  ],
  [
    { kind: 'gone', severity: 'critical', forMs: 0, wasKicked: false },
    'Gone: no record of it since a moment ago',
    '已不存在：EMQX 刚刚不再有其记录',
  ],
  [
    { kind: 'gone', severity: 'critical', forMs: null, wasKicked: false },
    'Gone: EMQX has no record of this ID',
    '已不存在：EMQX 没有此 ID 的记录',
  ],
  [
    { kind: 'queue-filling', severity: 'warning', used: 850, max: 1000, fullInMs: 64_000 },
    'Queue filling up: 850 of 1,000, full in about 1m',
    '消息队列即将占满：850 / 1,000，约 1分钟后占满',
  ],
  [
    {
      kind: 'dropping',
      severity: 'warning',
      drops: { queueFull: 3, expired: 4, tooLarge: 0, other: 1 },
      inMs: 300_000,
    },
    'Dropping messages: 8 dropped in the last 5m, 3 queue full, 4 expired, 1 other reasons',
    '正在丢弃消息：已丢弃 8 条消息（最近 5分钟），队列已满 3 条，已过期 4 条，其他原因 1 条',
  ],
  [
    { kind: 'too-large', severity: 'warning', messages: 1, counted: 40 },
    'Too large for it: a message in its window may be larger than it takes, counted as dropped 40 times, again every 30 s',
    '消息过大：飞行窗口中最多有 1 条消息超过客户端可接受的报文长度，已计为丢弃 40 次，每 30 秒重复一次',
  ],
  [
    { kind: 'too-large', severity: 'warning', messages: 2, counted: 2 },
    'Too large for it: up to 2 messages in its window are larger than it takes, counted as dropped 2 times, again every 30 s',
    '消息过大：飞行窗口中最多有 2 条消息超过客户端可接受的报文长度，已计为丢弃 2 次，每 30 秒重复一次',
  ],
  [
    { kind: 'unreleased', severity: 'warning', messages: 7, inMs: 300_000 },
    'QoS 2 never released: 7 messages from it dropped in the last 5m without PUBREL',
    'QoS 2 消息始终未释放：因缺少 PUBREL，已丢弃其发送的 7 条消息（最近 5分钟）',
  ],
  [
    { kind: 'unreleased', severity: 'info', messages: 7, inMs: null },
    'QoS 2 never released: 7 messages from it dropped in total without PUBREL',
    'QoS 2 消息始终未释放：因缺少 PUBREL，已丢弃其发送的 7 条消息（累计）',
  ],
  [
    {
      kind: 'several-records',
      severity: 'warning',
      nodes: ['a@1', 'b\u202e@2', 'a@1'],
      connected: 1,
    },
    'Several records: 3 records with this ID, 1 connected, on a@1, b⟨U+202E⟩@2',
    '多条记录：该 ID 有 3 条记录，其中 1 条已连接，位于 a@1，b⟨U+202E⟩@2',
  ],
  [
    { kind: 'nothing-sent', severity: 'info', subscriptions: 1 },
    'Nothing sent to it: no message since it connected, with 1 subscription',
    '未向其发送消息：连接以来没有消息，共有 1 个订阅',
  ],
  [
    { kind: 'healthy', severity: 'good', queued: 0, inflight: 3, perSecond: 12.4 },
    'Healthy: queue empty, 12 messages/s sent to it',
    '正常：消息队列为空，每秒向其发送 12 条消息',
  ],
  [
    { kind: 'healthy', severity: 'good', queued: 7, inflight: 3, perSecond: 0.002 },
    'Healthy: 7 in the queue, < 0.01 messages/s sent to it',
    '正常：消息队列中有 7 条，每秒向其发送 < 0.01 条消息',
  ],
  [
    { kind: 'silent', severity: 'info', forMs: 60_000 },
    'Silent: no new numbers for 1m: nothing sent, nothing received',
    '无活动：已 1分钟没有新的数值：既无发送也无接收',
  ],
]

describe.each(findings)('%o', (finding, inEnglish, inChinese) => {
  it('in English', () => expect(say('en', finding)).toBe(inEnglish))
  it('in Chinese', () => expect(say('zh-CN', finding)).toBe(inChinese))
})

it('times are in the reader’s zone if the broker’s zone is known', () => {
  const format = createFormat('en', en, 'UTC')
  const kept = { kind: 'until', epochMs: Date.UTC(2026, 10, 23, 8, 30) } as const
  const finding = { kind: 'offline', severity: 'warning', absence, kept } as const
  expect(describeFinding(finding, diagnosisWords.en, format).text).toBe(
    `session kept until ${format.moment(kept.epochMs)}, nothing waiting`,
  )
})

it('a cause comes before what it does to the queue, and nothing is said twice', () => {
  const kept = { kind: 'for-ever' } as const
  const finding = {
    kind: 'offline-queue',
    severity: 'critical',
    waiting: 1000,
    fullInMs: null,
    absence,
    kept,
  } as const
  const effect = {
    kind: 'queue-full',
    severity: 'critical',
    used: 1000,
    max: 1000,
    dropped: 353,
    inMs: null,
  } as const
  const chain = { finding, effect }
  expect(describeChain(chain, diagnosisWords.en, formats.en)).toEqual({
    title: 'Offline for 3h → queue full',
    text: '1,000 of 1,000, 353 dropped in total, session never expires',
  })
  expect(describeChain(chain, diagnosisWords['zh-CN'], formats['zh-CN'])).toEqual({
    title: '已离线 3小时 → 消息队列已满',
    text: '1,000 / 1,000，已丢弃 353 条消息（累计），会话永不过期',
  })
})

import { wordsOf } from '../../i18n/words-of.ts'

const en = {
  find: 'Find a filter',
  noneFound: 'No matching filter.',
  groups: { identity: 'Identity', session: 'Session', times: 'Times', queue: 'Queue' },
  rolling: 'Rolling: up to now, whenever the list is read',
  presets: { '15m': 'Last 15 min', '1h': 'Last hour', '1d': 'Last day', '7d': 'Last 7 days' },
  within: (label: string, span: string) => `${label} ${span}`,
  anyTime: 'Any time',
  otherZone: 'Another zone…',
  tooLong: 'At most 255 characters.',
  notTime: 'Enter a date and time, 1970 or later.',
  yourTime: (zone: string) => `Times here are in your zone, ${zone}.`,
  brokerClock:
    'The broker’s time zone is unknown, so the table shows times as it reports them. Set ROSTER_BROKER_TIME_ZONE to convert them.',
  enterToApply: 'Press Enter to apply.',
}

const zhCn: typeof en = {
  find: '查找筛选条件',
  noneFound: '没有匹配的筛选条件。',
  groups: { identity: '标识', session: '会话', times: '时间', queue: '队列' },
  rolling: '滚动：每次读取列表时，截至当时',
  presets: {
    '15m': '最近 15 分钟',
    '1h': '最近 1 小时',
    '1d': '最近 1 天',
    '7d': '最近 7 天',
  },
  within: (label, span) => label + span,
  anyTime: '不限时间',
  otherZone: '其他接入分区…',
  tooLong: '最多 255 个字符。',
  notTime: '请输入 1970 年或之后的日期和时间。',
  yourTime: (zone) => `此处时间按您所在的时区 ${zone}。`,
  brokerClock:
    'EMQX 的时区未知，表格按其报告的原样显示时间。设置 ROSTER_BROKER_TIME_ZONE 后可换算。',
  enterToApply: '按回车键应用。',
}

/** Texts of the editors of filters, and of the list of all. */
export const useEditorWords = wordsOf({ en, 'zh-CN': zhCn })

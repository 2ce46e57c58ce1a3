import { wordsOf } from '../../i18n/words-of.ts'

const en = {
  groups: {
    identity: 'Identity',
    session: 'Session',
    queue: 'Queue',
    connected_at: 'Connected',
    created_at: 'Session created',
  },
  presets: { last15Minutes: 'Last 15 min', lastHour: 'Last hour', lastDay: 'Last day' },
  anyTime: 'Any time',
  otherZone: 'Another zone…',
  tooLong: 'At most 255 characters.',
  notTime: 'Not a date and time from 1970 on.',
  yourTime: (zone: string) => `Times here are in your zone, ${zone}.`,
  brokerClock:
    'The zone of the broker’s clock is not known: the table shows its times as they are. (ROSTER_BROKER_TIME_ZONE tells it.)',
  enterToApply: 'Press Enter to apply.',
}

const zhCn: typeof en = {
  groups: {
    identity: '标识',
    session: '会话',
    queue: '队列',
    connected_at: '连接时间',
    created_at: '会话创建时间',
  },
  presets: { last15Minutes: '最近 15 分钟', lastHour: '最近 1 小时', lastDay: '最近 1 天' },
  anyTime: '不限时间',
  otherZone: '其他配置组…',
  tooLong: '最多 255 个字符。',
  notTime: '不是 1970 年以后的日期和时间。',
  yourTime: (zone) => `此处时间按您所在的时区 ${zone}。`,
  brokerClock:
    '服务器时钟的时区未知：表格按原样显示其时间。（可通过 ROSTER_BROKER_TIME_ZONE 设置。）',
  enterToApply: '按回车键应用。',
}

/** Texts of the filters that are folded at first. */
export const useMoreFiltersWords = wordsOf({ en, 'zh-CN': zhCn })

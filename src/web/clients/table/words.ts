import { wordsOf } from '../../i18n/words-of.ts'

const en = {
  sortBy: 'Sort this page by',
  brokerOrder: 'The broker’s order',
  direction: 'Order',
  ascending: 'Least first',
  descending: 'Most first',
  sortNote: 'EMQX cannot sort: the order is that of the rows on this page.',
  shown: 'Columns, from left to right',
  moveLeft: (name: string) => `Move ${name} to the left`,
  moveRight: (name: string) => `Move ${name} to the right`,
  all: 'All columns',
  search: 'Find a column',
  noneFound: 'No column is called so.',
  reset: 'Default columns',
  groups: {
    identity: 'Identity',
    session: 'Session',
    queue: 'Queue',
    traffic: 'Traffic',
    process: 'Process',
  },
}

const zhCn: typeof en = {
  sortBy: '本页排序依据',
  brokerOrder: '服务器的原始顺序',
  direction: '顺序',
  ascending: '从小到大',
  descending: '从大到小',
  sortNote: 'EMQX 不支持排序：仅对本页的行排序。',
  shown: '已显示的列（从左到右）',
  moveLeft: (name) => `将${name}左移`,
  moveRight: (name) => `将${name}右移`,
  all: '所有列',
  search: '查找列',
  noneFound: '没有这个名称的列。',
  reset: '恢复默认列',
  groups: {
    identity: '身份',
    session: '会话',
    queue: '队列',
    traffic: '流量',
    process: '进程',
  },
}

/** Texts of the dialog of the table. */
export const useTableWords = wordsOf({ en, 'zh-CN': zhCn })

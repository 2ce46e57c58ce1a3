import { wordsOf } from '../../i18n/words-of.ts'

const en = {
  sortBy: 'Sort this page by',
  brokerOrder: 'The broker’s order',
  direction: 'Order',
  ascending: 'Ascending',
  descending: 'Descending',
  sortNote: 'EMQX cannot sort, so only the rows on this page are ordered.',
  shown: (count: number) => `Shown (${count})`,
  order: 'Shown columns, from left to right',
  move: (name: string) => `Move ${name}`,
  moveHint: 'Drag, or move with the arrow keys',
  movedTo: (name: string, place: number, count: number) => `${name}: ${place} of ${count}`,
  search: 'Find a column',
  noneFound: 'No matching column.',
  fit: 'Fit',
  fitHint: 'Each column as wide as its content',
  ownWidths: 'Reset widths',
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
  brokerOrder: 'EMQX 的原始顺序',
  direction: '顺序',
  ascending: '升序',
  descending: '降序',
  sortNote: 'EMQX 不支持排序，仅对本页的行排序。',
  shown: (count) => `已显示（${count}）`,
  order: '已显示的列（从左到右）',
  move: (name) => `移动${name}`,
  moveHint: '拖动，或用方向键移动',
  movedTo: (name, place, count) => `${name}：第 ${place} / ${count} 列`,
  search: '查找列',
  noneFound: '没有匹配的列。',
  fit: '适应内容',
  fitHint: '各列宽度适应其内容',
  ownWidths: '重置列宽',
  reset: '恢复默认列',
  groups: {
    identity: '标识',
    session: '会话',
    queue: '队列',
    traffic: '流量',
    process: '进程',
  },
}

/** Texts of the panel of the columns. */
export const useTableWords = wordsOf({ en, 'zh-CN': zhCn })

import { wordsOf } from '../../i18n/words-of.ts'

const en = {
  elsewhere: (n: string) => `(${n} not on this page)`,
  clear: 'Clear selection',
  copyIds: 'Copy IDs',
  copied: (n: string) => (n === '1' ? '1 client ID is copied.' : `${n} client IDs are copied.`),
  csv: 'Export CSV',
  json: 'Export JSON',
  kick: 'Kick…',
  all: (n: string) => `Select all ${n}`,
  allMatching: 'Select all that match',
  onlyFirst: (n: string) => `The first ${n} are selected. There are more.`,
}

const zhCn: typeof en = {
  elsewhere: (n) => `（其中 ${n} 个不在本页）`,
  clear: '取消选择',
  copyIds: '复制 ID',
  copied: (n) => `已复制 ${n} 个客户端 ID。`,
  csv: '导出 CSV',
  json: '导出 JSON',
  kick: '踢除…',
  all: (n) => `选择全部 ${n} 个`,
  allMatching: '选择全部匹配的客户端',
  onlyFirst: (n) => `已选择前 ${n} 个，还有更多。`,
}

/** Texts of the actions for selected clients. */
export const useSelectionWords = wordsOf({ en, 'zh-CN': zhCn })

import { wordsOf } from '../../i18n/words-of.ts'

const en = {
  elsewhere: (n: string) => `(${n} not on this page)`,
  clear: 'Clear selection',
  copyIds: 'Copy IDs',
  copied: (n: string) => (n === '1' ? '1 client ID is copied.' : `${n} client IDs are copied.`),
  csv: 'Export CSV',
  json: 'Export JSON',
  kick: 'Kick…',
}

const zhCn: typeof en = {
  elsewhere: (n) => `（其中 ${n} 个不在本页）`,
  clear: '取消选择',
  copyIds: '复制 ID',
  copied: (n) => `已复制 ${n} 个客户端 ID。`,
  csv: '导出 CSV',
  json: '导出 JSON',
  kick: '踢除…',
}

/** Texts of the actions for selected clients. */
export const useSelectionWords = wordsOf({ en, 'zh-CN': zhCn })

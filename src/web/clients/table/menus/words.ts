import { wordsOf } from '../../../i18n/words-of.ts'

const en = {
  open: 'Open',
  newTab: 'Open in new tab',
  copyId: 'Copy ID',
  copied: 'Copied',
  copy: 'Copy',
  filterBy: 'Filter by',
  filterOf: (field: string, value: string) => `${field}: ${value}`,
  filterByValue: (field: string, value: string) => `Filter by ${field}: ${value}`,
  kick: 'Kick…',
  column: (name: string) => `Column ${name}`,
  ascending: 'Sort ascending',
  descending: 'Sort descending',
  brokerOrder: 'EMQX’s order',
  openFilter: 'Filter by…',
  hide: 'Hide column',
  fit: 'Fit to content',
  resetWidth: 'Reset width',
}

const zhCn: typeof en = {
  open: '打开',
  newTab: '在新标签页中打开',
  copyId: '复制 ID',
  copied: '已复制',
  copy: '复制',
  filterBy: '按此值筛选',
  filterOf: (field, value) => `${field}：${value}`,
  filterByValue: (field, value) => `按${field}筛选：${value}`,
  kick: '踢除…',
  column: (name) => `列：${name}`,
  ascending: '升序',
  descending: '降序',
  brokerOrder: 'EMQX 的原始顺序',
  openFilter: '筛选…',
  hide: '隐藏此列',
  fit: '适应内容',
  resetWidth: '恢复列宽',
}

/** Texts of the menus of rows and columns, and of the buttons of a cell. */
export const useMenuWords = wordsOf({ en, 'zh-CN': zhCn })

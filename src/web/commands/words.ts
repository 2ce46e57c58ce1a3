import { wordsOf } from '../i18n/words-of.ts'
import type { CommandGroup } from './command.ts'

const en = {
  placeholder: 'Client ID or command',
  results: (n: string) => (n === '1' ? '1 result' : `${n} results`),
  searching: 'searching…',
  waiting: 'Enter again to open it without waiting',
  more: 'more matches on the broker',
  clients: 'Clients',
  exact: 'Exact match',
  recent: 'Recent clients',
  /** Before and after the id. */
  openExactly: ['Open exactly “', '”'],
  lists: 'Lists',
  idContains: 'Show clients whose ID contains',
  usernameContains: 'Show clients whose username contains',
  onlyNode: (node: string) => `Only clients of node ${node}`,
  singleKeys: 'Single-key shortcuts',
  singleKeysNote: (keys: string) => `When off, ${keys} still works.`,
  groups: {
    rows: 'Rows',
    pages: 'Pages and refresh',
    filters: 'Filters',
    views: 'Views',
    settings: 'Settings',
    general: 'General',
  } satisfies Record<CommandGroup, string>,
}

const zhCn: typeof en = {
  placeholder: '客户端 ID 或命令',
  results: (n) => `${n} 条结果`,
  searching: '正在搜索…',
  waiting: '再按一次 Enter 可直接打开',
  more: 'EMQX 上还有更多匹配的客户端',
  clients: '客户端',
  exact: '完全匹配',
  recent: '最近查看的客户端',
  openExactly: ['打开 ID 恰为“', '”的客户端'],
  lists: '列表',
  idContains: '显示客户端，ID 包含',
  usernameContains: '显示客户端，用户名包含',
  onlyNode: (node) => `仅显示节点 ${node} 的客户端`,
  singleKeys: '单键快捷键',
  singleKeysNote: (keys) => `停用后，${keys} 仍然可用。`,
  groups: {
    rows: '行',
    pages: '翻页与刷新',
    filters: '筛选',
    views: '视图',
    settings: '设置',
    general: '通用',
  },
}

/** Texts of the palette and the help, in one language. */
export type CommandWords = typeof en

/** {@link CommandWords} in the reader's language. */
export const useCommandWords = wordsOf({ en, 'zh-CN': zhCn })

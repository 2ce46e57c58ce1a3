import { wordsOf } from '../i18n/words-of.ts'
import type { CommandGroup } from './command.ts'

const en = {
  placeholder: 'Client ID or command',
  results: (n: string) => (n === '1' ? '1 result' : `${n} results`),
  searching: 'asking the broker…',
  more: 'the broker knows more clients like this',
  clients: 'Clients',
  open: 'Open client',
  lists: 'Lists',
  idContains: 'Show clients whose ID contains',
  usernameContains: 'Show clients whose username contains',
  singleKeys: 'Use the shortcuts of a single key',
  singleKeysNote: (keys: string) => `Without them, ${keys} still opens search and commands.`,
  groups: {
    rows: 'Rows',
    pages: 'Pages',
    filters: 'Filters',
    views: 'Views',
    settings: 'Settings',
    general: 'General',
  } satisfies Record<CommandGroup, string>,
}

const zhCn: typeof en = {
  placeholder: '客户端 ID 或命令',
  results: (n) => `${n} 条结果`,
  searching: '正在询问服务器…',
  more: '服务器上还有更多匹配的客户端',
  clients: '客户端',
  open: '打开客户端',
  lists: '列表',
  idContains: '显示客户端，ID 包含',
  usernameContains: '显示客户端，用户名包含',
  singleKeys: '启用单键快捷键',
  singleKeysNote: (keys) => `停用后，仍可按 ${keys} 打开搜索与命令。`,
  groups: {
    rows: '行',
    pages: '分页',
    filters: '筛选',
    views: '视图',
    settings: '设置',
    general: '通用',
  },
}

/** Texts of the palette and the help. */
export const useCommandWords = wordsOf({ en, 'zh-CN': zhCn })

import { wordsOf } from '../i18n/words-of.ts'

const en = {
  singleKeys: 'Use the shortcuts of a single key',
  singleKeysNote: (keys: string) => `Without them, ${keys} still opens search and commands.`,
}

const zhCn: typeof en = {
  singleKeys: '启用单键快捷键',
  singleKeysNote: (keys) => `停用后，仍可按 ${keys} 打开搜索与命令。`,
}

/** Texts of the help. */
export const useHelpWords = wordsOf({ en, 'zh-CN': zhCn })

import { wordsOf } from '../i18n/words-of.ts'

const en = {
  all: 'All clients',
  sorted: (heading: string, isDescending: boolean) =>
    `by ${heading}, ${isDescending ? 'descending' : 'ascending'}`,
  rows: (n: string, total: string | null) => (total === null ? `${n} clients` : `${n} of ${total}`),
}

/** Texts of the printed list. */
export type PrintWords = typeof en

const zhCn: PrintWords = {
  all: '所有客户端',
  sorted: (heading, isDescending) => `按${heading}${isDescending ? '降序' : '升序'}`,
  rows: (n, total) => (total === null ? `${n} 个客户端` : `${n} / ${total}`),
}

/** {@link PrintWords} in the reader's language. */
export const usePrintWords = wordsOf<PrintWords>({ en, 'zh-CN': zhCn })

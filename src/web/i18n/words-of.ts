import { useI18n, type Language } from './i18n.tsx'

/**
 * Makes a hook for the texts of one feature, from its `words.ts` with every language. Use it for lazy
 * chunks. The first page's texts are in `en.ts` and `zh-cn.ts`, of which only one is loaded.
 */
export function wordsOf<T>(words: Readonly<Record<Language, T>>): () => T {
  return function useWords() {
    return words[useI18n().language]
  }
}

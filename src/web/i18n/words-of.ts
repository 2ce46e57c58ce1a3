import { useI18n, type Language } from './i18n.tsx'

/**
 * A hook for the texts of one part of the page that is loaded on its own, and brings its texts in
 * every language along: they are few, and the catalogue that each page waits for stays small.
 */
export function wordsOf<T>(words: Readonly<Record<Language, T>>): () => T {
  return function useWords() {
    return words[useI18n().language]
  }
}

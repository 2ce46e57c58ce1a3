/**
 * Makes a format of `Intl` in a language. If the browser rejects the language, it is the browser's own, and
 * if the browser's own is odd, English.
 */
export function inLanguage<T>(make: (language?: string) => T, language?: string): T {
  try {
    return make(language)
  } catch {
    return make(language === undefined ? 'en' : undefined)
  }
}

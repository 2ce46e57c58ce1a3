import { inLanguage } from '../browser/in-language.ts'

/** The order of texts for a reader of the browser's language: pump-2 before pump-10. */
export const naturalOrder = inLanguage((language) => new Intl.Collator(language, { numeric: true }))

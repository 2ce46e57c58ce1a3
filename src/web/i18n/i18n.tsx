// The language of the page, its texts and its formats.
import { createContext, use, useEffect, useMemo, useState, type ReactNode } from 'react'
import { readPreference, writePreference } from '../ui/browser/preference.ts'
import { createFormat, type Format } from './format.ts'
import type { BrokerTimeZone } from '../../contract/session.ts'
import type { Messages } from './en.ts'

/** Languages of the page, with their own names. */
export const languages = { en: 'English', 'zh-CN': '中文' } as const
export type Language = keyof typeof languages

const loaders: Record<Language, () => Promise<Messages>> = {
  en: async () => (await import('./en.ts')).en,
  'zh-CN': async () => (await import('./zh-cn.ts')).zhCn,
}

const isLanguage = (text: string | null): text is Language => text !== null && text in languages

/** The language that was chosen last, else the browser's first known language, else English. */
export function preferredLanguage(): Language {
  const kept = readPreference('language')
  if (isLanguage(kept)) return kept
  for (const wanted of navigator.languages) {
    if (/^zh\b/i.test(wanted)) return 'zh-CN'
    if (/^en\b/i.test(wanted)) return 'en'
  }
  return 'en'
}

/** A language with its texts. */
export interface Catalogue {
  language: Language
  messages: Messages
}

/** Loads the texts of one language only. */
export async function loadCatalogue(language: Language): Promise<Catalogue> {
  return { language, messages: await loaders[language]() }
}

/** Texts and formats of the chosen language. */
export interface I18n extends Catalogue {
  format: Format
  /** Changes the language and keeps the choice. Rejects if the texts cannot be loaded. */
  switchLanguage: (language: Language) => Promise<void>
  /** Changes the language for this page only. Rejects like `switchLanguage`. */
  showLanguage: (language: Language) => Promise<void>
}

const I18nContext = createContext<I18n | null>(null)

interface I18nProviderProps {
  initial: Catalogue
  brokerTimeZone: BrokerTimeZone
  children: ReactNode
}

/** Gives the texts and formats of the chosen language to its children. */
export function I18nProvider({ initial, brokerTimeZone, children }: I18nProviderProps) {
  const [catalogue, setCatalogue] = useState(initial)
  const { language, messages } = catalogue

  useEffect(() => {
    document.documentElement.lang = language
  }, [language])

  const value = useMemo(
    () => ({
      language,
      messages,
      format: createFormat(language, messages, brokerTimeZone),
      switchLanguage: async (next: Language) => {
        setCatalogue(await loadCatalogue(next))
        writePreference('language', next)
      },
      showLanguage: async (next: Language) => setCatalogue(await loadCatalogue(next)),
    }),
    [language, messages, brokerTimeZone],
  )
  return <I18nContext value={value}>{children}</I18nContext>
}

/** Texts (`messages`) and formats (`format`) in the reader's language. */
export function useI18n(): I18n {
  const value = use(I18nContext)
  if (!value) throw new Error('useI18n needs an I18nProvider above it')
  return value
}

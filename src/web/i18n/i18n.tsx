// The language of the page, its texts and its formats.
import {
  createContext,
  use,
  useEffect,
  useEffectEvent,
  useMemo,
  useState,
  type ReactNode,
} from 'react'
import { onPreference, readPreference, writePreference } from '../ui/browser/preference.ts'
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
  // Some browsers name none.
  const wanted = (navigator.languages as readonly string[] | undefined) ?? []
  return wanted.find((each) => /^(?:zh|en)\b/i.test(each))?.match(/^zh/i) ? 'zh-CN' : 'en'
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

  // Another tab, or the host of this one, has chosen. If the texts cannot be loaded, the page stays as it is.
  const show = useEffectEvent(async () => {
    const next = preferredLanguage()
    if (next !== language) setCatalogue(await loadCatalogue(next))
  })
  useEffect(() => onPreference(() => void show().catch(() => {})), [])

  const value = useMemo(
    () => ({
      language,
      messages,
      format: createFormat(language, messages, brokerTimeZone),
      switchLanguage: async (next: Language) => {
        setCatalogue(await loadCatalogue(next))
        writePreference('language', next)
      },
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

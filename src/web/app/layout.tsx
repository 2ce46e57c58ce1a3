import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { Link } from 'react-router-dom'
import { sessionQuery } from '../api/session-queries.ts'
import { I18nProvider, languages, useI18n, type Catalogue, type Language } from '../i18n/i18n.tsx'
import { Toaster, useToast } from '../ui/toaster.tsx'
import styles from './layout.module.css'
import { Pages } from './routes.tsx'
import { chooseTheme, preferredTheme, themes, type Theme } from './theme.ts'

/** What stands around every page: name, demo label, language, theme, toasts. */
export function Layout({ catalogue }: { catalogue: Catalogue }) {
  const { data: session } = useQuery(sessionQuery)
  return (
    <I18nProvider initial={catalogue} brokerTimeZone={session?.brokerTimeZone ?? null}>
      <Frame demo={session?.demo ?? null} />
    </I18nProvider>
  )
}

function Frame({ demo }: { demo: { mqttUrl: string } | null }) {
  const { messages } = useI18n()
  return (
    <Toaster closeLabel={messages.app.close}>
      <a className="visually-hidden" href="#content">
        {messages.app.skipToContent}
      </a>
      <header className={styles.header}>
        <Link className={styles.brand} to="/clients">
          <svg viewBox="0 0 20 20" aria-hidden="true">
            <rect x="1" y="1" width="18" height="18" rx="5" />
            <path d="M5 6.5h10M5 10h10M5 13.5h6" />
          </svg>
          Roster
        </Link>
        {demo && (
          <p className={styles.demo}>
            <strong>{messages.app.demo}</strong> {messages.app.demoHint(demo.mqttUrl)}
          </p>
        )}
        <div className={styles.choices}>
          <ThemeChoice />
          <LanguageChoice />
        </div>
      </header>
      <Pages />
    </Toaster>
  )
}

function ThemeChoice() {
  const { messages } = useI18n()
  const [theme, setTheme] = useState(preferredTheme)
  return (
    <select
      aria-label={messages.app.theme}
      value={theme}
      onChange={({ target }) => {
        const next = target.value as Theme
        chooseTheme(next)
        setTheme(next)
      }}
    >
      {themes.map((name) => (
        <option key={name} value={name}>
          {messages.app.themes[name]}
        </option>
      ))}
    </select>
  )
}

function LanguageChoice() {
  const { messages, language, switchLanguage } = useI18n()
  const showToast = useToast()
  const choose = (next: Language) =>
    switchLanguage(next).catch(() => showToast(messages.errors['gateway-unreachable'].title))
  return (
    <select
      aria-label={messages.app.language}
      value={language}
      onChange={({ target }) => void choose(target.value as Language)}
    >
      {Object.entries(languages).map(([code, name]) => (
        <option key={code} value={code} lang={code}>
          {name}
        </option>
      ))}
    </select>
  )
}

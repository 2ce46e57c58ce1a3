import { useQuery } from '@tanstack/react-query'
import { useNavigate } from 'react-router-dom'
import { codeQuery, loadCode } from '../api/code-query.ts'
import type { Command } from '../commands/command.ts'
import { CommandButtons } from '../commands/buttons.tsx'
import { CommandsProvider, useCommands } from '../commands/commands.tsx'
import { I18nProvider, languages, useI18n, type Catalogue, type Language } from '../i18n/i18n.tsx'
import { Link } from '../ui/link.tsx'
import { SessionProvider, useSession } from '../session/session.tsx'
import { focusContent } from '../ui/browser/focus-content.ts'
import { writePreference } from '../ui/browser/preference.ts'
import { UpdateNotice } from '../feedback/update-notice.tsx'
import { useFailureToast } from '../feedback/use-failure-toast.ts'
import { Toaster } from '../ui/toaster.tsx'
import styles from './layout.module.css'
import { Pages } from './routes.tsx'
import { SessionGate } from '../session/gate.tsx'
import { SessionMenu } from '../session/menu.tsx'
import type { Host } from '../embed/host.ts'
import { themes, useTheme } from './theme.ts'

const embedBridgeCode = codeQuery(
  'embed-bridge',
  async () => (await import('../embed/bridge.tsx')).default,
)

interface FrameProps {
  /** The page that embeds this one, if one does. */
  host: Host | null
  /** True without header and skip link: the host has its own. */
  isBare: boolean
}

/** The frame of every page: header, session, texts, toasts and commands. */
export function Layout({ catalogue, ...frame }: { catalogue: Catalogue } & FrameProps) {
  return (
    <SessionProvider>
      <Localised catalogue={catalogue} {...frame} />
    </SessionProvider>
  )
}

function Localised({ catalogue, ...frame }: { catalogue: Catalogue } & FrameProps) {
  const { session } = useSession()
  return (
    <I18nProvider initial={catalogue} brokerTimeZone={session?.brokerTimeZone ?? null}>
      <Frame demo={session?.demo ?? null} {...frame} />
    </I18nProvider>
  )
}

function Frame({ demo, host, isBare }: { demo: { mqttUrl: string } | null } & FrameProps) {
  const { messages } = useI18n()
  const embedBridge = useQuery({ ...embedBridgeCode, enabled: host !== null })
  return (
    <Toaster closeLabel={messages.app.close}>
      <CommandsProvider>
        {host && embedBridge.data && <embedBridge.data host={host} />}
        {!isBare && (
          <a
            className="visually-hidden"
            href="#content"
            onClick={(event) => {
              // The default action would add an entry to the history, without the list to go back to.
              event.preventDefault()
              focusContent()
            }}
          >
            {messages.app.skipToContent}
          </a>
        )}
        {!isBare && (
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
            <Choices />
          </header>
        )}
        <UpdateNotice />
        <SessionGate>
          <Pages />
        </SessionGate>
      </CommandsProvider>
    </Toaster>
  )
}

/** Settings and actions of every page: in the header, and as commands. */
function Choices() {
  const { messages, switchLanguage } = useI18n()
  const showFailure = useFailureToast()
  const navigate = useNavigate()
  const pickLanguage = (next: Language) =>
    void loadCode(() => switchLanguage(next)).catch(showFailure)
  useCommands([
    {
      id: 'clients',
      title: messages.app.toClients,
      group: 'general',
      run: () => void navigate('/clients'),
    },
    ...themes.map((name) =>
      settingCommand(messages.app.theme, messages.app.themes[name], () =>
        writePreference('theme', name),
      ),
    ),
    ...Object.entries(languages).map(([code, name]) =>
      settingCommand(messages.app.language, name, () => pickLanguage(code as Language)),
    ),
  ])

  function settingCommand(setting: string, value: string, run: () => void): Command {
    const title = messages.commands.choose(setting, value)
    return { id: title, title, group: 'settings', run }
  }

  return (
    <div className={styles.choices}>
      <SessionMenu />
      <CommandButtons />
      <ThemeChoice />
      <LanguageChoice pick={pickLanguage} />
    </div>
  )
}

function ThemeChoice() {
  const { messages } = useI18n()
  return (
    <select
      aria-label={messages.app.theme}
      value={useTheme()}
      onChange={({ target }) => writePreference('theme', target.value)}
    >
      {themes.map((name) => (
        <option key={name} value={name}>
          {messages.app.themes[name]}
        </option>
      ))}
    </select>
  )
}

function LanguageChoice({ pick }: { pick: (language: Language) => void }) {
  const { messages, language } = useI18n()
  return (
    <select
      aria-label={messages.app.language}
      value={language}
      onChange={({ target }) => pick(target.value as Language)}
    >
      {Object.entries(languages).map(([code, name]) => (
        <option key={code} value={code} lang={code}>
          {name}
        </option>
      ))}
    </select>
  )
}

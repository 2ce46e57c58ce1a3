import { useNavigate } from 'react-router-dom'
import { loadCode } from '../api/code-query.ts'
import { densities, keepDensity, useDensity, type Density } from '../clients/table/density.ts'
import { useCommands, useOpenDialog } from '../commands/commands.tsx'
import { MenuButton } from '../feedback/menu-button.tsx'
import { useFailureToast } from '../feedback/use-failure-toast.ts'
import { languages, useI18n, type Language } from '../i18n/i18n.tsx'
import { useSession } from '../session/session.tsx'
import type { ShownPerson } from '../session/use-person.ts'
import { copyText } from '../ui/browser/copy-text.ts'
import { writePreference } from '../ui/browser/preference.ts'
import { excerpt } from '../ui/device-text.tsx'
import { icon } from '../ui/icons/icon.tsx'
import { settingsIcon } from '../ui/icons/first-icons.ts'
import { useToast } from '../ui/toaster.tsx'
import { themes, useTheme } from './theme.ts'

interface SettingsMenuProps {
  person: ShownPerson | null
  isSignedIn: boolean
}

/** Settings of this browser, and rare actions: in a menu of the header, and as commands. */
export function SettingsMenu({ person, isSignedIn }: SettingsMenuProps) {
  const { messages, language, switchLanguage } = useI18n()
  const { app, columns, commands } = messages
  const { demo } = useSession().session ?? {}
  const showFailure = useFailureToast()
  const showToast = useToast()
  const navigate = useNavigate()
  const openDialog = useOpenDialog()
  const theme = useTheme()
  const density = useDensity()
  const pickLanguage = (next: Language) =>
    void loadCode(() => switchLanguage(next)).catch(showFailure)
  const copy = (text: string) =>
    void copyText(text).then(
      () => showToast(app.copied),
      () => showToast(messages.exports.copyFailed),
    )

  const settings = [
    {
      label: app.theme,
      items: themes.map((id) => ({
        id,
        title: app.themes[id],
        isChecked: id === theme,
        run: () => writePreference('theme', id),
      })),
    },
    {
      label: app.language,
      items: Object.entries(languages).map(([id, title]) => ({
        id,
        title,
        isChecked: id === language,
        run: () => pickLanguage(id as Language),
      })),
    },
    {
      label: columns.density,
      items: Object.keys(densities).map((id) => ({
        id,
        title: columns.densities[id as Density],
        isChecked: id === density,
        run: () => keepDensity(id as Density),
      })),
    },
  ]
  useCommands([
    {
      id: 'clients',
      title: app.toClients,
      group: 'general',
      run: () => void navigate('/clients'),
    },
    ...settings.flatMap(({ label, items }) =>
      items.map(({ title: value, run }) => {
        const title = commands.choose(label, value)
        return { id: title, title, group: 'settings' as const, run }
      }),
    ),
  ])

  return (
    <MenuButton
      variant="quiet"
      label={app.settings}
      aria-label={app.settings}
      title={app.settings}
      groups={() => [
        ...settings,
        {
          label: demo ? app.demoHint(demo.mqttUrl) : undefined,
          items: demo ? [{ id: 'demo', title: app.copyMqtt, run: () => copy(demo.mqttUrl) }] : [],
        },
        {
          label: person ? `${excerpt(person.user ?? '')} ${person.role}`.trim() : undefined,
          items: [
            ...(isSignedIn
              ? [{ id: 'help', title: commands.help, keys: '?', run: () => openDialog('help') }]
              : []),
            ...(person?.signOut
              ? [{ id: 'sign out', title: messages.session.signOut, run: person.signOut }]
              : []),
          ],
        },
      ]}
    >
      {icon(settingsIcon)}
    </MenuButton>
  )
}

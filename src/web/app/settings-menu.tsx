import { useOpenDialog } from '../commands/commands.tsx'
import { useI18n } from '../i18n/i18n.tsx'
import { useSession } from '../session/session.tsx'
import type { ShownPerson } from '../session/use-person.ts'
import { copyText } from '../ui/browser/copy-text.ts'
import { excerpt } from '../ui/device-text.tsx'
import { helpIcon, signOutIcon } from '../ui/icons/rare-icons.ts'
import Menu, { type MenuGroup } from '../ui/popover/menu.tsx'
import { useToast } from '../ui/toaster.tsx'
import type { Setting } from './use-settings.ts'

interface SettingsMenuProps {
  opener: HTMLElement
  settings: readonly Setting[]
  person: ShownPerson | null
  /** False on the page that asks for a sign-in. */
  isSignedIn: boolean
  onClose: () => void
}

/** The menu of the header: the settings of this browser, and what is needed rarely. */
export default function SettingsMenu(props: SettingsMenuProps) {
  const { opener, settings, person, isSignedIn, onClose } = props
  const { app, commands, exports, session: words } = useI18n().messages
  const { demo } = useSession().session ?? {}
  const showToast = useToast()
  const openDialog = useOpenDialog()
  const copy = (text: string) =>
    void copyText(text).then(
      () => showToast(app.copied, { isDone: true }),
      () => showToast(exports.copyFailed),
    )
  const last: MenuGroup = {
    label: person ? `${excerpt(person.user ?? '')} ${person.role}`.trim() : undefined,
    items: [
      ...(isSignedIn
        ? [
            {
              id: 'help',
              title: commands.help,
              icon: helpIcon,
              keys: '?',
              run: () => openDialog('help'),
            },
          ]
        : []),
      ...(person?.signOut
        ? [{ id: 'sign out', title: words.signOut, icon: signOutIcon, run: person.signOut }]
        : []),
    ],
  }
  const ofDemo: MenuGroup[] = demo
    ? [
        {
          label: app.demoHint(demo.mqttUrl),
          items: [{ id: 'demo', title: app.copyMqtt, run: () => copy(demo.mqttUrl) }],
        },
      ]
    : []
  return (
    <Menu {...{ opener, onClose }} label={app.settings} groups={[...settings, ...ofDemo, last]} />
  )
}

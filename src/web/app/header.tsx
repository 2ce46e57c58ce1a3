import { useState } from 'react'
import { useNavigate } from 'react-router-dom'
import { SearchButton } from '../commands/buttons.tsx'
import { useCommands } from '../commands/commands.tsx'
import { useLazyDialog } from '../feedback/use-lazy-dialog.ts'
import { useI18n } from '../i18n/i18n.tsx'
import { SessionMenu } from '../session/menu.tsx'
import { useSession } from '../session/session.tsx'
import { useClusterName } from '../session/use-cluster-name.ts'
import { usePerson, type ShownPerson } from '../session/use-person.ts'
import { Button } from '../ui/button.tsx'
import { settingsIcon } from '../ui/icons/first-icons.ts'
import { icon } from '../ui/icons/icon.tsx'
import { Link } from '../ui/link.tsx'
import styles from './header.module.css'
import { useSettings } from './use-settings.ts'

/** The head of every page: which cluster it shows, the search, the reader, and the settings. */
export function Header() {
  const { session } = useSession()
  const person = usePerson()
  // Before the sign-in there is nothing to search.
  const isSignedIn = session?.role !== null
  const { app } = useI18n().messages
  const navigate = useNavigate()
  const toClients = () => void navigate('/clients')
  useCommands([{ id: 'clients', title: app.toClients, group: 'general', run: toClients }])
  return (
    <header className={styles.header}>
      <Link className={styles.brand} to="/clients">
        <svg viewBox="0 0 20 20" aria-hidden="true">
          <rect x="1" y="1" width="18" height="18" rx="5" />
          <path d="M5 6.5h10M5 10h10M5 13.5h6" />
        </svg>
        Roster
      </Link>
      <ClusterBadge />
      <div className={styles.choices}>
        {isSignedIn && <SearchButton />}
        {person && <SessionMenu {...person} />}
        <SettingsButton {...{ person, isSignedIn }} />
      </div>
    </header>
  )
}

/** Names the cluster, in its colour. */
function ClusterBadge() {
  const { messages } = useI18n()
  const { session } = useSession()
  const name = useClusterName()
  return (
    name !== null && (
      <span
        className={styles.badge}
        data-color={session?.cluster?.color}
        title={session?.demo ? messages.app.demoHint(session.demo.mqttUrl) : name}
      >
        {name}
      </span>
    )
  )
}

interface SettingsButtonProps {
  person: ShownPerson | null
  isSignedIn: boolean
}

function SettingsButton(props: SettingsButtonProps) {
  const { app } = useI18n().messages
  const settings = useSettings()
  const [opener, setOpener] = useState<HTMLElement | null>(null)
  const { Dialog: Menu, open, close } = useLazyDialog(() => import('./settings-menu.tsx'))
  return (
    <>
      <Button
        variant="quiet"
        className={styles.settings}
        aria-label={app.settings}
        title={app.settings}
        aria-haspopup="menu"
        aria-expanded={Menu !== null}
        onClick={({ currentTarget }) => {
          setOpener(currentTarget)
          if (Menu) close()
          else open()
        }}
      >
        {icon(settingsIcon)}
      </Button>
      {Menu && opener && <Menu {...{ opener, settings, ...props }} onClose={close} />}
    </>
  )
}

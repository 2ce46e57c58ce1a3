import { SearchButton } from '../commands/buttons.tsx'
import { useI18n } from '../i18n/i18n.tsx'
import { SessionMenu } from '../session/menu.tsx'
import { useSession } from '../session/session.tsx'
import { useClusterName } from '../session/use-cluster-name.ts'
import { usePerson } from '../session/use-person.ts'
import { Link } from '../ui/link.tsx'
import styles from './header.module.css'
import { SettingsMenu } from './settings-menu.tsx'

/** The head of every page: which cluster it shows, the search, the reader, and the settings. */
export function Header() {
  const { session } = useSession()
  const person = usePerson()
  // Before the sign-in there is nothing to search.
  const isSignedIn = session?.role !== null
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
        <SettingsMenu {...{ person, isSignedIn }} />
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

import { signOut } from '../api/session-queries.ts'
import { useCommands } from '../commands/commands.tsx'
import { forgetClients } from '../commands/forget-clients.ts'
import { useFailureToast } from '../feedback/use-failure-toast.ts'
import { useSession } from './session.tsx'
import { Button } from '../ui/button.tsx'
import { DeviceText, excerpt } from '../ui/device-text.tsx'
import { useOneAtATime } from '../ui/use-one-at-a-time.ts'
import styles from './menu.module.css'
import { useSessionWords } from './words.ts'

/** User, role and sign-out. Renders nothing if there is no sign-in and everything is allowed. */
export function SessionMenu() {
  const words = useSessionWords()
  const { session } = useSession()
  const showFailure = useFailureToast()
  const role = session?.role ?? null
  const canLeave = role !== null && session?.way === 'sign-in'
  const leave = useOneAtATime(() =>
    signOut().then(() => {
      forgetClients()
      // No data of the user may stay in the memory of the page.
      location.reload()
    }, showFailure),
  )
  useCommands(
    canLeave
      ? [{ id: 'sign out', title: words.signOut, group: 'general', run: () => void leave() }]
      : [],
  )
  if (!session || role === null) return null
  const { user, readOnly } = session
  if (user === null && role === 'maintainer' && !readOnly) return null
  return (
    <div className={styles.menu} role="group" aria-label={words.person}>
      <span className={styles.person} title={user === null ? undefined : excerpt(user)}>
        {user !== null && (
          <strong>
            <DeviceText text={user} />
          </strong>
        )}{' '}
        {readOnly ? words.readOnly : words.roles[role]}
      </span>
      {canLeave && <Button onClick={() => void leave()}>{words.signOut}</Button>}
    </div>
  )
}

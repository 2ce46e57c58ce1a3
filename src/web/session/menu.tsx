import { signOut } from '../api/session-queries.ts'
import { useCommands } from '../commands/commands.tsx'
import { useI18n } from '../i18n/i18n.tsx'
import { usePermissionWords } from './permissions.ts'
import { useSession } from './session.tsx'
import { Button } from '../ui/button.tsx'
import { DeviceText, excerpt } from '../ui/device-text.tsx'
import { useToast } from '../ui/toaster.tsx'
import styles from './menu.module.css'
import { useSessionWords } from './words.ts'

/** Who is signed in, as what, and the way out; nothing where nobody signs in and all may do all. */
export function SessionMenu() {
  const words = useSessionWords()
  const permissions = usePermissionWords()
  const { messages } = useI18n()
  const { session } = useSession()
  const showToast = useToast()
  const role = session?.role ?? null
  const canLeave = role !== null && session?.way === 'sign-in'
  const leave = () =>
    void signOut().then(
      // Nothing that was read may stay behind, in whatever memory of the page.
      () => location.reload(),
      () => showToast(messages.errors['gateway-unreachable'].title),
    )
  useCommands(
    canLeave ? [{ id: 'sign out', title: words.signOut, group: 'general', run: leave }] : [],
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
        {readOnly ? permissions.readOnly : permissions.roles[role]}
      </span>
      {canLeave && <Button onClick={leave}>{words.signOut}</Button>}
    </div>
  )
}

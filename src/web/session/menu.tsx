import { Button } from '../ui/button.tsx'
import { DeviceText, excerpt } from '../ui/device-text.tsx'
import styles from './menu.module.css'
import type { ShownPerson } from './use-person.ts'
import { useSessionWords } from './words.ts'

/** User, role and sign-out. A narrow page has them in the menu of the header instead. */
export function SessionMenu({ user, role, signOut }: ShownPerson) {
  const words = useSessionWords()
  return (
    <div className={styles.menu} role="group" aria-label={words.person}>
      <span className={styles.person} title={user === null ? undefined : excerpt(user)}>
        {user !== null && (
          <strong>
            <DeviceText text={user} />
          </strong>
        )}{' '}
        {role}
      </span>
      {signOut && (
        <Button variant="quiet" onClick={signOut}>
          {words.signOut}
        </Button>
      )}
    </div>
  )
}

import { useId, useRef } from 'react'
import { useI18n } from '../i18n/i18n.tsx'
import { Button } from '../ui/button.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { groupCommands, type CommandDialogProps } from './command.ts'
import styles from './help-dialog.module.css'
import { useCommandWords } from './words.ts'
import { Keys } from './keys.tsx'
import { paletteKeys } from './shortcut.ts'

/** Lists the keys of the page, with a switch for single-key shortcuts. */
export function HelpDialog(props: CommandDialogProps) {
  const { shortcutsOn, switchShortcuts, onClose } = props
  const { messages } = useI18n()
  const words = useCommandWords()
  const noteId = useId()
  const first = useRef<HTMLInputElement>(null)
  const withKeys = props.commands.filter(({ keys }) => keys && keys.length > 0)
  return (
    <Dialog title={messages.commands.help} initialFocus={first} onClose={onClose}>
      <label className={styles.switch}>
        <input
          ref={first}
          type="checkbox"
          checked={shortcutsOn}
          aria-describedby={noteId}
          onChange={({ target }) => switchShortcuts(target.checked)}
        />
        {words.singleKeys}
      </label>
      <p id={noteId} className={styles.note}>
        {words.singleKeysNote(paletteKeys)}
      </p>
      <dl className={styles.list}>
        <div>
          <dt>{messages.commands.palette}</dt>
          <dd>
            <Keys keys={[paletteKeys]} />
          </dd>
        </div>
      </dl>
      {groupCommands(withKeys).map(({ group, commands }) => (
        <section key={group}>
          <h3 className={styles.group}>{words.groups[group]}</h3>
          <dl className={styles.list}>
            {commands.map(({ id, title, keys }) => (
              <div key={id}>
                <dt>{title}</dt>
                <dd>
                  <Keys keys={keys ?? []} />
                </dd>
              </div>
            ))}
          </dl>
        </section>
      ))}
      <div className={styles.buttons}>
        <Button onClick={onClose}>{messages.app.close}</Button>
      </div>
    </Dialog>
  )
}

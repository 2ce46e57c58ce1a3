import { useI18n } from '../i18n/i18n.tsx'
import { Button } from '../ui/button.tsx'
import styles from './buttons.module.css'
import { useCommands, useOpenDialog } from './commands.tsx'
import { paletteKeys } from './shortcut.ts'

/** Opens the palette and the help, for who does not know their keys. */
export function CommandButtons() {
  const { commands } = useI18n().messages
  const open = useOpenDialog()
  useCommands([
    {
      id: 'help',
      title: commands.help,
      group: 'general',
      keys: ['?'],
      run: () => open('help'),
    },
  ])
  return (
    <>
      <Button
        className={styles.search}
        aria-label={commands.palette}
        onClick={() => open('palette')}
      >
        <svg className={styles.icon} viewBox="0 0 16 16" aria-hidden="true">
          <path d="M10.5 10.5 14 14M12 7A5 5 0 1 1 2 7a5 5 0 0 1 10 0Z" />
        </svg>
        <span className={styles.wide}>{commands.search}</span>
        <kbd className={styles.wide} aria-hidden="true">
          {paletteKeys}
        </kbd>
      </Button>
      <Button
        look="quiet"
        className={styles.help}
        aria-label={commands.help}
        onClick={() => open('help')}
      >
        ?
      </Button>
    </>
  )
}

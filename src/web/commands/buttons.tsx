import { useI18n } from '../i18n/i18n.tsx'
import { Button } from '../ui/button.tsx'
import { icon } from '../ui/icons/icon.tsx'
import { searchIcon } from '../ui/icons/first-icons.ts'
import styles from './buttons.module.css'
import { useCommands, useOpenDialog } from './commands.tsx'
import { paletteKeys } from './shortcut.ts'

/** The button that opens the palette. Registers the key of the help, too. */
export function SearchButton() {
  const { commands } = useI18n().messages
  const open = useOpenDialog()
  const run = () => open('help')
  useCommands([{ id: 'help', title: commands.help, group: 'general', keys: ['?'], run }])
  return (
    <Button className={styles.search} aria-label={commands.palette} onClick={() => open('palette')}>
      {icon(searchIcon)}
      <span className={styles.wide}>{commands.search}</span>
      <kbd className={styles.wide} aria-hidden="true">
        {paletteKeys}
      </kbd>
    </Button>
  )
}

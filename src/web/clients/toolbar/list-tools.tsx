import { useState } from 'react'
import type { Client } from '../../../contract/client.ts'
import { PopoverButton } from '../../feedback/popover-button.tsx'
import { useLazyDialog } from '../../feedback/use-lazy-dialog.ts'
import { useI18n } from '../../i18n/i18n.tsx'
import { isFramed } from '../../ui/browser/is-framed.ts'
import { Button } from '../../ui/button.tsx'
import { icon } from '../../ui/icons/icon.tsx'
import {
  chevronDownIcon,
  columnsIcon,
  downloadIcon,
  shareIcon,
} from '../../ui/icons/first-icons.ts'
import { useExport } from '../selection/use-export.ts'
import styles from './tools.module.css'

interface ListToolsProps {
  /** The rows that are shown, in their order. */
  clients: readonly Client[]
  hasColumns: boolean
  onColumns: () => void
}

/** What can be done with the list as a whole: its columns, files and links. */
export function ListTools({ clients, hasColumns, onColumns }: ListToolsProps) {
  const { columns, exports, filterBar } = useI18n().messages
  const save = useExport()
  const byHand = useLazyDialog(() => import('../../feedback/copy-by-hand.tsx'))
  const [blocked, setBlocked] = useState({ label: '', text: '' })
  const onBlocked = (label: string, text: string) => {
    setBlocked({ label, text })
    byHand.open()
  }
  return (
    <>
      <Button
        className={styles.tool}
        title={columns.button}
        aria-expanded={hasColumns}
        onClick={onColumns}
      >
        {icon(columnsIcon)}
        <span>{columns.button}</span>
      </Button>
      <PopoverButton
        className={styles.tool}
        title={exports.button}
        load={() => import('./export-menu.tsx')}
        give={{ clients, save }}
      >
        {icon(downloadIcon)}
        <span>{exports.button}</span>
        {icon(chevronDownIcon)}
      </PopoverButton>
      {!isFramed && (
        <PopoverButton
          className={styles.tool}
          title={filterBar.share}
          load={() => import('./share-menu.tsx')}
          give={{ onBlocked }}
        >
          {icon(shareIcon)}
          <span>{filterBar.share}</span>
          {icon(chevronDownIcon)}
        </PopoverButton>
      )}
      {byHand.Dialog && <byHand.Dialog {...blocked} onClose={byHand.close} />}
    </>
  )
}

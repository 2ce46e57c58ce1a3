import type { Client } from '../../contract/client.ts'
import { useI18n } from '../i18n/i18n.tsx'
import styles from './clients-table.module.css'
import { selection, useSelection } from './selection.ts'

/** Picks every row of the page as it is now, or lets them go; rows that come later are not picked. */
export function SelectAll({ clients }: { clients: Client[] }) {
  const { messages } = useI18n()
  const selected = useSelection()
  const count = clients.reduce((sum, { clientid }) => sum + Number(selected.has(clientid)), 0)
  const isAll = count > 0 && count === clients.length
  return (
    <label className={styles.all}>
      <input
        type="checkbox"
        checked={isAll}
        ref={(input) => {
          if (input) input.indeterminate = count > 0 && !isAll
        }}
        onChange={() => {
          const ids = clients.map(({ clientid }) => clientid)
          if (isAll) selection.remove(ids)
          else selection.add(ids, clients)
        }}
      />
      <span className={`visually-hidden ${styles.allWords}`}>{messages.selection.all}</span>
    </label>
  )
}

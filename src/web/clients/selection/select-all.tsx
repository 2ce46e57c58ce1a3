import { useI18n } from '../../i18n/i18n.tsx'
import type { TableRow } from '../table/rows/client-row.tsx'
import styles from '../table/clients-table.module.css'
import { selection, useSelection } from './selection.ts'

/** Picks every row of the page as it is now, or lets them go; rows that come later are not picked. */
export function SelectAll({ rows }: { rows: readonly TableRow[] }) {
  const { messages } = useI18n()
  const selected = useSelection()
  const ids = rows.map(({ original }) => original.clientid)
  const count = ids.filter((clientId) => selected.has(clientId)).length
  const isAll = count > 0 && count === ids.length
  return (
    <label className={styles.all}>
      <input
        type="checkbox"
        checked={isAll}
        ref={(input) => {
          if (input) input.indeterminate = count > 0 && !isAll
        }}
        onChange={() => {
          if (isAll) selection.remove(ids)
          else selection.add(ids)
        }}
      />
      <span className={`visually-hidden ${styles.allWords}`}>{messages.selection.all}</span>
    </label>
  )
}

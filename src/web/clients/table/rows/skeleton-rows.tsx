import type { CSSProperties, ReactNode } from 'react'
import { useI18n } from '../../../i18n/i18n.tsx'
import type { ColumnState } from '../../../list-address/search.ts'
import table from '../clients-table.module.css'
import { headingOf, isNumeric } from '../columns/columns.tsx'
import { gridOf } from '../columns/layout.ts'
import styles from './skeleton-rows.module.css'

interface SkeletonRowsProps {
  columns: ColumnState
  children: ReactNode
}

/** The heads over empty rows, in the place of the table, during the first load only. */
export function SkeletonRows({ columns, children }: SkeletonRowsProps) {
  const { messages } = useI18n()
  return (
    <div className={`${table.scroll} ${styles.rows}`} style={gridOf(columns) as CSSProperties}>
      <div className={styles.words}>{children}</div>
      <div className={`${styles.row} ${styles.head}`} aria-hidden="true">
        <span />
        {columns.columnOrder.map((column) => (
          <span key={column} className={isNumeric(column) ? styles.number : undefined}>
            {headingOf(column, messages)}
          </span>
        ))}
      </div>
      {Array.from({ length: 30 }, (_, index) => (
        <div key={index} className={styles.row} aria-hidden="true">
          <span />
          {columns.columnOrder.map((column) => (
            <i key={column} />
          ))}
        </div>
      ))}
    </div>
  )
}

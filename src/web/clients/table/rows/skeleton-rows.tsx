import type { ReactNode } from 'react'
import styles from './skeleton-rows.module.css'

/** Stands where the rows will be, on the first load only. */
export function SkeletonRows({ children }: { children: ReactNode }) {
  return (
    <div className={styles.rows}>
      {children}
      {Array.from({ length: 12 }, (_, index) => (
        <div key={index} className={styles.row} aria-hidden="true" />
      ))}
    </div>
  )
}

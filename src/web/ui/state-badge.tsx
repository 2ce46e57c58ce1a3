import type { ReactNode } from 'react'
import styles from './state-badge.module.css'

/** A word with a mark: full for on, hollow for off, so that it does not hang on colour. */
export function StateBadge({ on, children }: { on: boolean; children: ReactNode }) {
  return <span className={on ? styles.on : styles.off}>{children}</span>
}

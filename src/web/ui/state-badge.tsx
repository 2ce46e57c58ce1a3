import type { ReactNode } from 'react'
import styles from './state-badge.module.css'

/** A word with a mark that does not depend on colour: full for on, hollow for off. */
export function stateBadge(on: boolean, word: ReactNode) {
  return <span className={on ? styles.on : styles.off}>{word}</span>
}

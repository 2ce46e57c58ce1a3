import type { ReactNode } from 'react'
import styles from './state-badge.module.css'

/** A word with a mark: full for on, hollow for off, so that it does not hang on colour. */
export function stateBadge(on: boolean, word: ReactNode) {
  return <span className={on ? styles.on : styles.off}>{word}</span>
}

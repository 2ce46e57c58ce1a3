import type { ReactNode } from 'react'
import { focusContentOnLeave } from './browser/focus-content.ts'
import styles from './notice.module.css'

interface NoticeProps {
  /**
   * `problem`: something failed; `warning`: something else will; `empty`: there is nothing to show;
   * `hint`: a remark.
   */
  kind: 'problem' | 'warning' | 'empty' | 'hint'
  title: ReactNode
  children?: ReactNode
  /** Buttons and links that help. */
  actions?: ReactNode
  /** A line above the content, instead of a panel in its place. */
  compact?: boolean
}

/**
 * Tells the reader something, and offers a way on. Screen readers announce a problem at once. If the
 * notice goes away with the focus in it, the page's content gets the focus.
 */
export function Notice({ kind, title, children, actions, compact = false }: NoticeProps) {
  return (
    <div
      ref={focusContentOnLeave}
      className={`${styles.notice} ${styles[kind] ?? ''} ${compact ? styles.compact : styles.panel}`}
      role={kind === 'problem' ? 'alert' : 'status'}
    >
      <p className={styles.title}>{title}</p>
      {children && <div className={styles.text}>{children}</div>}
      {actions && <div className={styles.actions}>{actions}</div>}
    </div>
  )
}

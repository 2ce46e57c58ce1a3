import type { ReactNode } from 'react'
import { focusContentOnLeave } from './browser/focus-content.ts'
import styles from './notice.module.css'

interface NoticeProps {
  /** `problem` is for what failed, `empty` for what is not there, `hint` for a remark. */
  kind: 'problem' | 'empty' | 'hint'
  title: ReactNode
  children?: ReactNode
  /** What can be done about it. */
  actions?: ReactNode
  /** A line above content that is still shown, instead of a panel in its place. */
  compact?: boolean
}

/**
 * Says what is the matter and offers a way on. A problem is announced to screen readers. When it
 * goes while the focus is in it, the focus goes to the page's content.
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

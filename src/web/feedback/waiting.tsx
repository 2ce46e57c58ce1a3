import { useState, type ReactNode } from 'react'
import { useI18n } from '../i18n/i18n.tsx'
import { useCurrentSecond } from '../ui/browser/use-current-second.ts'
import styles from './waiting.module.css'

/** After so long a wait is worth a word; a cluster with a slow node may take a minute. */
const LONG_MS = 3_000

/** Says what is being loaded and, once that takes long, for how long. */
export function Waiting({ children }: { children: ReactNode }) {
  const { messages, format } = useI18n()
  const now = useCurrentSecond()
  const [since] = useState(now)
  return (
    <p className={styles.waiting}>
      <span role="status">{children}</span>
      {now - since >= LONG_MS && (
        <span> {messages.refresh.waiting(format.duration((now - since) / 1000))}</span>
      )}
    </p>
  )
}

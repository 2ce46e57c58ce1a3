import type { Severity } from './finding.ts'
import styles from './severity-icon.module.css'

/** Different shapes, so that colour is not needed. */
const shapes: Record<Severity, string> = {
  critical: 'M5 1.5h6L14.5 5v6L11 14.5H5L1.5 11V5zM5.5 5.5l5 5M10.5 5.5l-5 5',
  warning: 'M8 1.5 15 14H1zM8 6v4M8 11.5v1',
  info: 'M8 1.5a6.5 6.5 0 1 1 0 13a6.5 6.5 0 1 1 0-13M8 7.5V11M8 4.5v1',
  good: 'M8 1.5a6.5 6.5 0 1 1 0 13a6.5 6.5 0 1 1 0-13M5 8.5l2 2 4-4.5',
}

/** The severity of a finding as an icon with a name. */
export function SeverityIcon({ severity, label }: { severity: Severity; label: string }) {
  return (
    <svg
      className={`${styles.icon} ${styles[severity]}`}
      viewBox="0 0 16 16"
      role="img"
      aria-label={label}
    >
      <path d={shapes[severity]} />
    </svg>
  )
}

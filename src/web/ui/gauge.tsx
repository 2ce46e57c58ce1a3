import styles from './gauge.module.css'
import { FULL, NEARLY_FULL } from './nearly-full.ts'

interface GaugeProps {
  used: number
  /** Above 0. */
  max: number
  /** True if the page shows the same numbers as text. Screen readers then skip the gauge. */
  decorative?: boolean
  label?: string
}

/** A bar that shows how much of a limit is used. From 80 % on it is amber, from 95 % on red. */
export function Gauge({ used, max, decorative = false, label }: GaugeProps) {
  const share = Math.min(1, used / max)
  const meaning = decorative
    ? { 'aria-hidden': true }
    : {
        role: 'meter',
        'aria-valuemin': 0,
        'aria-valuemax': max,
        'aria-valuenow': Math.min(used, max),
      }
  return (
    <span className={styles.track} aria-label={label} {...meaning}>
      <span
        className={`${styles.fill} ${share === 0 ? styles.empty : ''}`}
        data-level={share >= FULL ? 'full' : share >= NEARLY_FULL ? 'high' : undefined}
        style={{ inlineSize: `${share * 100}%` }}
      />
    </span>
  )
}

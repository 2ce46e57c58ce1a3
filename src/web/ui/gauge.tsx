import styles from './gauge.module.css'
import { NEARLY_FULL } from './nearly-full.ts'

interface GaugeProps {
  used: number
  /** Above 0. */
  max: number
  /** True if the page shows the same numbers as text. Screen readers then skip the gauge. */
  decorative?: boolean
  label?: string
}

/** From this share on, a bar is as good as full. */
const FULL = 0.95

/** A bar that shows how much of a limit is used: amber from 80 % on, red from 95 % on. */
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
        className={`${styles.fill} ${levelOf(share)}`}
        style={{ inlineSize: `${share * 100}%` }}
      />
    </span>
  )
}

function levelOf(share: number): string | undefined {
  if (share === 0) return styles.empty
  if (share >= FULL) return styles.full
  return share >= NEARLY_FULL ? styles.high : ''
}

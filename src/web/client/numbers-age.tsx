import { useI18n } from '../i18n/i18n.tsx'
import { useCurrentSecond } from '../ui/browser/use-current-second.ts'
import styles from './record.module.css'
import { useClientWords } from './words.ts'
import { currentRate, writtenAfter } from './watch/rates.ts'
import { nextSampleAt } from './watch/reading-times.ts'
import type { Watch } from './watch/watch.ts'

/** The age of the broker's numbers, when the next ones are due, and why there is no rate yet. */
export function NumbersAge({ watch }: { watch: Watch }) {
  const words = useClientWords()
  const { format } = useI18n()
  const now = useCurrentSecond()
  const last = watch.samples.at(-1)
  if (!last || watch.isGone) return null
  const written =
    writtenAfter(last) === null ? words.writtenBefore : words.written(format.ago(now - last.at))
  const dueMs = (nextSampleAt(watch) ?? 0) - now
  const hasRate = currentRate(watch, 'recv_pkt') !== null
  const duration = format.duration(dueMs / 1000)
  const next = hasRate
    ? dueMs > 0
      ? words.nextIn(duration)
      : words.due
    : dueMs > 0
      ? words.noRateYet(duration)
      : words.noRateDue
  return (
    <p className={styles.age}>
      {written}
      {words.comma}
      {next}
    </p>
  )
}

import type { ReactNode } from 'react'
import { useI18n } from '../i18n/i18n.tsx'
import { wordsOf } from '../i18n/words-of.ts'
import styles from './print-head.module.css'

const useWords = wordsOf({
  en: { asOf: (time: string) => `as of ${time}` },
  'zh-CN': { asOf: (time: string) => `截至 ${time}` },
})

interface PrintHeadProps {
  /** What the sheet shows. */
  what: ReactNode
  /** When its data was read, in ms since the epoch. */
  asOf: number | undefined
}

/** The first line of a printed page; the screen does not show it. */
export function PrintHead({ what, asOf }: PrintHeadProps) {
  const words = useWords()
  const { format } = useI18n()
  return (
    <p className={styles.head}>
      Roster · {what}
      {asOf !== undefined && asOf > 0 && <> · {words.asOf(format.moment(asOf))}</>}
    </p>
  )
}

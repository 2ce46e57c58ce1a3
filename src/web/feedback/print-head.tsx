import type { ReactNode } from 'react'
import { wordsOf } from '../i18n/words-of.ts'
import { useClusterName } from '../session/use-cluster-name.ts'
import { localTime } from '../ui/browser/local-time.ts'
import { toSystem } from '../ui/browser/steady-clock.ts'
import styles from './print-head.module.css'

const usePrintWords = wordsOf({
  en: { asOf: (time: string) => `as of ${time}` },
  'zh-CN': { asOf: (time: string) => `截至 ${time}` },
})

interface PrintHeadProps {
  /** What is printed. */
  what: ReactNode
  /** When the numbers were read, in ms since the epoch; undefined or 0 if they were not. */
  asOf: number | undefined
  /** How much there is of it. */
  children?: ReactNode
}

/** The first line of a printed page, and only of that: the cluster, what it shows, and of when. */
export function PrintHead({ what, asOf, children }: PrintHeadProps) {
  const words = usePrintWords()
  const cluster = useClusterName()
  return (
    <p className={styles.head} data-print-head>
      <strong>Roster{cluster !== null && ` · ${cluster}`}</strong> · {what}
      {asOf !== undefined && asOf > 0 && ` · ${words.asOf(localTime(new Date(toSystem(asOf))))}`}
      {children !== undefined && <> · {children}</>}
    </p>
  )
}

import { useQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { whenIdle } from '../ui/browser/when-idle.ts'
import { overviewCode } from './strip-code.ts'
import styles from './strip.module.css'

/** The figures of the cluster above the list. They come when the browser is idle, into a line that is there. */
export function OverviewStrip() {
  const [isDue, setIsDue] = useState(false)
  useEffect(() => whenIdle(() => setIsDue(true)), [])
  const { data: Figures } = useQuery({ ...overviewCode, enabled: isDue })
  return <div className={styles.strip}>{Figures && <Figures />}</div>
}

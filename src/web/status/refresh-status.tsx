import type { UseQueryResult } from '@tanstack/react-query'
import { useSyncExternalStore } from 'react'
import { useI18n } from '../i18n/i18n.tsx'
import { Button } from '../ui/button.tsx'
import styles from './refresh-status.module.css'

/** The part of a query's result that tells how fresh it is. */
export type Refreshable = Pick<
  UseQueryResult,
  'data' | 'dataUpdatedAt' | 'error' | 'isFetching' | 'refetch'
>

/** How old what is shown is, and a button to read it anew. */
export function RefreshStatus({ query }: { query: Refreshable }) {
  const { messages } = useI18n()
  const { dataUpdatedAt, isFetching, refetch } = query
  return (
    <div className={styles.status}>
      {query.data !== undefined && <Age since={dataUpdatedAt} />}
      <Button className={styles.button} aria-busy={isFetching} onClick={() => void refetch()}>
        <svg className={styles.icon} viewBox="0 0 16 16" aria-hidden="true">
          <path d="M13.5 8a5.5 5.5 0 1 1-1.6-3.9M13.5 1.5v3h-3" />
        </svg>
        {messages.refresh.button}
      </Button>
    </div>
  )
}

function Age({ since }: { since: number }) {
  const { messages, format } = useI18n()
  const now = useSyncExternalStore(onSecond, currentSecond)
  return <span>{messages.refresh.updated(format.ago(Math.max(0, now - since)))}</span>
}

function onSecond(onChange: () => void): () => void {
  const timer = setInterval(onChange, 1000)
  return () => clearInterval(timer)
}

function currentSecond(): number {
  return Math.floor(Date.now() / 1000) * 1000
}

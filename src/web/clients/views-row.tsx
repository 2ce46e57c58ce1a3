import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import type { Client } from '../../contract/client.ts'
import { useI18n } from '../i18n/i18n.tsx'
import { useListAddress } from '../list-address/list-address.tsx'
import { isNarrowed, troubleViews, writeSearch, type TroubleView } from '../list-address/search.ts'
import { countTroubles, isTroubleView } from '../list-address/trouble.ts'
import { savedViewsCode } from '../views/saved-views-code.ts'
import { TroubleViews } from './filters/trouble-views.tsx'
import styles from './views-row.module.css'

interface ViewsRowProps {
  /** The rows that are shown; null as long as they are those of the list before. */
  clients: readonly Client[] | null
  /** No other page has rows of this list. */
  isWhole: boolean
}

/** The title, and the views as pills: those of trouble, and, when the page is idle, those that were saved. */
export function ViewsRow({ clients, isWhole }: ViewsRowProps) {
  const { search, knowsThresholds } = useListAddress()
  const { messages, format } = useI18n()
  const saved = useQuery({ ...savedViewsCode, enabled: false })
  const counts = useMemo((): Partial<Record<TroubleView, string>> => {
    if (clients === null) return {}
    const shown = troubleViews.find((view) => isTroubleView(search, view, knowsThresholds))
    const count = format.number(clients.length)
    if (shown && isWhole) return { [shown]: count }
    if (shown) return clients.length > 0 ? { [shown]: `${count}+` } : {}
    if (!isWhole || isNarrowed(search)) return {}
    const found = Object.entries(countTroubles(clients))
    return Object.fromEntries(found.map(([view, number]) => [view, format.number(number)]))
  }, [clients, isWhole, search, knowsThresholds, format])
  return (
    <div className={styles.row}>
      <h1>{messages.clients.title}</h1>
      <nav className={styles.views} aria-label={messages.views.label}>
        <TroubleViews counts={counts} />
        {saved.data && <saved.data search={writeSearch(search)} />}
      </nav>
    </div>
  )
}

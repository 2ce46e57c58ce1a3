import { useQuery } from '@tanstack/react-query'
import { sessionQuery } from '../api/session-queries.ts'
import { useStore } from '../ui/store.ts'
import { pageFault } from './page-fault.ts'

/** The title of the tab: the cluster, the page, and a mark while the page's data cannot be read. */
export function PageTitle({ children }: { children: string }) {
  // The session is read elsewhere.
  const { data: session } = useQuery({ ...sessionQuery, enabled: false })
  const isFailing = useStore(pageFault, Boolean)
  const parts = [session?.cluster?.name, children, 'Roster'].filter(Boolean)
  return <title>{(isFailing ? '⚠ ' : '') + parts.join(' · ')}</title>
}

// What a failure has to do with the nodes of the cluster.
import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { useLocation } from 'react-router-dom'
import { ApiError } from '../api/api-error.ts'
import { clusterNodes } from '../api/cluster-nodes.ts'
import { useI18n } from '../i18n/i18n.tsx'
import { excerpt } from '../ui/device-text.tsx'
import { useStore } from '../ui/store.ts'
import { clientsLeft, useClusterWords } from './cluster-words.ts'
import styles from './node-advice.module.css'
import { NodeLinks } from './node-links.tsx'
import { pageFault } from './page-fault.ts'

/** What the failure of the page says of nodes, so that no notice repeats it. */
export interface ToldNodes {
  /** That nodes hang. */
  isOfHangs: boolean
  /** The node whose list the page shows; null: all nodes. */
  node: string | null
}

const nothing: ToldNodes = { isOfHangs: false, node: null }

/** What the failure of the page says of nodes. */
export function useToldNodes(): ToldNodes {
  const fault = useStore(pageFault, (value) => value)
  const node = useListedNode()
  return fault === null ? nothing : { isOfHangs: hasTimedOut(fault.error), node }
}

/**
 * In the place of the usual advice on a failure: the nodes that cause it, and links to the clients of the
 * others. If no node causes it, the usual advice.
 */
export function NodeAdvice({ error, children }: { error: Error; children: ReactNode }) {
  const words = useClusterWords()
  const { format } = useI18n()
  const listed = useListedNode()
  const { data: nodes = [] } = useQuery(clusterNodes(hasTimedOut(error)))
  const stopped = nodes.find(({ name, state }) => name === listed && state === 'stopped')
  const silent = nodes.filter(({ state }) => state === 'silent').map(({ name }) => excerpt(name))
  const says = stopped
    ? [words.stopped(excerpt(stopped.name)), clientsLeft(words, stopped.clients, format)]
    : hasTimedOut(error) && silent.length > 0
      ? [words.silent(silent.join(words.comma)), words.held]
      : null
  if (says === null) return children
  return (
    <>
      <p>{says.join(words.stop)}</p>
      <p className={styles.links}>
        <NodeLinks />
      </p>
    </>
  )
}

/** The node of the list that the page shows. */
function useListedNode(): string | null {
  const { pathname, search } = useLocation()
  return pathname === '/clients' ? new URLSearchParams(search).get('node') : null
}

function hasTimedOut(error: Error): boolean {
  return error instanceof ApiError && error.reason === 'broker-timeout'
}

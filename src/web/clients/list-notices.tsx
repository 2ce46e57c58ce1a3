// What a list says beside its rows, in one chunk: most lists say none of it.
import { useQuery } from '@tanstack/react-query'
import { useEffect } from 'react'
import type { ClientList } from '../../contract/answer.ts'
import { clusterNodes } from '../api/cluster-nodes.ts'
import { ClusterNotice } from '../feedback/cluster-notice.tsx'
import { OddValues } from '../feedback/odd-values.tsx'
import { useListAddress } from '../list-address/list-address.tsx'
import { noteSeveralNodes } from '../list-address/several-nodes.ts'
import { useSession } from '../session/session.tsx'
import { PageOnlyHint } from './filters/page-only-hint.tsx'
import { IgnoredParams } from './ignored-params.tsx'

export { findTwins, markTwin } from '../fields/twins.tsx'
export { NodeAdvice as Advice } from '../feedback/node-advice.tsx'
export { EmptyList } from './empty-list.tsx'
export { ListFailure } from './list-failure.tsx'
export { PrintSheet } from './print-sheet.tsx'
export { SearchedSoFar } from './searched-so-far.tsx'

interface NoticesAboveProps {
  /** Undefined as long as the list is not there. */
  list: ClientList | undefined
  /** How many of its rows are shown. */
  rowCount: number
  /** No other page has rows of this list. */
  isWhole: boolean
  /** Whether the list is asked for. */
  isWaiting: boolean
}

/** The notices above the rows: of the cluster, of the address, and of the list. */
export function NoticesAbove({ list, rowCount, isWhole, isWaiting }: NoticesAboveProps) {
  const { ignored } = useListAddress()
  const { session } = useSession()
  const { data: nodes } = useQuery(clusterNodes())
  const rows = list?.data
  const inRows = rows?.some(({ node }) => node !== rows[0]?.node)
  const running = nodes?.filter(({ state }) => state !== 'stopped')
  // The gateway looks at the nodes once a minute. The rows may know of one that has just come.
  const hasSeveral = running === undefined ? inRows : inRows || running.length > 1
  useEffect(() => {
    if (hasSeveral !== undefined) noteSeveralNodes(hasSeveral)
  }, [hasSeveral])
  return (
    <>
      <ClusterNotice
        isWaiting={isWaiting}
        mayDismiss={session?.role !== 'viewer' && session?.way !== 'embed'}
      />
      {list && <PageOnlyHint shown={rowCount} total={list.data.length} isWhole={isWhole} />}
      {ignored.length > 0 && <IgnoredParams />}
      {list && <OddValues odd={list.odd} />}
    </>
  )
}

import { useListAddress } from '../list-address/list-address.tsx'
import { withNode, writeSearch } from '../list-address/search.ts'
import { ClusterNotice } from '../feedback/cluster-notice.tsx'
import { useSession } from '../session/session.tsx'
import { IgnoredParams } from './ignored-params.tsx'

/** What is to be said above the list: of its address, and of the cluster. */
export function ListNotices({ isWaiting }: { isWaiting: boolean }) {
  const { search, ignored } = useListAddress()
  const { session } = useSession()
  const mayDismiss = session?.role !== 'viewer' && session?.way !== 'embed'
  return (
    <>
      <ClusterNotice
        isWaiting={isWaiting}
        searchOf={(node) => writeSearch(withNode(search, node))}
        mayDismiss={mayDismiss}
      />
      {ignored.length > 0 && <IgnoredParams />}
    </>
  )
}

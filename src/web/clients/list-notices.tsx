import { useListAddress } from '../list-address/list-address.tsx'
import { withNode, writeSearch } from '../list-address/search.ts'
import { ClusterNotice } from '../feedback/cluster-notice.tsx'
import { useSession } from '../session/session.tsx'
import { NodeFailure } from './node-failure.tsx'
import { SearchedSoFar } from './searched-so-far.tsx'
import { IgnoredParams } from './ignored-params.tsx'

/** What is to be said above the list: of its address, and of the cluster. */
function ListNotices({ isWaiting }: { isWaiting: boolean }) {
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

/** All notices about the list, in one chunk. */
export const notices = { ListNotices, SearchedSoFar, NodeFailure }

import { useQuery } from '@tanstack/react-query'
import { brokerQueries } from '../api/broker-queries.ts'
import { useI18n } from '../i18n/i18n.tsx'
import { LoadFailure } from '../feedback/load-failure.tsx'
import type { Refreshable } from '../feedback/refresh-status.tsx'
import { Button } from '../ui/button.tsx'
import { DeviceText } from '../ui/device-text.tsx'
import { focusContentOnLeave } from '../ui/browser/focus-content.ts'
import { Notice } from '../ui/notice.tsx'
import { withNode, type ClientsSearch } from '../list-address/search.ts'

interface ListFailureProps {
  search: ClientsSearch
  goTo: (next: ClientsSearch) => void
  query: Refreshable
  error: Error
}

/** Why there is no list. A node that has left the cluster, as in an old link, is told from a fault. */
export function ListFailure({ search, goTo, query, error }: ListFailureProps) {
  const { clients } = useI18n().messages
  const { node } = search
  const { data: nodes } = useQuery({ ...brokerQueries.nodes, enabled: node !== null })
  if (node === null || nodes === undefined || nodes.includes(node)) {
    return <LoadFailure query={query} error={error} />
  }
  return (
    <Notice
      kind="problem"
      title={clients.noNode}
      actions={
        <Button ref={focusContentOnLeave} onClick={() => goTo(withNode(search, null))}>
          {clients.allNodes}
        </Button>
      }
    >
      <DeviceText text={node} />
    </Notice>
  )
}

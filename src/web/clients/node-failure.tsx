import { useQuery } from '@tanstack/react-query'
import { clusterNodes } from '../api/cluster-nodes.ts'
import { useI18n } from '../i18n/i18n.tsx'
import { useClusterWords } from '../feedback/cluster-words.ts'
import { LoadFailure } from '../feedback/load-failure.tsx'
import { NodeLinks } from '../feedback/node-links.tsx'
import type { Refreshable } from '../feedback/refresh-status.tsx'
import { Button } from '../ui/button.tsx'
import { DeviceText, excerpt } from '../ui/device-text.tsx'
import { focusContentOnLeave } from '../ui/browser/focus-content.ts'
import { Notice } from '../ui/notice.tsx'
import { useListAddress } from '../list-address/list-address.tsx'
import { withNode, writeSearch } from '../list-address/search.ts'

interface NodeFailureProps {
  node: string
  query: Refreshable
  error: Error
}

/** Why there is no list of a node: it has stopped, or left the cluster, or there is another fault. */
export function NodeFailure({ node, query, error }: NodeFailureProps) {
  const { search, goTo } = useListAddress()
  const { format } = useI18n()
  const words = useClusterWords()
  const { data: nodes } = useQuery(clusterNodes())
  const known = nodes?.find(({ name }) => name === node)
  if (nodes === undefined || (known && known.state !== 'stopped')) {
    return <LoadFailure query={query} error={error} />
  }
  const others = nodes.filter(({ state }) => state === 'running').map(({ name }) => name)
  return (
    <Notice
      kind="problem"
      title={known ? words.stopped(excerpt(node)) : words.noNode}
      actions={
        <>
          <Button ref={focusContentOnLeave} onClick={() => goTo(withNode(search, null))}>
            {words.allNodes}
          </Button>
          <NodeLinks nodes={others} searchOf={(name) => writeSearch(withNode(search, name))} />
        </>
      }
    >
      {known === undefined ? (
        <DeviceText text={node} />
      ) : known.clients === null ? (
        words.hadClients
      ) : (
        words.had(format.number(known.clients))
      )}
    </Notice>
  )
}

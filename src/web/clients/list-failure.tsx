import { useQuery } from '@tanstack/react-query'
import { clusterNodes } from '../api/cluster-nodes.ts'
import { useI18n } from '../i18n/i18n.tsx'
import { clientsLeft, useClusterWords } from '../feedback/cluster-words.ts'
import { LoadFailure } from '../feedback/load-failure.tsx'
import { NodeAdvice } from '../feedback/node-advice.tsx'
import { NodeLinks } from '../feedback/node-links.tsx'
import type { Refreshable } from '../feedback/refresh-status.tsx'
import { Button } from '../ui/button.tsx'
import { DeviceText, excerpt } from '../ui/device-text.tsx'
import { focusContentOnLeave } from '../ui/browser/focus-content.ts'
import { Notice } from '../ui/notice.tsx'
import { useListAddress } from '../list-address/list-address.tsx'
import { withNode } from '../list-address/search.ts'

interface ListFailureProps {
  query: Refreshable
  error: Error
}

/** Why there is no list: its node has stopped, or left the cluster, or there is another fault. */
export function ListFailure({ query, error }: ListFailureProps) {
  const { search, goTo } = useListAddress()
  const { format } = useI18n()
  const words = useClusterWords()
  const { node } = search
  const { data: nodes } = useQuery(clusterNodes())
  const known = nodes?.find(({ name }) => name === node)
  if (node === null || nodes === undefined || (known && known.state !== 'stopped')) {
    return <LoadFailure query={query} error={error} Advice={NodeAdvice} />
  }
  return (
    <Notice
      kind="problem"
      title={known ? words.stopped(excerpt(node)) : words.noNode}
      actions={
        <>
          <Button ref={focusContentOnLeave} onClick={() => goTo(withNode(search, null))}>
            {words.allNodes}
          </Button>
          <NodeLinks />
        </>
      }
    >
      {known ? clientsLeft(words, known.clients, format) : <DeviceText text={node} />}
    </Notice>
  )
}

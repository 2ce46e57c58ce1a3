import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState, type ReactNode } from 'react'
import { doClocksDisagree } from '../../contract/cluster-nodes.ts'
import { clusterNodes, dismissNode } from '../api/cluster-nodes.ts'
import { useI18n } from '../i18n/i18n.tsx'
import { Button } from '../ui/button.tsx'
import { excerpt } from '../ui/device-text.tsx'
import { createStore, useStore } from '../ui/store.ts'
import { Notice } from '../ui/notice.tsx'
import { useCurrentSecond } from '../ui/browser/use-current-second.ts'
import { clientsLeft, useClusterWords } from './cluster-words.ts'
import { useToldNodes } from './node-advice.tsx'
import { NodeLinks } from './node-links.tsx'

/** After so long without an answer, the page says that a node may hang. */
const LONG_MS = 5_000

interface ClusterNoticeProps {
  /** An answer of the whole cluster has not come yet. */
  isWaiting: boolean
  /** The reader may dismiss a node that has stopped, for all people. */
  mayDismiss: boolean
}

/**
 * Names the nodes that do not answer or do not run, and leads to the clients of the others. What the
 * failure of the page says is not repeated.
 */
export function ClusterNotice({ isWaiting, mayDismiss }: ClusterNoticeProps) {
  const words = useClusterWords()
  const { format } = useI18n()
  const { data: nodes = [] } = useQuery(clusterNodes())
  const silent = nodes.filter(({ state }) => state === 'silent').map(({ name }) => excerpt(name))
  const told = useToldNodes()
  const named = silent.join(words.comma)
  const ahead = nodes.flatMap(({ name, state, clockAheadSeconds }) =>
    state === 'stopped' || clockAheadSeconds === null ? [] : [{ name, seconds: clockAheadSeconds }],
  )
  const changed = nodes.filter(({ offsetChange }) => offsetChange !== null)
  return (
    <>
      {told.isOfHangs ? null : isWaiting ? (
        <WaitingNotice named={named} />
      ) : (
        silent.length > 0 && (
          <Notice kind="warning" compact title={words.silent(named)} actions={<NodeLinks />}>
            {words.held}
          </Notice>
        )
      )}
      {doClocksDisagree(ahead.map(({ seconds }) => seconds)) && (
        <OnceNotice id="clocks" title={words.clocks}>
          {ahead
            .map(({ name, seconds }) => words.ahead(excerpt(name), format.number(seconds)))
            .join(words.comma)}
        </OnceNotice>
      )}
      {changed.length > 0 && (
        <OnceNotice
          id="offsets"
          title={words.offsetChanged(
            changed.map(({ name }) => excerpt(name)).join(words.comma),
            format.ago((changed[0]?.offsetChange?.seconds ?? 0) * 1000),
          )}
        >
          {words.ambiguous}
        </OnceNotice>
      )}
      {nodes
        .filter(({ name, state }) => state === 'stopped' && name !== told.node)
        .map(({ name, clients }) => (
          <Notice
            key={name}
            kind="warning"
            compact
            title={words.stopped(excerpt(name))}
            actions={mayDismiss && <Dismiss name={name} />}
          >
            {clientsLeft(words, clients, format)}
          </Notice>
        ))}
    </>
  )
}

/** Says for how long there has been no answer, from 5 s on. Mounted while the page waits. */
function WaitingNotice({ named }: { named: string }) {
  const words = useClusterWords()
  const { format } = useI18n()
  const now = useCurrentSecond()
  const [since] = useState(now)
  // An observer of its own: each change of an interval begins it again, and a list that is read every 5 s
  // would never let one of 10 s end.
  useQuery(clusterNodes(true))
  const mayHang = named === '' ? words.anyMayHang : words.mayHang(named)
  if (now - since < LONG_MS)
    return (
      named && (
        <Notice kind="warning" compact title={words.silent(named)} actions={<NodeLinks />}>
          {words.held}
        </Notice>
      )
    )
  return (
    <Notice
      kind="warning"
      compact
      // A screen reader would read every second aloud.
      title={
        <>
          <span aria-hidden="true">
            {words.noAnswer(format.duration((now - since) / 1000), mayHang)}
          </span>
          <span className="visually-hidden">{mayHang}</span>
        </>
      }
      actions={<NodeLinks />}
    >
      {words.held}
    </Notice>
  )
}

/** What this tab has dismissed. */
const dismissed = createStore<ReadonlySet<string>>(new Set())

/** A notice that is not shown again in this tab once it was dismissed. */
function OnceNotice({ id, title, children }: { id: string; title: string; children: ReactNode }) {
  const words = useClusterWords()
  const isDismissed = useStore(dismissed, (ids) => ids.has(id))
  if (isDismissed) return null
  const dismiss = () => dismissed.set(new Set([...dismissed.get(), id]))
  return (
    <Notice
      kind="hint"
      compact
      title={title}
      actions={<Button onClick={dismiss}>{words.dismiss}</Button>}
    >
      {children}
    </Notice>
  )
}

function Dismiss({ name }: { name: string }) {
  const words = useClusterWords()
  const queryClient = useQueryClient()
  const dismiss = useMutation({
    mutationFn: () => dismissNode(name),
    onSettled: () => queryClient.invalidateQueries({ queryKey: clusterNodes().queryKey }),
  })
  return (
    <Button
      aria-busy={dismiss.isPending}
      aria-label={words.dismissNode(excerpt(name))}
      title={words.forAll}
      onClick={() => !dismiss.isPending && dismiss.mutate()}
    >
      {words.dismiss}
    </Button>
  )
}

import { useQuery } from '@tanstack/react-query'
import { useState, type ReactNode } from 'react'
import type { ClusterNode } from '../../contract/cluster-nodes.ts'
import { clusterNodes } from '../api/cluster-nodes.ts'
import { pageFault } from '../feedback/page-fault.ts'
import { useI18n } from '../i18n/i18n.tsx'
import { Button } from '../ui/button.tsx'
import { excerpt } from '../ui/device-text.tsx'
import { warningIcon } from '../ui/icons/first-icons.ts'
import { icon } from '../ui/icons/icon.tsx'
import { Link } from '../ui/link.tsx'
import { Popover } from '../ui/popover/popover.tsx'
import { useStore } from '../ui/store.ts'
import styles from './figures.module.css'
import { NodeTable } from './node-table.tsx'
import { sumNodes } from './sum-nodes.ts'
import { useOverviewWords } from './words.ts'

/** How many clients and nodes the cluster has, each with a way to their list. */
export default function Figures() {
  const words = useOverviewWords()
  const { format } = useI18n()
  const { data: nodes = [], isError } = useQuery(clusterNodes())
  const isFailing = useStore(pageFault, Boolean) || isError
  const { clients, connected, offline, versions } = sumNodes(nodes)
  const figure = (value: number | null) => (value === null ? words.unknown : format.number(value))
  const named = (state: ClusterNode['state']) =>
    nodes
      .filter((node) => node.state === state)
      .map(({ name }) => excerpt(name))
      .join(words.comma)
  const [silent, left] = [named('silent'), named('stopped')]
  const running = nodes.filter(({ state }) => state === 'running').length
  return (
    <nav className={styles.figures} aria-label={words.label} data-stale={isFailing || undefined}>
      <FigureLink search="" value={figure(clients)} label={words.clients(clients)} />
      <FigureLink
        search="?conn_state=connected"
        value={figure(connected)}
        label={words.connected}
      />
      <FigureLink search="?conn_state=disconnected" value={figure(offline)} label={words.offline} />
      <NodesButton nodes={nodes}>
        <Figure value={nodes.length === 0 ? words.unknown : format.number(running)}>
          {words.nodes(running)}
          {versions.length > 0 && (
            <span className={styles.versions}> ({versions.join(words.comma)})</span>
          )}
        </Figure>
      </NodesButton>
      {(left || silent) && (
        <span className={styles.trouble}>
          {icon(warningIcon)}
          {[left && words.left(left), silent && words.silent(silent)]
            .filter(Boolean)
            .join(words.comma)}
        </span>
      )}
    </nav>
  )
}

function FigureLink({ search, value, label }: { search: string; value: string; label: string }) {
  const { counted } = useOverviewWords()
  return (
    <Link className={styles.figure} to={{ pathname: '/clients', search }} title={counted}>
      <Figure value={value}>{label}</Figure>
    </Link>
  )
}

function Figure({ value, children }: { value: string; children: ReactNode }) {
  return (
    <>
      <strong data-fades>{value}</strong> <span>{children}</span>
    </>
  )
}

/** The number of nodes: a tooltip tells of each, and a click opens them as a table. */
function NodesButton({ nodes, children }: { nodes: readonly ClusterNode[]; children: ReactNode }) {
  const words = useOverviewWords()
  const { format } = useI18n()
  const [opener, setOpener] = useState<HTMLElement | null>(null)
  const tooltip = nodes.map(({ name, state, connected, clients, version, uptimeSeconds }) =>
    [
      `${excerpt(name)} · ${words.states[state]}`,
      connected !== null && `${format.number(connected)} ${words.connected}`,
      clients !== null && `${format.number(clients)} ${words.clients(clients)}`,
      version,
      uptimeSeconds !== null && `${words.uptime} ${format.duration(uptimeSeconds)}`,
    ]
      .filter(Boolean)
      .join(' · '),
  )
  return (
    <>
      <Button
        variant="quiet"
        className={styles.figure}
        aria-haspopup="dialog"
        aria-expanded={opener !== null}
        title={tooltip.join('\n')}
        onClick={({ currentTarget }) => setOpener(opener === null ? currentTarget : null)}
      >
        {children}
      </Button>
      {opener && (
        <Popover
          {...{ opener }}
          className={styles.nodes}
          label={words.nodes(nodes.length)}
          onClose={() => setOpener(null)}
        >
          <NodeTable nodes={nodes} onOpen={() => setOpener(null)} />
        </Popover>
      )}
    </>
  )
}

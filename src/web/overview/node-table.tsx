import type { ClusterNode } from '../../contract/cluster-nodes.ts'
import { useI18n } from '../i18n/i18n.tsx'
import { DeviceText } from '../ui/device-text.tsx'
import { Link } from '../ui/link.tsx'
import styles from './node-table.module.css'
import { useOverviewWords } from './words.ts'

interface NodeTableProps {
  nodes: readonly ClusterNode[]
  /** Called when the list of a node opens. */
  onOpen: () => void
}

/** Each node with its state and its numbers. The name of a node that runs leads to its clients. */
export function NodeTable({ nodes, onOpen }: NodeTableProps) {
  const words = useOverviewWords()
  const { format } = useI18n()
  const figure = (value: number | null) => (value === null ? words.unknown : format.number(value))
  return (
    <table className={styles.nodes}>
      <thead>
        <tr>
          <th scope="col">{words.node}</th>
          <th scope="col">{words.state}</th>
          <th scope="col">{words.connected}</th>
          <th scope="col">{words.clients(null)}</th>
          <th scope="col">{words.version}</th>
          <th scope="col">{words.uptime}</th>
        </tr>
      </thead>
      <tbody>
        {nodes.map(({ name, state, connected, clients, version, uptimeSeconds }) => (
          <tr key={name}>
            <th scope="row">
              {state === 'stopped' ? (
                <DeviceText text={name} />
              ) : (
                <Link
                  to={{ pathname: '/clients', search: `?${new URLSearchParams({ node: name })}` }}
                  onClick={onOpen}
                >
                  <DeviceText text={name} />
                </Link>
              )}
            </th>
            <td data-state={state}>{words.states[state]}</td>
            <td>{figure(connected)}</td>
            <td>{figure(clients)}</td>
            <td>{version ?? words.unknown}</td>
            <td>{uptimeSeconds === null ? words.unknown : format.duration(uptimeSeconds)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

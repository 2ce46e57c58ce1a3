// The cells that show more than the value of their field.
import type { ReactNode } from 'react'
import {
  hasNoUsername,
  limitFields,
  mqttVersions,
  type Client,
  type LimitedField,
} from '../../../contract/client.ts'
import { clientPagePath } from '../../../contract/paths.ts'
import { basePath } from '../../api/base-path.ts'
import type { I18n } from '../../i18n/i18n.tsx'
import { clientState } from '../../fields/client-state.tsx'
import { deviceText, excerpt } from '../../ui/device-text.tsx'
import { Gauge } from '../../ui/gauge.tsx'
import { warningIcon } from '../../ui/icons/first-icons.ts'
import { icon } from '../../ui/icons/icon.tsx'
import { toSteady } from '../../ui/browser/steady-clock.ts'
import styles from './cells.module.css'
import { troubleRules, troublesOf } from '../../list-address/trouble.ts'

/**
 * The content of a cell. Cells are functions and not components: a row has a dozen, and React would go
 * through each component for every row of a scroll.
 */
export type Cell = (client: Client, i18n: I18n) => ReactNode

/** The id, as a link to the page of the client. `scroll-table.tsx` handles its clicks. */
export const clientLink: Cell = ({ clientid: id }) => (
  <a className={styles.id} href={basePath + clientPagePath(id)} title={excerpt(id)}>
    {deviceText(id)}
  </a>
)

export const usernameCell: Cell = (client, { messages }) => {
  if (hasNoUsername(client)) return <span className={styles.quiet}>{messages.values.none}</span>
  return deviceText(client.username ?? '')
}

/** `MQTT 3.1.1`: the protocol's name with its version. */
export function protocolOf({ proto_name: name, proto_ver: version }: Client): string {
  if (name === 'MQTT' || name === 'MQIsdp') {
    return `MQTT ${mqttVersions[version ?? 0] ?? version ?? ''}`.trim()
  }
  return [name, version].filter((part) => part !== undefined).join(' ')
}

/** Since when the client is connected, or since when it is not. */
export function sinceOf({ connected, connected_at: start, disconnected_at: end }: Client) {
  return connected ? start : (end ?? start)
}

/** How long ago {@link sinceOf} was, with the time in a tooltip. Without the broker's zone, the time. */
export const sinceCell: Cell = (client, { messages: { clients: words }, format }) => {
  const since = sinceOf(client)
  if (since === undefined) return null
  const isOff = !client.connected && client.disconnected_at !== undefined
  const time = format.brokerTimeNoted(since, client.node)
  const epochMs = format.brokerEpoch(since, client.node)
  const age = epochMs === null ? since : format.age(Date.now() - toSteady(epochMs))
  return (
    <span title={isOff ? words.offSince(time) : words.since(time)}>
      {isOff && epochMs !== null ? words.offline(age) : age}
    </span>
  )
}

export const droppedCell: Cell = ({ mqueue_dropped: dropped }, { format }) => {
  if (dropped === undefined) return null
  if (dropped === 0) return format.number(0)
  return <span className={styles.notable}>{format.number(dropped)}</span>
}

/** A number with a bar, if it has a limit. */
export function gaugeCell(field: LimitedField): Cell {
  return (client, { messages, format }) => {
    const used = client[field]
    const max = client[limitFields[field]]
    if (used === undefined) return null
    if (max === undefined || max === 0 || used === 0) return format.number(used)
    const title = messages.values.ofMax(format.number(used), format.number(max))
    return (
      <span className={styles.gauge} title={title}>
        <Gauge used={used} max={max} decorative />
        <span>{format.number(used)}</span>
      </span>
    )
  }
}

/** What is wrong with a client: an icon and words, not colour alone. The words are cut first. */
export const problemCell: Cell = (client, { messages }) => {
  const { marks, why, between } = messages.troubles
  const found = troublesOf(client)
  const [worst] = found
  if (worst === undefined) return null
  return (
    <span
      className={styles.problem}
      data-severity={troubleRules[worst].severity}
      title={found.map((trouble) => `${marks[trouble]}: ${why[trouble]}`).join('\n')}
    >
      {icon(warningIcon)}
      <span>
        {found
          // A queue that is full or drops has messages that wait.
          .filter((trouble) => trouble === worst || trouble !== 'waiting')
          .map((trouble) => marks[trouble])
          .join(between)}
      </span>
    </span>
  )
}

/** If a client is connected. */
export const stateCell: Cell = (client, { messages }) => clientState(client, messages)

/** The id with the troubles of the client, if no other column shows them. */
export const markedLink: Cell = (client, i18n) => (
  <span className={styles.marked}>
    {clientLink(client, i18n)}
    {problemCell(client, i18n)}
  </span>
)

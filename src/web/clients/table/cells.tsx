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
import styles from './cells.module.css'
import { troublesOf } from '../../list-address/trouble.ts'

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

/** {@link sinceOf} in words. */
export const sinceCell: Cell = (client, { messages, format }) => {
  const since = sinceOf(client)
  if (since === undefined) return null
  const isOff = !client.connected && client.disconnected_at !== undefined
  const time = format.brokerTime(since, client.node)
  return isOff ? messages.clients.offSince(time) : time
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

/** The troubles of a client: a sign and words, not colour alone. */
const troubleMark: Cell = (client, { messages }) => {
  const { marks, why } = messages.troubles
  const found = troublesOf(client)
  if (found.length === 0) return null
  return (
    <span className={styles.trouble} title={found.map((trouble) => why[trouble]).join('\n')}>
      <svg viewBox="0 0 12 12" aria-hidden="true">
        <path d="M6 1 11.5 11H.5ZM6 4.5v3M6 9v.5" />
      </svg>
      {found.map((trouble) => marks[trouble]).join(', ')}
    </span>
  )
}

/** If a client is connected, and its troubles. */
export const stateCell: Cell = (client, i18n) => (
  <>
    {clientState(client, i18n.messages)} {troubleMark(client, i18n)}
  </>
)

/** The id with the troubles of the client, if no other column shows them. */
export const markedLink: Cell = (client, i18n) => (
  <span className={styles.marked}>
    {clientLink(client, i18n)}
    {troubleMark(client, i18n)}
  </span>
)

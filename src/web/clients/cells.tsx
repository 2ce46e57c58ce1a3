import {
  endpointOf,
  hasNoUsername,
  limitFields,
  mqttVersions,
  type Client,
  type LimitedField,
} from '../../contract/client.ts'
import { clientPagePath } from '../../contract/paths.ts'
import { basePath } from '../api/base-path.ts'
import { useI18n } from '../i18n/i18n.tsx'
import { DeviceText, excerpt } from '../ui/device-text.tsx'
import { Gauge } from '../ui/gauge.tsx'
import styles from './cells.module.css'

interface ClientProps {
  client: Client
}

/** The id, leading to the client's page: see `use-link-clicks.ts`. */
export function ClientLink({ client }: ClientProps) {
  const href = basePath + clientPagePath(client.clientid)
  return (
    <a className={styles.id} href={href} title={excerpt(client.clientid)}>
      <DeviceText text={client.clientid} />
    </a>
  )
}

export function UsernameCell({ client }: ClientProps) {
  const { messages } = useI18n()
  if (hasNoUsername(client)) return <span className={styles.quiet}>{messages.values.none}</span>
  return <DeviceText text={client.username ?? ''} />
}

export function AddressCell({ client }: ClientProps) {
  return endpointOf(client)
}

/** `MQTT 3.1.1`: the protocol's name with its version. */
export function ProtocolCell({ client: { proto_name: name, proto_ver: version } }: ClientProps) {
  if (name === 'MQTT' || name === 'MQIsdp') {
    return `MQTT ${mqttVersions[version ?? 0] ?? version ?? ''}`.trim()
  }
  return [name, version].filter((part) => part !== undefined).join(' ')
}

/** Since when the client is connected or, where it is not, since when it is not. */
export function sinceOf({ connected, connected_at: start, disconnected_at: end }: Client) {
  return connected ? start : (end ?? start)
}

/** {@link sinceOf} in words. */
export function SinceCell({ client }: ClientProps) {
  const { messages, format } = useI18n()
  const since = sinceOf(client)
  if (since === undefined) return null
  const isOff = !client.connected && client.disconnected_at !== undefined
  return isOff ? messages.clients.offSince(format.brokerTime(since)) : format.brokerTime(since)
}

export function DroppedCell({ client: { mqueue_dropped: dropped } }: ClientProps) {
  const { format } = useI18n()
  if (dropped === undefined) return null
  if (dropped === 0) return format.number(0)
  return <span className={styles.notable}>{format.number(dropped)}</span>
}

/** A number beside its limit, with a bar where there is one. */
export function GaugeCell({ client, field }: ClientProps & { field: LimitedField }) {
  const { messages, format } = useI18n()
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

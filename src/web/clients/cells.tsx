import { Link, useLocation } from 'react-router-dom'
import { hasNoUsername, type Client } from '../../contract/client.ts'
import { clientPagePath } from '../../contract/paths.ts'
import { useI18n } from '../i18n/i18n.tsx'
import { DeviceText, excerpt } from '../ui/device-text.tsx'
import { Gauge } from '../ui/gauge.tsx'
import styles from './cells.module.css'

interface ClientProps {
  client: Client
}

/** The id, leading to the client's page, which leads back to this very list. */
export function ClientLink({ client }: ClientProps) {
  const { search } = useLocation()
  return (
    <Link
      className={styles.id}
      to={clientPagePath(client.clientid)}
      state={{ listSearch: search }}
      title={excerpt(client.clientid)}
    >
      <DeviceText text={client.clientid} />
    </Link>
  )
}

export function UsernameCell({ client }: ClientProps) {
  const { messages } = useI18n()
  if (hasNoUsername(client)) return <span className={styles.quiet}>{messages.values.none}</span>
  return (
    <span className={styles.clipped} title={excerpt(client.username ?? '')}>
      <DeviceText text={client.username ?? ''} />
    </span>
  )
}

export function AddressCell({ client: { ip_address: address, port } }: ClientProps) {
  if (address === undefined) return null
  return port === undefined ? address : `${address}:${port}`
}

export function CountCell({
  value,
  notable = false,
}: {
  value: number | undefined
  notable?: boolean
}) {
  const { format } = useI18n()
  if (value === undefined) return null
  return (
    <span className={notable && value > 0 ? styles.notable : undefined}>
      {format.number(value)}
    </span>
  )
}

interface GaugeCellProps {
  used: number | undefined
  max: number | undefined
}

/** A number beside its limit, with a bar where there is one. */
export function GaugeCell({ used, max }: GaugeCellProps) {
  const { format } = useI18n()
  if (used === undefined) return null
  return (
    <span className={styles.gauge}>
      {max !== undefined && max > 0 && <Gauge used={used} max={max} decorative />}
      <span>{format.number(used)}</span>
    </span>
  )
}

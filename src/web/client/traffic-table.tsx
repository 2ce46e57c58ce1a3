import type { Client, ClientField } from '../../contract/client.ts'
import { useI18n } from '../i18n/i18n.tsx'
import { FieldValue } from '../status/field-value.tsx'
import styles from './client-record.module.css'
import { trafficRows } from './field-groups.ts'

/** What went both ways since the client connected, as the broker counts it. */
export function TrafficTable({ record }: { record: Client }) {
  const { traffic } = useI18n().messages.client
  const labels: Record<(typeof trafficRows)[number][0], string> = {
    bytes: traffic.bytes,
    tcp: traffic.tcp,
    mqtt: traffic.mqtt,
    messages: traffic.messages,
    qos0: traffic.qos(0),
    qos1: traffic.qos(1),
    qos2: traffic.qos(2),
    dropped: traffic.dropped,
    expired: traffic.expired,
    queueFull: traffic.queueFull,
    tooLarge: traffic.tooLarge,
  }
  const cell = (field: ClientField | null) => (
    <td>{field && <FieldValue record={record} field={field} />}</td>
  )
  return (
    <table className={styles.traffic}>
      <caption>{traffic.fromBroker}</caption>
      <thead>
        <tr>
          <th scope="col">{traffic.what}</th>
          <th scope="col">{traffic.received}</th>
          <th scope="col">{traffic.sent}</th>
        </tr>
      </thead>
      <tbody>
        {trafficRows.map(([name, received, sent]) => (
          <tr key={name} data-part={/^(qos|expired|queue|too)/.test(name)}>
            <th scope="row">{labels[name]}</th>
            {cell(received)}
            {cell(sent)}
          </tr>
        ))}
      </tbody>
    </table>
  )
}

import type { Client, ClientField } from '../../contract/client.ts'
import { useI18n } from '../i18n/i18n.tsx'
import { FieldValue } from '../fields/field-value.tsx'
import styles from './traffic-table.module.css'
import { useClientWords } from './words.ts'
import { trafficRows } from './field-groups.ts'
import { currentRate } from './watch/rates.ts'
import type { CounterField, Watch } from './watch/watch.ts'

type TrafficField = ClientField & CounterField

interface TrafficTableProps {
  record: Client
  /** Source of the rates; null: no rates. */
  watch: Watch | null
}

/** The broker's counters since the client connected, in both directions, with their current rates. */
export function TrafficTable({ record, watch }: TrafficTableProps) {
  const { traffic } = useClientWords()
  const { messages, format } = useI18n()
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
  const rate = (field: TrafficField) => {
    const perSecond = watch && currentRate(watch, field)
    if (perSecond === null) {
      return (
        <>
          <span aria-hidden="true">–</span>
          <span className="visually-hidden">{traffic.noRate}</span>
        </>
      )
    }
    const isBytes = field.endsWith('_oct')
    return traffic.perSecond(isBytes ? format.bytes(perSecond) : format.rate(perSecond))
  }
  const cell = (field: TrafficField | null) => {
    if (field === null) return <td />
    if (record[field] === undefined) {
      return (
        <td title={messages.values.notReported}>
          <span aria-hidden="true">–</span>
          <span className="visually-hidden">{messages.values.notReported}</span>
          {watch && <span className={styles.rate} />}
        </td>
      )
    }
    return (
      <td>
        <FieldValue record={record} field={field} />
        {watch && (
          <>
            {' '}
            <span className={styles.rate}>{rate(field)}</span>
          </>
        )}
      </td>
    )
  }
  return (
    <div className={styles.box}>
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
            <tr key={name} data-part-of-above={/^(qos|expired|queue|too)/.test(name)}>
              <th scope="row">{labels[name]}</th>
              {cell(received)}
              {cell(sent)}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

import {
  clientFields,
  hasNoUsername,
  type Client,
  type ClientField,
} from '../../contract/client.ts'
import { useI18n } from '../i18n/i18n.tsx'
import { ClientState } from '../status/client-state.tsx'
import { DeviceText } from '../ui/device-text.tsx'
import styles from './client-record.module.css'

/** One field of a client with its unit, in words where the broker writes a code. */
export function FieldValue({ record, field }: { record: Client; field: ClientField }) {
  const { messages, format } = useI18n()
  const { values } = messages
  const value = record[field]
  const quiet = (text: string) => <span className={styles.quiet}>{text}</span>

  if (value === undefined) return quiet(values.notReported)
  if (field === 'connected') return <ClientState client={record} />
  if (field === 'username' && hasNoUsername(record)) return quiet(values.none)
  if (field === 'mountpoint' && value === 'undefined') return quiet(values.none)
  if (field === 'keepalive') return format.keepalive(Number(value))
  if (field === 'expiry_interval') return format.expiry(Number(value))
  if (field === 'reductions') return messages.client.units.reductions(format.number(Number(value)))
  if (field === 'mqueue_dropped' || field === 'mailbox_len') {
    return messages.client.units.messages(format.number(Number(value)))
  }
  switch (clientFields[field]) {
    case 'flag':
      return value ? values.yes : values.no
    case 'time':
      return (
        <>
          {format.brokerTime(String(value))}
          {format.brokerTimeNote && <> {quiet(format.brokerTimeNote)}</>}
        </>
      )
    case 'bytes':
      return format.bytes(Number(value))
    case 'count':
      return format.number(Number(value))
    case 'limit':
      return format.limit(Number(value))
    case 'port':
    case 'version':
      return String(value)
    case 'text':
      return <DeviceText text={String(value)} />
  }
}

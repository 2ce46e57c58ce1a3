// A field of a client, as a component and as a function, which is faster in a table.
import {
  clientFields,
  hasNoUsername,
  mqttVersions,
  NEVER_EXPIRES,
  WORD_BYTES,
  type Client,
  type ClientField,
} from '../../contract/client.ts'
import { useI18n, type I18n } from '../i18n/i18n.tsx'
import { deviceText } from '../ui/device-text.tsx'
import { clientState } from './client-state.tsx'
import styles from './field-value.module.css'

interface FieldValueProps {
  record: Client
  field: ClientField
  /** Without unit and note: the heading of the table's column has them. */
  bare?: boolean
}

/** {@link fieldValue} as a component. */
export function FieldValue(props: FieldValueProps) {
  return fieldValue(props, useI18n())
}

/** One field of a client, with its unit. The broker's codes are put into words. */
export function fieldValue(
  { record, field, bare = false }: FieldValueProps,
  { messages, format }: I18n,
) {
  const { values } = messages
  const value = record[field]
  const quiet = (text: string) => <span className={styles.quiet}>{text}</span>

  if (value === undefined) return bare ? null : quiet(values.notReported)
  if (field === 'connected') return clientState(record, messages)
  if (field === 'username' && hasNoUsername(record)) return quiet(values.none)
  if (field === 'mountpoint' && value === 'undefined') return quiet(values.none)
  if (field === 'keepalive') return format.keepalive(Number(value))
  if (field === 'expiry_interval') {
    const expiry = format.expiry(Number(value))
    return bare || !isDuration(Number(value)) ? expiry : values.keptAfter(expiry)
  }
  if (field === 'proto_ver' && !bare && mqttVersions[Number(value)] !== undefined) {
    return `${value} (MQTT ${mqttVersions[Number(value)]})`
  }
  const unit = bare ? undefined : unitOf(field)
  if (unit) return values.units[unit](format.number(Number(value)))
  switch (clientFields[field]) {
    case 'flag':
      return value ? values.yes : values.no
    case 'time':
      return (
        <>
          {format.brokerTime(String(value), record.node)}
          {!bare && format.brokerTimeNote && <> {quiet(format.brokerTimeNote)}</>}
        </>
      )
    case 'bytes':
      return format.bytes(Number(value))
    case 'words':
      return format.bytes(Number(value) * WORD_BYTES)
    case 'count':
      return format.number(Number(value))
    case 'limit':
      return format.limit(Number(value))
    case 'port':
    case 'version':
      return String(value)
    case 'text':
      return deviceText(String(value))
  }
}

/** True for an `expiry_interval` that is neither 'at once' nor 'never'. */
function isDuration(seconds: number): boolean {
  return seconds > 0 && seconds < NEVER_EXPIRES
}

/** What a number of this field counts, if the field's name does not say it. */
function unitOf(field: ClientField): 'reductions' | 'messages' | undefined {
  if (field === 'reductions') return field
  return field === 'mqueue_dropped' || field === 'mailbox_len' ? 'messages' : undefined
}

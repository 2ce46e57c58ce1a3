import { limitFields, type Client, type LimitedField } from '../../contract/client.ts'
import { useI18n } from '../i18n/i18n.tsx'
import { Gauge } from '../ui/gauge.tsx'
import styles from './delivery-tiles.module.css'
import { useClientWords } from './words.ts'

/** What is used of each limit, and what the queue dropped: one tile each. */
export function DeliveryTiles({ record }: { record: Client }) {
  const { messages, format } = useI18n()
  const { mqueue_dropped: dropped } = record
  const [amount = '', unit] =
    dropped === undefined ? [] : splitUnit(messages.values.units.messages(format.number(dropped)))
  return (
    <ul className={styles.tiles} role="list">
      {Object.keys(limitFields).map((used) => (
        <LimitTile key={used} record={record} used={used as LimitedField} />
      ))}
      <li className={styles.tile}>
        <span className={styles.label}>{messages.fields.mqueue_dropped}</span>
        {dropped === undefined ? (
          <span className={styles.note}>{messages.values.notReported}</span>
        ) : (
          <span className={styles.amount} data-bad={dropped > 0 || undefined}>
            <strong>{amount}</strong> <span className={styles.note}>{unit}</span>
          </span>
        )}
      </li>
    </ul>
  )
}

function LimitTile({ record, used }: { record: Client; used: LimitedField }) {
  const words = useClientWords()
  const { messages, format } = useI18n()
  const [amount, limit] = [record[used], record[limitFields[used]]]
  const hasLimit = limit !== undefined && limit > 0
  const limitText = limit === undefined ? messages.values.notReported : format.limit(limit)
  return (
    <li className={styles.tile}>
      <span className={styles.label}>{messages.fields[used]}</span>
      {amount === undefined ? (
        <span className={styles.note}>
          {messages.values.notReported}
          {limit !== undefined && ` ${words.inBrackets(words.limit(limitText))}`}
        </span>
      ) : (
        <span className={styles.amount}>
          <strong>{format.number(amount)}</strong>{' '}
          <span className={styles.note}>
            {hasLimit
              ? `${words.ofLimit(limitText)} · ${format.percent(amount / limit)}`
              : words.inBrackets(limitText)}
          </span>
        </span>
      )}
      {amount !== undefined && hasLimit && (
        <Gauge used={amount} max={limit} label={messages.fields[used]} />
      )}
    </li>
  )
}

/** `3 messages` as `['3', 'messages']`, in any language. */
function splitUnit(text: string): [string, string] {
  const [, amount = text, unit = ''] = /^([^\p{L}]*)(.*)$/u.exec(text) ?? []
  return [amount.trim(), unit.trim()]
}

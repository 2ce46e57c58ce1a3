import type { ReactNode } from 'react'
import {
  clientFields,
  limitFields,
  type Client,
  type ClientField,
  type LimitedField,
} from '../../contract/client.ts'
import { useI18n } from '../i18n/i18n.tsx'
import { FieldValue } from '../fields/field-value.tsx'
import { DeviceText } from '../ui/device-text.tsx'
import { Gauge } from '../ui/gauge.tsx'
import { Later } from '../ui/later.tsx'
import styles from './record.module.css'
import { useClientWords } from './words.ts'
import { connectionFields, processFields, queueFields, sessionFields } from './field-groups.ts'
import { NumbersAge } from './numbers-age.tsx'
import { TrafficTable } from './traffic-table.tsx'
import type { Watch } from './watch/watch.ts'

interface ClientRecordProps {
  record: Client
  /** What was seen of this record while the page watched; null where another one is watched. */
  watch: Watch | null
  /** Tells this record from others of the same id; null when there is but one. */
  heading: string | null
  /** Stands below what is delivered, above the rest. */
  children?: ReactNode
}

/** Everything that the broker says of one client. */
export function ClientRecord({ record, watch, heading, children }: ClientRecordProps) {
  const { sections } = useClientWords()
  const unknownFields = Object.keys(record).filter((field) => !Object.hasOwn(clientFields, field))
  return (
    <article className={styles.record} aria-label={heading ?? undefined}>
      {heading && <h2 className={styles.heading}>{heading}</h2>}
      <Section title={sections.queue} isWide>
        <div className={styles.limits}>
          {Object.keys(limitFields).map((used) => (
            <Limited key={used} record={record} used={used as LimitedField} />
          ))}
        </div>
        <Fields record={record} fields={queueFields} />
        {watch && <NumbersAge watch={watch} />}
      </Section>
      <Later>
        {children}
        <div className={styles.columns}>
          <Section title={sections.traffic}>
            <TrafficTable record={record} watch={watch} />
          </Section>
          <Section title={sections.connection}>
            <Fields record={record} fields={connectionFields} />
          </Section>
          <Section title={sections.session}>
            <Fields record={record} fields={sessionFields} />
          </Section>
          <Section title={sections.process}>
            <Fields record={record} fields={processFields} />
          </Section>
          {unknownFields.length > 0 && (
            <Section title={sections.other}>
              <dl className={styles.fields}>
                {unknownFields.map((field) => (
                  <div key={field} className={styles.field}>
                    <dt>{field}</dt>
                    <dd>
                      <DeviceText text={JSON.stringify(record[field as ClientField])} />
                    </dd>
                  </div>
                ))}
              </dl>
            </Section>
          )}
        </div>
      </Later>
    </article>
  )
}

interface SectionProps {
  title: string
  isWide?: boolean
  children: ReactNode
}

function Section({ title, isWide = false, children }: SectionProps) {
  return (
    <section className={`${styles.section} ${isWide ? styles.wide : ''}`} aria-label={title}>
      <h2>{title}</h2>
      {children}
    </section>
  )
}

function Fields({ record, fields }: { record: Client; fields: readonly ClientField[] }) {
  const { messages } = useI18n()
  return (
    <dl className={styles.fields}>
      {fields
        // An online client has no such time: 'not reported' would read like something missing.
        .filter((field) => field !== 'disconnected_at' || record.disconnected_at !== undefined)
        .map((field) => (
          <div key={field} className={styles.field}>
            <dt>{messages.fields[field]}</dt>
            <dd>
              <FieldValue record={record} field={field} />
            </dd>
          </div>
        ))}
    </dl>
  )
}

function Limited({ record, used }: { record: Client; used: LimitedField }) {
  const { messages, format } = useI18n()
  const max = limitFields[used]
  const [amount, limit] = [record[used], record[max]]
  if (amount === undefined) return <Fields record={record} fields={[used, max]} />
  const hasLimit = limit !== undefined && limit > 0
  const limitText = limit === undefined ? messages.values.notReported : format.limit(limit)
  return (
    <div className={styles.limited}>
      <span>{messages.fields[used]}</span>
      <span className={styles.amount}>
        {hasLimit
          ? `${messages.values.ofMax(format.number(amount), limitText)} · ${format.percent(amount / limit)}`
          : `${format.number(amount)} (${limitText})`}
      </span>
      {hasLimit && <Gauge used={amount} max={limit} label={messages.fields[used]} />}
    </div>
  )
}

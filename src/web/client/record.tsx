import type { ReactNode } from 'react'
import { clientFields, type Client, type ClientField } from '../../contract/client.ts'
import { useI18n } from '../i18n/i18n.tsx'
import { FieldValue } from '../fields/field-value.tsx'
import { DeviceText } from '../ui/device-text.tsx'
import { Deferred } from '../ui/deferred.tsx'
import { DeliveryTiles } from './delivery-tiles.tsx'
import styles from './record.module.css'
import { useClientWords } from './words.ts'
import { connectionFields, processFields, sessionFields } from './field-groups.ts'
import { NumbersAge } from './numbers-age.tsx'
import { TrafficTable } from './traffic-table.tsx'
import type { Watch } from './watch/watch.ts'

interface ClientRecordProps {
  record: Client
  /** What this tab has seen of the record; null if another record is watched. */
  watch: Watch | null
  /** Null if the id has only one record. */
  heading: string | null
  /** True for the last record of a client that is gone: its numbers are shown without colour. */
  isGone?: boolean
  /** Stand beside the record's own parts. */
  charts?: ReactNode
  subscriptions?: ReactNode
  presence?: ReactNode
}

/**
 * All fields of one record: in one, two or three columns, see `record.module.css`. The wrappers are the
 * columns, and parts of them. On a narrow page they have no boxes, and each part has its own place.
 */
export function ClientRecord(props: ClientRecordProps) {
  const { record, watch, heading, isGone = false, charts, subscriptions, presence } = props
  const { sections } = useClientWords()
  const unknownFields = Object.keys(record).filter((field) => !Object.hasOwn(clientFields, field))
  return (
    <article
      className={`${styles.record} ${isGone ? styles.gone : ''}`}
      aria-label={heading ?? undefined}
    >
      {heading && <h2 className={styles.heading}>{heading}</h2>}
      <div className={styles.layout}>
        <div className={styles.main}>
          <div className={styles.live}>
            <Section part="delivery" title={sections.queue}>
              <DeliveryTiles record={record} />
              {watch && <NumbersAge watch={watch} />}
            </Section>
            <Deferred>{charts && <div data-part="charts">{charts}</div>}</Deferred>
          </div>
          <div className={styles.counted}>
            <Deferred>
              <Section part="traffic" title={sections.traffic}>
                <TrafficTable record={record} watch={watch} />
              </Section>
              {unknownFields.length > 0 && (
                <Section part="other" title={sections.other}>
                  <dl className={styles.fields}>
                    {unknownFields.map((field) => (
                      <div key={field} className={styles.field}>
                        <dt>
                          <DeviceText text={field} />
                        </dt>
                        <dd>
                          <DeviceText text={JSON.stringify(record[field as ClientField])} />
                        </dd>
                      </div>
                    ))}
                  </dl>
                </Section>
              )}
            </Deferred>
          </div>
        </div>
        <div className={styles.side}>
          <Deferred>
            <div className={styles.who}>
              {subscriptions && <div data-part="subscriptions">{subscriptions}</div>}
              {presence && <div data-part="presence">{presence}</div>}
              <Section part="connection" title={sections.connection}>
                <Fields record={record} fields={connectionFields} />
              </Section>
            </div>
            <div className={styles.rest}>
              <Section part="session" title={sections.session}>
                <Fields record={record} fields={sessionFields} />
              </Section>
              <Section part="process" title={sections.process}>
                <Fields record={record} fields={processFields} />
              </Section>
            </div>
          </Deferred>
        </div>
      </div>
    </article>
  )
}

interface SectionProps {
  /** Its place in the layout. */
  part: string
  title: string
  children: ReactNode
}

function Section({ part, title, children }: SectionProps) {
  return (
    <section className={styles.section} data-part={part} aria-label={title}>
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
        // A connected client has no such time, so 'not reported' would be wrong.
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

import { useMemo } from 'react'
import type { Client } from '../../contract/client.ts'
import { useI18n } from '../i18n/i18n.tsx'
import { chartsOf } from './charts/data.ts'
import { ChartPanel } from './charts/panel.tsx'
import styles from './record.module.css'
import { useClientWords } from './words.ts'
import { describeEvent } from './describe-event.ts'
import { nextSampleAt } from './watch/reading-times.ts'
import type { Watch } from './watch/watch.ts'

/** Charts of the samples that this tab has seen of a client. */
export function WatchedCharts({ record, watch }: { record: Client; watch: Watch }) {
  const words = useClientWords()
  const { format } = useI18n()
  const { samples, events, since } = watch
  const { max_mqueue, max_inflight, max_awaiting_rel } = record
  const { times, charts } = useMemo(
    () => chartsOf(samples, { max_mqueue, max_inflight, max_awaiting_rel }, words.charts),
    [samples, max_mqueue, max_inflight, max_awaiting_rel, words],
  )
  const marks = useMemo(
    () => events.map((event) => ({ at: event.at, label: describeEvent(event, words, format) })),
    [events, words, format],
  )
  return (
    <section className={styles.watched} aria-label={words.watched}>
      <h2>{words.watched}</h2>
      <p className={styles.since}>{words.watchedSince(format.moment(since))}</p>
      <ChartPanel
        name="client"
        subject={record.clientid}
        nextAt={watch.isGone ? null : nextSampleAt(watch)}
        times={times}
        charts={charts}
        events={marks}
      />
    </section>
  )
}

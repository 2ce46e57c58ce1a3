import { NEVER_EXPIRES, type Client } from '../../../contract/client.ts'
import type { Format } from '../../i18n/format.ts'
import { useI18n } from '../../i18n/i18n.tsx'
import { keptUntil } from '../../client/diagnosis/offline.ts'
import styles from './loss.module.css'
import { useKickWords, type KickWords } from '../words.ts'

/**
 * What a kick destroys, as far as the broker reports it.
 * 4.4.19 publishes the will message at once when it kicks a client that is connected, or whose will delay
 * still runs. Source: measured on 4.4.19; earlier 4.x does not, by its `emqx_channel.erl`. The API
 * does not say whether a client has a will.
 */
export function KickLoss({ records }: { records: readonly [Client, ...Client[]] }) {
  const words = useKickWords()
  const { messages, format } = useI18n()
  const { notReported } = messages.values
  /** The sum over all records, because a kick ends all of them. */
  const count = (field: 'mqueue_len' | 'inflight' | 'subscriptions_cnt') => {
    const known = records.map((record) => record[field]).filter((value) => value !== undefined)
    if (known.length === 0) return notReported
    return format.number(known.reduce((sum, value) => sum + value, 0))
  }
  const [client] = records
  const expiry =
    records.length > 1
      ? [words.sessions, format.number(records.length)]
      : (describeExpiry(client, words, format) ?? [
          client.connected ? words.outlives : words.isKept,
          notReported,
        ])
  const lines = [
    [words.waiting, count('mqueue_len')],
    [words.inflight, count('inflight')],
    [words.subscriptions, count('subscriptions_cnt')],
    expiry,
  ]
  return (
    <>
      <dl className={styles.loss} aria-label={words.lost}>
        {lines.map(([term, value]) => (
          <div key={term}>
            <dt>{term}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      <p className={styles.quiet}>{words.numbersAge}</p>
    </>
  )
}

/**
 * How long the session would last without the kick, as a term and its value; undefined if the broker does
 * not report it.
 */
function describeExpiry(client: Client, words: KickWords, format: Format): string[] | undefined {
  const { expiry_interval: seconds, connected, node } = client
  if (seconds === undefined) return undefined
  const duration = format.duration(seconds)
  if (connected) {
    if (seconds >= NEVER_EXPIRES) return [words.outlives, words.keptForGood]
    return [words.outlives, seconds === 0 ? words.no : words.keptFor(duration)]
  }
  const kept = keptUntil(client, (time) => format.brokerEpoch(time, node))
  switch (kept.kind) {
    case 'for-ever':
      return [words.isKept, words.forGood]
    case 'not-at-all':
      return [words.isKept, words.no]
    case 'until':
      return [words.isKeptUntil, format.moment(kept.epochMs)]
    case 'until-broker-time':
      return [words.isKeptUntil, format.brokerTimeNoted(kept.text, node)]
    case 'unknown':
      return [words.isKept, duration]
  }
}

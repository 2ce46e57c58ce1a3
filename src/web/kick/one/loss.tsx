import { NEVER_EXPIRES, type Client } from '../../../contract/client.ts'
import type { Format } from '../../i18n/format.ts'
import { useI18n } from '../../i18n/i18n.tsx'
import styles from './loss.module.css'
import { useKickWords, type KickWords } from '../words.ts'

/**
 * What a kick destroys, in numbers where the broker reports them.
 * A will: EMQX publishes it as it kicks, whether the client is connected or has gone with a delay
 * that has not run out. Source: `handle_call(kick, …)` in `emqx_channel.erl` of late 4.4; earlier 4.x
 * published none. The API does not say whether there is one.
 */
export function KickLoss({ records }: { records: readonly [Client, ...Client[]] }) {
  const words = useKickWords()
  const { messages, format } = useI18n()
  const { notReported } = messages.values
  /** Of all records: a kick ends each of them. */
  const count = (field: 'mqueue_len' | 'inflight' | 'subscriptions_cnt') => {
    const known = records.map((record) => record[field]).filter((value) => value !== undefined)
    if (known.length === 0) return notReported
    return format.number(known.reduce((sum, value) => sum + value, 0))
  }
  const [client] = records
  const expiry =
    records.length > 1
      ? [words.sessions, format.number(records.length)]
      : [
          client.connected ? words.outlives : words.isKept,
          describeExpiry(client, words, format) ?? notReported,
        ]
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
      <p>{words.will}</p>
    </>
  )
}

/** For how long the session would live on without the kick; undefined where that is not reported. */
function describeExpiry(client: Client, words: KickWords, format: Format): string | undefined {
  const { expiry_interval: seconds, disconnected_at: leftAt, connected } = client
  if (seconds === undefined) return undefined
  if (seconds >= NEVER_EXPIRES) return connected ? words.keptForGood : words.forGood
  const duration = format.duration(seconds)
  if (!connected && seconds === 0) return words.notKept
  if (connected) return seconds === 0 ? words.endsAnyway : words.keptFor(duration)
  return leftAt === undefined
    ? duration
    : words.keptFromLeaving(duration, format.brokerTimeNoted(leftAt))
}

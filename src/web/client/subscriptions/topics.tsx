import { useMemo, useState } from 'react'
import type { Subscription } from '../../../contract/answer.ts'
import { useI18n } from '../../i18n/i18n.tsx'
import { useRovingItem } from '../../ui/list/use-roving-item.ts'
import { VirtualList } from '../../ui/list/virtual-list.tsx'
import { Button } from '../../ui/button.tsx'
import { copyText } from '../../ui/browser/copy-text.ts'
import { useMediaQuery } from '../../ui/browser/use-media-query.ts'
import { DeviceText, excerpt } from '../../ui/device-text.tsx'
import { icon } from '../../ui/icons/icon.tsx'
import { copyIcon } from '../../ui/icons/rare-icons.ts'
import { useToast } from '../../ui/toaster.tsx'
import { SearchField } from '../../ui/search-field.tsx'
import { findSubscriptions, sortSubscriptions } from './list.ts'
import styles from './subscriptions.module.css'
import { useSubscriptionWords } from './words.ts'

/** JSON, because a topic may contain any character. */
const keyOf = ({ node, topic }: Subscription) => JSON.stringify([topic, node])

/** The list of topics: one to tens of thousands. */
export function SubscriptionTopics({ subscriptions }: { subscriptions: readonly Subscription[] }) {
  const words = useSubscriptionWords()
  const { messages, format } = useI18n()
  const showToast = useToast()
  const [wanted, setWanted] = useState('')
  const sorted = useMemo(() => sortSubscriptions(subscriptions), [subscriptions])
  const shown = useMemo(() => findSubscriptions(sorted, wanted), [sorted, wanted])
  const { focusable, propsOf } = useRovingItem(shown.length)
  const isPrinted = useMediaQuery('print')
  const isOfSeveralNodes = sorted.some(({ node }) => node !== sorted[0]?.node)

  const textOf = (subscription: Subscription) => (
    <>
      <span className={styles.topic} title={excerpt(subscription.topic)}>
        <DeviceText text={subscription.topic} />
      </span>
      {isOfSeveralNodes && (
        <span className={styles.note}>
          <DeviceText text={subscription.node} />
        </span>
      )}
      <span className={styles.note}>{words.qos(format.number(subscription.qos))}</span>
    </>
  )

  const copy = (topics: readonly Subscription[]) =>
    void copyText(topics.map(({ topic }) => topic).join('\n')).then(
      () => showToast(words.copied(format.number(topics.length)), { isDone: true }),
      () => showToast(messages.exports.copyFailed),
    )

  if (isPrinted) {
    return (
      <ol className={styles.printed} role="list">
        {shown.map((subscription) => (
          <li key={keyOf(subscription)} className={styles.item}>
            {textOf(subscription)}
          </li>
        ))}
      </ol>
    )
  }
  return (
    <>
      <div className={styles.tools}>
        <SearchField
          className={styles.search}
          label={words.find}
          text={wanted}
          setText={setWanted}
        />
        <span className={styles.quiet} role="status">
          {wanted !== '' && words.found(format.number(shown.length), format.number(sorted.length))}
        </span>
        <Button disabled={shown.length === 0} onClick={() => copy(shown)}>
          {words.copyShown}
        </Button>
      </div>
      <VirtualList
        label={words.title}
        items={shown}
        keyOf={keyOf}
        empty={words.notFound}
        room={sorted.length}
        focusable={focusable}
      >
        {(subscription, index) => (
          <div className={styles.item}>
            {textOf(subscription)}
            <Button
              variant="quiet"
              aria-label={words.copyOf(excerpt(subscription.topic))}
              {...propsOf(index)}
              onClick={() => copy([subscription])}
            >
              {icon(copyIcon)}
            </Button>
          </div>
        )}
      </VirtualList>
    </>
  )
}

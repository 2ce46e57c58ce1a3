import { useMemo, useState } from 'react'
import type { Subscription } from '../../../contract/answer.ts'
import { useI18n } from '../../i18n/i18n.tsx'
import { useRovingItem } from '../../ui/list/use-roving-item.ts'
import { VirtualList } from '../../ui/list/virtual-list.tsx'
import { Button } from '../../ui/button.tsx'
import { copyText } from '../../ui/browser/copy-text.ts'
import { DeviceText, excerpt } from '../../ui/device-text.tsx'
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
  const isOfSeveralNodes = sorted.some(({ node }) => node !== sorted[0]?.node)

  const copy = (topics: readonly Subscription[]) =>
    void copyText(topics.map(({ topic }) => topic).join('\n')).then(
      () => showToast(words.copied(format.number(topics.length)), { isDone: true }),
      () => showToast(messages.exports.copyFailed),
    )

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
            <span className={styles.topic} title={excerpt(subscription.topic)}>
              <DeviceText text={subscription.topic} />
            </span>
            {isOfSeveralNodes && (
              <span className={styles.note}>
                <DeviceText text={subscription.node} />
              </span>
            )}
            <span className={styles.note}>{words.qos(format.number(subscription.qos))}</span>
            <Button
              variant="quiet"
              aria-label={words.copyOf(excerpt(subscription.topic))}
              {...propsOf(index)}
              onClick={() => copy([subscription])}
            >
              <svg className={styles.icon} viewBox="0 0 16 16" aria-hidden="true">
                <path d="M5.5 5.5h8v8h-8zM10.5 5.5v-3h-8v8h3" />
              </svg>
            </Button>
          </div>
        )}
      </VirtualList>
    </>
  )
}

// Order and search of subscriptions.
import type { Subscription } from '../../../contract/answer.ts'
import { compareText } from '../../ui/list/compare-text.ts'

/** Sorts by topic, character by character, and then by node. The broker's order says nothing. */
export function sortSubscriptions(subscriptions: readonly Subscription[]): Subscription[] {
  return subscriptions.toSorted(
    (a, b) => compareText(a.topic, b.topic) || compareText(a.node, b.node),
  )
}

/** The subscriptions whose topic contains a text, ignoring case. */
export function findSubscriptions(
  subscriptions: readonly Subscription[],
  wanted: string,
): readonly Subscription[] {
  if (wanted === '') return subscriptions
  const part = wanted.toLowerCase()
  return subscriptions.filter(({ topic }) => topic.toLowerCase().includes(part))
}

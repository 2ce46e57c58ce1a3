import type { Subscription } from '../../../contract/answer.ts'
import { compareText } from '../../ui/list/compare-text.ts'

/** By topic, character by character, and then by node: the broker's own order is a hash's. */
export function sortSubscriptions(subscriptions: readonly Subscription[]): Subscription[] {
  return subscriptions.toSorted(
    (a, b) => compareText(a.topic, b.topic) || compareText(a.node, b.node),
  )
}

/** Those whose topic contains what is wanted, to the letter but in either case. */
export function findSubscriptions(
  subscriptions: readonly Subscription[],
  wanted: string,
): readonly Subscription[] {
  if (wanted === '') return subscriptions
  const part = wanted.toLowerCase()
  return subscriptions.filter(({ topic }) => topic.toLowerCase().includes(part))
}

import type { Subscription } from '../../../contract/answer.ts'

/** By topic, character by character, and then by node: the broker's own order is a hash's. */
export function sortSubscriptions(subscriptions: readonly Subscription[]): Subscription[] {
  return subscriptions.toSorted((a, b) => compare(a.topic, b.topic) || compare(a.node, b.node))
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

function compare(a: string, b: string): number {
  return a === b ? 0 : a < b ? -1 : 1
}

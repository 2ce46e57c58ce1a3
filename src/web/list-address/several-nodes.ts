// Whether the cluster has several nodes: the list of a single node needs no column for it.
import { usePreference, writePreference } from '../ui/browser/preference.ts'

const NAME = 'several-nodes'

/** True if the cluster had several nodes when they were last known: known before the first row comes. */
export function useSeveralNodes(): boolean {
  return usePreference(NAME) === 'yes'
}

/** Keeps in this browser whether the cluster has several nodes. */
export function noteSeveralNodes(hasSeveral: boolean): void {
  writePreference(NAME, hasSeveral ? 'yes' : 'no')
}

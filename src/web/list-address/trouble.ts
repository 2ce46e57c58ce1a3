import type { Client } from '../../contract/client.ts'
import type { ClientFilter } from '../../contract/query.ts'
import { NEARLY_FULL } from '../ui/nearly-full.ts'
import { withoutFilters, type ClientsSearch, type TroubleFilter } from './search.ts'

/** What can be wrong with a client, as far as its row tells. */
export type Trouble =
  /** The queue is nearly full: the next messages push others out. */
  | 'queue'
  /** The inflight window is nearly full: the client does not acknowledge, or too slowly. */
  | 'window'
  /** Messages were dropped from the queue. */
  | 'dropped'
  /** Not connected, and messages wait. */
  | 'offline-queue'

/** True from 80 % of a limit on; a max of 0 is no limit. */
function isNearlyFull(used = 0, max = 0): boolean {
  return max > 0 && used / max >= NEARLY_FULL
}

/** Everything that is wrong with a client. */
export function troublesOf(client: Client): Trouble[] {
  const { connected, mqueue_len: queued = 0, mqueue_dropped: dropped = 0 } = client
  const found: [Trouble, boolean][] = [
    ['queue', isNearlyFull(queued, client.max_mqueue)],
    ['window', isNearlyFull(client.inflight, client.max_inflight)],
    ['dropped', dropped > 0],
    ['offline-queue', !connected && queued > 0],
  ]
  return found.filter(([, isThere]) => isThere).map(([trouble]) => trouble)
}

/** True for a row that stays when a page is narrowed to one kind of trouble. */
export function matchesOnly(client: Client, only: TroubleFilter): boolean {
  switch (only) {
    case 'backlog':
      return (client.mqueue_len ?? 0) > 0
    case 'dropping':
      return (client.mqueue_dropped ?? 0) > 0
    case 'stuck':
      return isNearlyFull(client.inflight, client.max_inflight)
  }
}

/** Views of the list that one click leads to. */
export const troubleViews = ['backlog', 'dropping', 'offline', 'stuck'] as const
export type TroubleView = (typeof troubleViews)[number]

/** The broker's filter for a kind of trouble, where it knows thresholds; for the window it has none. */
export const troubleThresholds: Partial<Record<TroubleFilter, ClientFilter>> = {
  backlog: '_gte_mqueue_len',
  dropping: '_gte_mqueue_dropped',
}

/** The list narrowed to one kind of trouble: by the broker where it can, else by the page. */
export function withTrouble(
  search: ClientsSearch,
  only: TroubleFilter,
  knowsThresholds: boolean,
): ClientsSearch {
  const filter = troubleThresholds[only]
  return filter !== undefined && knowsThresholds
    ? { ...search, page: 1, only: null, filters: { [filter]: '1', ...search.filters } }
    : { ...search, page: 1, only }
}

/** The list as a view shows it: in place of all filters; how it is shown stays. */
export function troubleSearch(
  view: TroubleView,
  search: ClientsSearch,
  knowsThresholds: boolean,
): ClientsSearch {
  const all = withoutFilters(search)
  if (view !== 'offline') return withTrouble(all, view, knowsThresholds)
  const offline = { ...all, filters: { conn_state: 'disconnected' } }
  return withTrouble(offline, 'backlog', knowsThresholds)
}

// Clients in trouble: the rules, what a row shows of them, and the lists of such clients.
import { limitFields, type Client, type LimitedField } from '../../contract/client.ts'
import { MAX_PAGE_SIZE } from '../../contract/list-address.ts'
import type { ClientFilter } from '../../contract/query.ts'
import { FULL, NEARLY_FULL } from '../ui/nearly-full.ts'
import {
  hasOwnSorting,
  ownSorting,
  troubleViews,
  withoutFilters,
  type ClientsSearch,
  type TroubleView,
} from './search.ts'

/** A condition on one field of a record. A share is of the field's limit; without a limit it is 0. */
type Condition =
  | { field: LimitedField; share: number }
  | { field: 'mqueue_len' | 'mqueue_dropped'; atLeast: number }
  | { field: 'connected'; is: boolean }

/** Red: it loses messages, or cannot deliver. Amber: it will. */
export type Severity = 'critical' | 'warning'

/** A kind of trouble, and what a record must be like to have it. */
interface TroubleRule {
  severity: Severity
  all: readonly Condition[]
}

const waits: Condition = { field: 'mqueue_len', atLeast: 1 }
const drops: Condition = { field: 'mqueue_dropped', atLeast: 1 }
const isOffline: Condition = { field: 'connected', is: false }

/** What can be wrong with a client, as far as its record shows: the worst first. */
export const troubleRules = {
  'queue-full': { severity: 'critical', all: [{ field: 'mqueue_len', share: FULL }] },
  'window-full': { severity: 'critical', all: [{ field: 'inflight', share: 1 }] },
  dropping: { severity: 'critical', all: [drops] },
  'queue-nearly': { severity: 'warning', all: [{ field: 'mqueue_len', share: NEARLY_FULL }] },
  'window-nearly': { severity: 'warning', all: [{ field: 'inflight', share: NEARLY_FULL }] },
  waiting: { severity: 'warning', all: [isOffline, waits] },
} as const satisfies Record<string, TroubleRule>

export type Trouble = keyof typeof troubleRules

const troubles = Object.keys(troubleRules) as Trouble[]

/** A trouble that says more takes the place of the other. */
const covers: Partial<Record<Trouble, Trouble>> = {
  'queue-nearly': 'queue-full',
  'window-nearly': 'window-full',
}

/** What the record of a client in a view is like; null for any trouble. */
const viewRules: Record<TroubleView, readonly Condition[] | null> = {
  any: null,
  backlog: [waits],
  dropping: [drops],
  offline: [isOffline, waits],
  window: [{ field: 'inflight', share: NEARLY_FULL }],
}

function shareOf(client: Client, field: LimitedField): number {
  const max = client[limitFields[field]] ?? 0
  return max > 0 ? (client[field] ?? 0) / max : 0
}

function meets(client: Client, conditions: readonly Condition[]): boolean {
  return conditions.every((condition) =>
    'share' in condition
      ? shareOf(client, condition.field) >= condition.share
      : 'is' in condition
        ? client.connected === condition.is
        : (client[condition.field] ?? 0) >= condition.atLeast,
  )
}

/** Everything that is wrong with a client, the worst first. */
export function troublesOf(client: Client): Trouble[] {
  const found = troubles.filter((trouble) => meets(client, troubleRules[trouble].all))
  return found.filter((trouble) => !found.includes(covers[trouble]!))
}

/** How bad it is: the worst of the troubles; null if there is none. */
export function severityOf(client: Client): Severity | null {
  const worst = troubles.find((trouble) => meets(client, troubleRules[trouble].all))
  return worst ? troubleRules[worst].severity : null
}

const ranks = new WeakMap<Client, number>()

/**
 * A number to sort by: first how bad it is, then how full queue or window are, then whether messages
 * were dropped. Undefined without trouble. Kept for each record: a sort asks for it many times.
 */
export function troubleRank(client: Client): number | undefined {
  const known = ranks.get(client)
  if (known !== undefined) return known || undefined
  const severity = severityOf(client)
  const fill = Math.min(1, Math.max(shareOf(client, 'mqueue_len'), shareOf(client, 'inflight')))
  const { mqueue_dropped: dropped = 0 } = client
  // Each part stays below the least step of the part before.
  const rank = severity
    ? (severity === 'critical' ? 2 : 1) + fill / 2 + (1 - 1 / (1 + dropped)) / 1e6
    : 0
  ranks.set(client, rank)
  return rank || undefined
}

/** True for a record that belongs to a view. */
export function matchesTrouble(client: Client, view: TroubleView): boolean {
  const conditions = viewRules[view]
  return conditions === null ? severityOf(client) !== null : meets(client, conditions)
}

/** How many of these records belong to each view. */
export function countTroubles(clients: readonly Client[]): Record<TroubleView, number> {
  const counts = { any: 0, backlog: 0, dropping: 0, offline: 0, window: 0 }
  for (const client of clients) {
    for (const view of troubleViews) if (matchesTrouble(client, view)) counts[view] += 1
  }
  return counts
}

/** The threshold filter for a kind of trouble. The broker has none for the inflight window. */
export const troubleThresholds: Partial<Record<TroubleView, ClientFilter>> = {
  backlog: '_gte_mqueue_len',
  dropping: '_gte_mqueue_dropped',
  offline: '_gte_mqueue_len',
}

/**
 * The list narrowed to one kind of trouble: by the broker if it has a filter, else by the page. The
 * order of the rows is the view's own.
 */
export function withTrouble(
  search: ClientsSearch,
  view: TroubleView,
  knowsThresholds: boolean,
): ClientsSearch {
  const filter = troubleThresholds[view]
  const first = { ...search, page: 1, sorting: ownSorting[view] }
  if (view === 'offline') {
    first.filters = { conn_state: 'disconnected', ...search.filters }
  }
  if (filter === undefined || !knowsThresholds) return { ...first, trouble: view }
  return { ...first, trouble: null, filters: { [filter]: '1', ...first.filters } }
}

/**
 * The list of a view: it replaces all filters. Columns and page size stay, but if only the page can be
 * narrowed, the page is as large as it can be.
 */
export function troubleSearch(
  view: TroubleView,
  search: ClientsSearch,
  knowsThresholds: boolean,
): ClientsSearch {
  const found = withTrouble(withoutTrouble(search), view, knowsThresholds)
  return troubleThresholds[view] === undefined ? { ...found, limit: MAX_PAGE_SIZE } : found
}

/** The list without filters, and without the order and the page size that a view has brought. */
export function withoutTrouble(search: ClientsSearch): ClientsSearch {
  const all = withoutFilters(search)
  return hasOwnSorting(all) ? { ...all, sorting: [] } : all
}

/** True if an address leads to a view. Its order and page size do not count. */
export function isTroubleView(
  search: ClientsSearch,
  view: TroubleView,
  knowsThresholds: boolean,
): boolean {
  const { trouble, filters, node } = troubleSearch(view, search, knowsThresholds)
  const names = Object.keys(filters) as ClientFilter[]
  return (
    search.trouble === trouble &&
    search.node === node &&
    Object.keys(search.filters).length === names.length &&
    names.every((name) => search.filters[name] === filters[name])
  )
}

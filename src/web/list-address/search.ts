// The address of the list as a typed value: read, written and changed here only.
import { clientFields, type ClientField } from '../../contract/client.ts'
import {
  defaultQuery,
  MAX_PAGE_SIZE,
  readListQuery,
  type IgnoredParam,
  type ListParam,
} from '../../contract/list-address.ts'
import {
  clientFilters,
  filterNames,
  filterParams,
  type ClientFilter,
  type ClientFilters,
  type ClientQuery,
} from '../../contract/query.ts'

/** A column: one for each field of the API, and Roster's own for what is wrong with a client. */
export type ColumnId = ClientField | 'problem'

/** The columns that are shown, in the terms of TanStack Table; the other columns are hidden. */
export interface ColumnState {
  /** From left to right. The first one is the client's id, and stays in sight. */
  columnOrder: readonly ColumnId[]
  /** Widths in px of the columns that have been resized. */
  columnSizing: Readonly<Partial<Record<ColumnId, number>>>
}

/** Narrowest and widest that a column can be made, in px. */
export const COLUMN_WIDTHS = { min: 48, max: 960 } as const

/**
 * Order of the rows of one page, in the terms of TanStack Table: empty for the broker's own order, else
 * one column. The API cannot sort.
 */
export type Sorting = { id: ColumnId; desc: boolean }[]

/** The one-click views of clients in trouble. */
export const troubleViews = ['any', 'backlog', 'dropping', 'offline', 'window'] as const
export type TroubleView = (typeof troubleViews)[number]

const mostFirst = (id: ColumnId): Sorting => [{ id, desc: true }]

/** The order of each view: the worst first. */
export const ownSorting: Readonly<Record<TroubleView, Sorting>> = {
  any: mostFirst('problem'),
  backlog: mostFirst('mqueue_len'),
  dropping: mostFirst('mqueue_dropped'),
  offline: mostFirst('mqueue_len'),
  window: mostFirst('inflight'),
}

/** How often the list is read again, in seconds; 0 is never. */
export const REFRESH_CHOICES = [0, 5, 15, 30, 60] as const
export type RefreshSeconds = (typeof REFRESH_CHOICES)[number]

/** Everything that the address of the list says: the question to the broker, and how to show the answer. */
export interface ClientsSearch extends ClientQuery {
  sorting: Sorting
  /** Shows only the rows of the page with this trouble: the broker has no filter for it. */
  trouble: TroubleView | null
  columns: ColumnState
  refresh: RefreshSeconds
}

/** Columns that are shown unless others are chosen. The columns that tell of trouble come first. */
const defaultColumns: ColumnState = {
  columnOrder: [
    'clientid',
    'username',
    'connected',
    'problem',
    'mqueue_len',
    'inflight',
    'mqueue_dropped',
    'subscriptions_cnt',
    'connected_at',
    'ip_address',
    'node',
  ],
  columnSizing: {},
}

/** The default columns of a cluster that has one node. */
const singleNodeColumns: ColumnState = {
  columnOrder: defaultColumns.columnOrder.filter((column) => column !== 'node'),
  columnSizing: {},
}

/** The columns as they are shown: by default, a node has its column only if there are several. */
export function columnsFor(columns: ColumnState, hasSeveralNodes: boolean): ColumnState {
  return columns === defaultColumns && !hasSeveralNodes ? singleNodeColumns : columns
}

/** The list of an address without parameters. */
export const defaultSearch: ClientsSearch = {
  ...defaultQuery,
  sorting: [],
  trouble: null,
  columns: defaultColumns,
  refresh: 15,
}

/** Reads the address of the list. A wrong part is named in `ignored`, and the rest counts. */
export function readSearch(params: URLSearchParams): {
  search: ClientsSearch
  ignored: IgnoredParam[]
} {
  const search = { ...defaultSearch }
  const { query, ignored } = readListQuery(params, (name, value) => {
    if (!Object.hasOwn(readers, name)) return 'unknown'
    const part = readers[name as keyof typeof readers](value)
    if (part === null) return 'value'
    Object.assign(search, part)
    return null
  })
  const { trouble, sorting } = search
  if (trouble !== null && sorting.length === 0) search.sorting = ownSorting[trouble]
  return { search: { ...search, ...query }, ignored }
}

function readTrouble(text: string) {
  const trouble = troubleViews.find((view) => view === text)
  return trouble ? { trouble } : null
}

/** Each reads the text of one parameter; null for a wrong text. */
const readers = {
  sort: (text: string) => {
    const name = text.replace(/^-/, '')
    const id = name === 'trouble' ? 'problem' : isField(name) && name
    return id ? { sorting: [{ id, desc: text.startsWith('-') }] } : null
  },
  trouble: readTrouble,
  /** The older name of `trouble`. */
  only: (text: string) => readTrouble(text === 'stuck' ? 'window' : text),
  columns: (text: string) => {
    const columns = readColumns(text)
    return columns && { columns }
  },
  refresh: (text: string) => {
    const refresh = REFRESH_CHOICES.find((seconds) => text === refreshText(seconds))
    return refresh === undefined ? null : { refresh }
  },
} satisfies Record<
  Exclude<ListParam, '_page' | '_limit' | 'node'>,
  (text: string) => Partial<ClientsSearch> | null
>

const refreshText = (seconds: RefreshSeconds) => (seconds === 0 ? 'off' : String(seconds))

const isField = (name: string): name is ClientField => Object.hasOwn(clientFields, name)
const isColumn = (name: string): name is ColumnId => name === 'problem' || isField(name)

let lastColumns: { text: string; columns: ColumnState | null } | null = null

/** {@link parseColumns}, with the same result for the same text: cells are then not rendered again. */
function readColumns(text: string): ColumnState | null {
  if (lastColumns?.text !== text) lastColumns = { text, columns: parseColumns(text) }
  return lastColumns.columns
}

/** Reads `clientid,username:240`: columns, each once, with widths in px of the resized ones. */
function parseColumns(text: string): ColumnState | null {
  // The id leads to the client and stays in sight: it is always there, and always first.
  const order = new Set<ColumnId>(['clientid'])
  const columnSizing: Partial<Record<ColumnId, number>> = {}
  const parts = text.split(',').map((part) => /^([^:]+)(?::(\d{2,3}))?$/.exec(part) ?? [])
  for (const [, field = '', digits] of parts) {
    const width = Number(digits ?? COLUMN_WIDTHS.min)
    if (!isColumn(field) || width < COLUMN_WIDTHS.min || width > COLUMN_WIDTHS.max) return null
    order.add(field)
    if (digits !== undefined) columnSizing[field] = width
  }
  const names = parts.map(([, field]) => field)
  if (new Set(names).size < names.length) return null
  return { columnOrder: [...order], columnSizing }
}

/** The columns as an address writes them; empty for the default, which depends on the cluster. */
export function writeColumns(columns: ColumnState): string {
  if (columns === defaultColumns || columns === singleNodeColumns) return ''
  return columns.columnOrder
    .map((field) =>
      columns.columnSizing[field] ? `${field}:${columns.columnSizing[field]}` : field,
    )
    .join()
}

/**
 * Writes the address of a list: with a leading `?`, or empty for the default list. Filters come first;
 * what is as by default is left out.
 */
export function writeSearch(search: ClientsSearch): string {
  const { filters, node, limit, page, cursor, trouble, sorting, refresh } = search
  const params = new URLSearchParams(filterParams(filters))
  if (node !== null) params.set('node', node)
  if (limit !== defaultSearch.limit) params.set('_limit', `${limit}`)
  if (page !== defaultSearch.page) params.set('_page', `${page}`)
  if (cursor !== null) params.set('cursor', cursor)
  if (trouble !== null) params.set('trouble', trouble)
  const order = sortText(sorting)
  if (order !== '' && (trouble === null || order !== sortText(ownSorting[trouble]))) {
    params.set('sort', order)
  }
  if (refresh !== defaultSearch.refresh) params.set('refresh', refreshText(refresh))
  let text = params.toString()
  const columns = writeColumns(search.columns)
  // By hand: commas and colons are legal here, and URLSearchParams would encode each of them.
  if (columns !== '') text += `${text && '&'}columns=${columns}`
  return text && `?${text}`
}

/** The order as an address writes it; empty for the broker's own. */
function sortText([sort]: Sorting): string {
  if (sort === undefined) return ''
  return `${sort.desc ? '-' : ''}${sort.id === 'problem' ? 'trouble' : sort.id}`
}

/** Tells a list from others. Other columns, or another pace of refresh, do not make it another list. */
export function listKeyOf(search: ClientsSearch): string {
  const { columns, refresh } = defaultSearch
  return writeSearch({ ...search, columns, refresh })
}

/** The list from its beginning. */
export function fromStart(search: ClientsSearch): ClientsSearch {
  return { ...search, page: 1, cursor: null }
}

/** The list with one filter set, or removed by an empty value: back on its first page. */
export function withFilter(
  search: ClientsSearch,
  name: ClientFilter,
  value: string,
): ClientsSearch {
  const filters: ClientFilters = { ...search.filters }
  delete filters[name]
  if (value !== '') {
    filters[name] = value
    const other = clientFilters[name].exclusiveWith
    if (other) delete filters[other]
  }
  return { ...fromStart(search), filters }
}

/** The list of one node, or for null of the whole cluster: back on its first page. */
export function withNode(search: ClientsSearch, node: string | null): ClientsSearch {
  return { ...fromStart(search), node }
}

const thresholds = filterNames.filter((name) => clientFilters[name].isThreshold)

/** True if the list has a threshold filter, which not every broker knows. */
export function hasThreshold({ filters }: ClientsSearch): boolean {
  return thresholds.some((name) => filters[name] !== undefined)
}

/** An address as it was read, without the filters that this broker does not know. */
export function withoutUnsupported(
  { search, ignored }: { search: ClientsSearch; ignored: IgnoredParam[] },
  knowsThresholds: boolean | undefined,
): { search: ClientsSearch; ignored: IgnoredParam[] } {
  if (knowsThresholds !== false || !hasThreshold(search)) return { search, ignored }
  const filters = { ...search.filters }
  const unsupported = thresholds.flatMap((name): IgnoredParam[] => {
    const value = filters[name]
    delete filters[name]
    return value === undefined ? [] : [{ name, value, reason: 'unsupported' }]
  })
  return { search: { ...search, filters }, ignored: [...ignored, ...unsupported] }
}

/** The list with another page size: back on its first page. */
export function withLimit(search: ClientsSearch, limit: number): ClientsSearch {
  return { ...fromStart(search), limit }
}

/** The list without filters. Sorting, columns and page size stay, unless a narrowed page has brought them. */
export function withoutFilters(search: ClientsSearch): ClientsSearch {
  const { trouble, sorting, limit } = search
  const all = { ...fromStart(search), filters: {}, node: null, trouble: null }
  if (trouble === null) return all
  const isOwn = sortText(sorting) === sortText(ownSorting[trouble])
  return {
    ...all,
    sorting: isOwn ? [] : sorting,
    limit: limit === MAX_PAGE_SIZE ? defaultSearch.limit : limit,
  }
}

/** True if the rows are in the order that a view of clients in trouble brings with it. */
export function hasOwnSorting({ sorting }: ClientsSearch): boolean {
  return troubleViews.some((view) => sortText(sorting) === sortText(ownSorting[view]))
}

/** True if the address narrows the list. */
export function isNarrowed({ filters, node, trouble }: ClientsSearch): boolean {
  return Object.keys(filters).length > 0 || node !== null || trouble !== null
}

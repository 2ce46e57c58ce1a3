import { clientFields, type ClientField } from '../../contract/client.ts'
import {
  defaultQuery,
  exclusiveFilters,
  readListQuery,
  writeListQuery,
  type IgnoredParam,
} from '../../contract/list-address.ts'
import {
  thresholdFilters,
  type ClientFilter,
  type ClientFilters,
  type ClientQuery,
} from '../../contract/query.ts'

/** A column that is shown. */
export interface ColumnChoice {
  field: ClientField
  /** In px; null for the column's own. */
  width: number | null
}

/** Narrowest and widest that a column can be made, in px. */
export const COLUMN_WIDTHS = { min: 48, max: 960 } as const

/** Order of the rows of one page. The API cannot sort. */
export interface Sort {
  field: ClientField
  descending: boolean
}

/** Kinds of trouble that a page can be narrowed to, where the broker has no filter for them. */
const troubleFilters = ['backlog', 'dropping', 'stuck'] as const
export type TroubleFilter = (typeof troubleFilters)[number]

/** How often the list is read anew, in seconds; 0 is never. */
export const REFRESH_CHOICES = [0, 5, 15, 30, 60] as const
export type RefreshSeconds = (typeof REFRESH_CHOICES)[number]

/** Everything that the address of the list says: what is asked, and how it is shown. */
export interface ClientsSearch extends ClientQuery {
  sort: Sort | null
  /** Shows only those rows of the page. */
  only: TroubleFilter | null
  /** From left to right. The first one is the client's id, and stays in sight. */
  columns: readonly ColumnChoice[]
  refresh: RefreshSeconds
}

/** Columns that are shown unless others are chosen: what tells of trouble comes first. */
const defaultColumns = (
  [
    'clientid',
    'username',
    'connected',
    'mqueue_len',
    'inflight',
    'mqueue_dropped',
    'subscriptions_cnt',
    'connected_at',
    'ip_address',
    'node',
    'proto_name',
    'keepalive',
  ] as const
).map((field): ColumnChoice => ({ field, width: null }))

/** What the list shows when its address says nothing. */
export const defaultSearch: ClientsSearch = {
  ...defaultQuery,
  sort: null,
  only: null,
  columns: defaultColumns,
  refresh: 15,
}

/** Reads the address of the list. What is wrong in it is named in `ignored`, and the rest counts. */
export function readSearch(params: URLSearchParams): {
  search: ClientsSearch
  ignored: IgnoredParam[]
} {
  const { sort, only, columns, refresh } = defaultSearch
  const shown = { sort, only, columns, refresh }
  const { query, ignored } = readListQuery(params, (name, value) => {
    if (!Object.hasOwn(readers, name)) return 'unknown'
    const part = readers[name as keyof typeof readers](value)
    if (part !== null) Object.assign(shown, { [name]: part })
    return part === null ? 'value' : null
  })
  return { search: { ...query, ...shown }, ignored }
}

const readers = {
  sort: (text: string): Sort | null => {
    const field = text.replace(/^-/, '')
    return isField(field) ? { field, descending: text.startsWith('-') } : null
  },
  only: (text: string) => troubleFilters.find((trouble) => trouble === text) ?? null,
  columns: readColumns,
  refresh: (text: string) =>
    REFRESH_CHOICES.find((seconds) => text === (seconds === 0 ? 'off' : String(seconds))) ?? null,
}

const isField = (name: string): name is ClientField => Object.hasOwn(clientFields, name)

let lastColumns: { text: string; columns: ColumnChoice[] | null } | null = null

/** {@link parseColumns}; the same columns while the text is the same, so that their cells can stay. */
function readColumns(text: string): ColumnChoice[] | null {
  if (lastColumns?.text !== text) lastColumns = { text, columns: parseColumns(text) }
  return lastColumns.columns
}

/** Reads `clientid,username:240`: fields, each once, with widths in px where they were changed. */
function parseColumns(text: string): ColumnChoice[] | null {
  const columns = text.split(',').map((part): ColumnChoice | null => {
    const [, field = '', digits] = /^([^:]+)(?::(\d{2,3}))?$/.exec(part) ?? []
    const width = digits === undefined ? null : Number(digits)
    const isWidth = width === null || (width >= COLUMN_WIDTHS.min && width <= COLUMN_WIDTHS.max)
    return isField(field) && isWidth ? { field, width } : null
  })
  const fields = new Set(columns.map((column) => column?.field))
  if (fields.size < columns.length || !columns.every((column) => column !== null)) return null
  // The id leads to the client and stays in sight: it is always there, and always first.
  const id = columns.find(({ field }) => field === 'clientid') ?? { field: 'clientid', width: null }
  return [id, ...columns.filter((column) => column !== id)]
}

/** What an address says of columns, or nothing for those that are shown by default. */
export function writeColumns(columns: readonly ColumnChoice[]): string {
  const write = (choices: readonly ColumnChoice[]) =>
    choices.map(({ field, width }) => (width === null ? field : `${field}:${width}`)).join()
  const text = write(columns)
  return text === write(defaultColumns) ? '' : text
}

/** Writes the address of a list, with a leading `?`, or nothing where all is default. */
export function writeSearch({ sort, only, columns, refresh, ...query }: ClientsSearch): string {
  const params = writeListQuery(query)
  if (only !== null) params.set('only', only)
  if (sort !== null) params.set('sort', `${sort.descending ? '-' : ''}${sort.field}`)
  if (refresh !== defaultSearch.refresh) params.set('refresh', refresh === 0 ? 'off' : `${refresh}`)
  let text = params.toString()
  const chosen = writeColumns(columns)
  // By hand: commas and colons are legal here, and URLSearchParams would encode each of them.
  if (chosen !== '') text += `${text && '&'}columns=${chosen}`
  return text && `?${text}`
}

/** The same for a list however it is shown: with other columns, or read more often, it is no other. */
export function listKeyOf(search: ClientsSearch): string {
  const { columns, refresh } = defaultSearch
  return writeSearch({ ...search, columns, refresh })
}

/** The list from its beginning on. */
export function fromStart(search: ClientsSearch): ClientsSearch {
  return { ...search, page: 1, cursor: null }
}

/** The list with one filter set, or taken away by an empty value: back on its first page. */
export function withFilter(
  search: ClientsSearch,
  name: ClientFilter,
  value: string,
): ClientsSearch {
  const filters: ClientFilters = { ...search.filters }
  delete filters[name]
  if (value !== '') {
    filters[name] = value
    const other = exclusiveFilters[name]
    if (other) delete filters[other]
  }
  return { ...fromStart(search), filters }
}

/** The list of one node's clients, or, for null, of the whole cluster's: back on its first page. */
export function withNode(search: ClientsSearch, node: string | null): ClientsSearch {
  return { ...fromStart(search), node }
}

/** True where the list is narrowed by a threshold, which not every broker knows. */
export function hasThreshold({ filters }: ClientsSearch): boolean {
  return thresholdFilters.some((name) => filters[name] !== undefined)
}

/** What was read of an address, without the filters that this broker is known not to know. */
export function withoutUnsupported(
  { search, ignored }: { search: ClientsSearch; ignored: IgnoredParam[] },
  knowsThresholds: boolean | undefined,
): { search: ClientsSearch; ignored: IgnoredParam[] } {
  if (knowsThresholds !== false || !hasThreshold(search)) return { search, ignored }
  const filters = { ...search.filters }
  const unsupported = thresholdFilters.flatMap((name): IgnoredParam[] => {
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

/** The list with no filter; how it is shown stays. */
export function withoutFilters(search: ClientsSearch): ClientsSearch {
  return { ...fromStart(search), filters: {}, node: null, only: null }
}

/** True where the address narrows the list down at all. */
export function isNarrowed({ filters, node, only }: ClientsSearch): boolean {
  return Object.keys(filters).length > 0 || node !== null || only !== null
}

// The columns of the table: names, cells, order of rows, widths.
import {
  createSortedRowModel,
  rowSortingFeature,
  tableFeatures,
  type ColumnDef,
} from '@tanstack/react-table'
import type { ReactNode } from 'react'
import {
  clientFields,
  endpointOf,
  hasNoUsername,
  type Client,
  type ClientField,
  type FieldKind,
} from '../../../../contract/client.ts'
import type { Messages } from '../../../i18n/en.ts'
import type { I18n } from '../../../i18n/i18n.tsx'
import { fieldValue } from '../../../fields/field-value.tsx'
import {
  clientLink,
  droppedCell,
  gaugeCell,
  problemCell,
  protocolOf,
  sinceCell,
  sinceOf,
  stateCell,
  usernameCell,
  type Cell,
} from '../cells.tsx'
import type { ColumnId, ColumnState } from '../../../list-address/search.ts'
import { naturalKey } from './natural-key.ts'
import { troubleRank, troublesOf } from '../../../list-address/trouble.ts'

/**
 * What the list uses of TanStack Table. Its features for column order, sizing and visibility and for
 * the selection would add 0.5, 0.9, 0.6 and 1.8 kB to the first page, and replace some 30 lines. The
 * selection is by client id and lasts over pages, which theirs is not.
 */
export const features = tableFeatures({
  rowSortingFeature,
  sortedRowModel: createSortedRowModel(),
})

/** Cells that show more than the value of their field. */
const cells: Partial<Record<ColumnId, Cell>> = {
  clientid: clientLink,
  username: usernameCell,
  connected: stateCell,
  problem: problemCell,
  mqueue_len: gaugeCell('mqueue_len'),
  inflight: gaugeCell('inflight'),
  awaiting_rel: gaugeCell('awaiting_rel'),
  subscriptions_cnt: gaugeCell('subscriptions_cnt'),
  mqueue_dropped: droppedCell,
  connected_at: sinceCell,
  ip_address: endpointOf,
  proto_name: protocolOf,
}

/** The name of a column; a narrow one has a short name. */
export function headingOf(column: ColumnId, { clients, fields, troubles }: Messages): string {
  if (column === 'problem') return troubles.heading
  if (column === 'subscriptions_cnt') return clients.subscriptions
  return column === 'connected_at' ? clients.connectedSince : fields[column]
}

/** The content of a client's cell in a column. */
export function cellOf(client: Client, column: ColumnId, i18n: I18n): ReactNode {
  const cell = cells[column]
  if (cell || column === 'problem') return cell?.(client, i18n)
  return fieldValue({ record: client, field: column, bare: true }, i18n)
}

/** The text of the cells that show more than their field. */
const shown: Partial<Record<ColumnId, (client: Client) => string | null>> = {
  problem: (client) => troublesOf(client).join(),
  connected_at: (client) => `${client.connected} ${sinceOf(client)}`,
  ip_address: endpointOf,
  proto_name: protocolOf,
}

/** True if the cell of a column shows something else than before. */
export function hasChanged(column: ColumnId, before: Client, after: Client): boolean {
  const valueOf = shown[column] ?? ((client: Client) => sortValueOf(client, column))
  return valueOf(before) !== valueOf(after)
}

/** The value that rows are sorted by; undefined if the cell is empty. */
function sortValueOf(client: Client, field: ColumnId): Client[ClientField] {
  if (field === 'problem') return troubleRank(client)
  if (field === 'connected_at') return sinceOf(client)
  if (field === 'username' && hasNoUsername(client)) return undefined
  if (field === 'mountpoint' && client.mountpoint === 'undefined') return undefined
  return client[field]
}

/** True for a column of numbers: it is aligned at the right, and sorted from the most down first. */
export function isNumeric(column: ColumnId): boolean {
  return (
    column !== 'problem' &&
    ['count', 'limit', 'bytes', 'words', 'seconds'].includes(clientFields[column])
  )
}

/** Every column there is, shown or not. */
export const columnIds = ['problem', ...(Object.keys(clientFields) as ClientField[])] as const

/** What TanStack Table knows of each column. */
export const columns = columnIds.map((field): ColumnDef<typeof features, Client> => ({
  id: field,
  accessorFn: (client) => sortValueOf(client, field),
  // By the record, not by `getValue` of the rows: a sort of 10,000 takes 25 ms instead of 50.
  sortFn: ({ original: before }, { original: after }) => {
    // Rows without a value have been put last already.
    const a = sortValueOf(before, field)!
    const b = sortValueOf(after, field)!
    if (a === b) return 0
    if (typeof a !== 'string' || typeof b !== 'string') return a < b ? -1 : 1
    return naturalKey(a) < naturalKey(b) ? -1 : 1
  },
  sortUndefined: 'last',
  sortDescFirst: field === 'problem' || isNumeric(field),
}))

const widths = {
  text: 160,
  flag: 100,
  count: 144,
  limit: 128,
  bytes: 112,
  words: 112,
  seconds: 104,
  time: 168,
  version: 96,
  port: 80,
} as const satisfies Record<FieldKind, number>

/** The columns that are shown by default are 1424 px wide, boxes and menu included; 1320 px with one node. */
const ownWidths: Partial<Record<ColumnId, number>> = {
  clientid: 212,
  username: 104,
  connected: 128,
  problem: 176,
  mqueue_len: 116,
  inflight: 100,
  mqueue_dropped: 84,
  subscriptions_cnt: 64,
  connected_at: 116,
  ip_address: 144,
  node: 104,
  expiry_interval: 192,
  'recv_msg.dropped': 160,
  proto_name: 104,
}

/** Width of a column in px. */
export function widthOf(column: ColumnId, sizing: ColumnState['columnSizing']): number {
  const own = sizing[column] ?? ownWidths[column]
  return own ?? (column === 'problem' ? widths.text : widths[clientFields[column]])
}

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
  protocolOf,
  sinceCell,
  sinceOf,
  stateCell,
  usernameCell,
  type Cell,
} from '../cells.tsx'
import type { ColumnState } from '../../../list-address/search.ts'
import { troublesOf } from '../../../list-address/trouble.ts'

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
const cells: Partial<Record<ClientField, Cell>> = {
  clientid: clientLink,
  username: usernameCell,
  connected: stateCell,
  mqueue_len: gaugeCell('mqueue_len'),
  inflight: gaugeCell('inflight'),
  awaiting_rel: gaugeCell('awaiting_rel'),
  subscriptions_cnt: gaugeCell('subscriptions_cnt'),
  mqueue_dropped: droppedCell,
  connected_at: sinceCell,
  ip_address: endpointOf,
  proto_name: protocolOf,
}

/** The name of a column. */
export function headingOf(field: ClientField, { clients, fields }: Messages): string {
  return field === 'connected_at' ? clients.connectedSince : fields[field]
}

/** The content of a client's cell in the column of a field. */
export function cellOf(client: Client, field: ClientField, i18n: I18n): ReactNode {
  const cell = cells[field]
  return cell ? cell(client, i18n) : fieldValue({ record: client, field, bare: true }, i18n)
}

/** The text of the cells that show more than their field. */
const shown: Partial<Record<ClientField, (client: Client) => string | null>> = {
  connected: (client) => [client.connected, ...troublesOf(client)].join(),
  connected_at: (client) => `${client.connected} ${sinceOf(client)}`,
  ip_address: endpointOf,
  proto_name: protocolOf,
}

/** True if the cell of a field shows something else than before. */
export function hasChanged(field: ClientField, before: Client, after: Client): boolean {
  const valueOf = shown[field] ?? ((client: Client) => client[field])
  return valueOf(before) !== valueOf(after)
}

/** The value that rows are sorted by; undefined if the cell is empty. */
function sortValueOf(client: Client, field: ClientField): Client[ClientField] {
  if (field === 'connected_at') return sinceOf(client)
  if (field === 'username' && hasNoUsername(client)) return undefined
  if (field === 'mountpoint' && client.mountpoint === 'undefined') return undefined
  return client[field]
}

/** True for a column of numbers: it is aligned at the right, and sorted from the most down first. */
export function isNumeric(field: ClientField): boolean {
  return ['count', 'limit', 'bytes', 'words', 'seconds'].includes(clientFields[field])
}

/** A column for every field, shown or not. */
export const columns = (Object.keys(clientFields) as ClientField[]).map(
  (field): ColumnDef<typeof features, Client> => ({
    id: field,
    accessorFn: (client) => sortValueOf(client, field),
    // By the record, not by `getValue` of the rows: a sort of 10,000 takes 25 ms instead of 50.
    sortFn: ({ original: before }, { original: after }) => {
      // Rows without a value have been put last already.
      const a = sortValueOf(before, field)!
      const b = sortValueOf(after, field)!
      return a === b ? 0 : a < b ? -1 : 1
    },
    sortUndefined: 'last',
    sortDescFirst: isNumeric(field),
  }),
)

const widths: Record<FieldKind, number> = {
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
}

const ownWidths: Partial<Record<ClientField, number>> = {
  clientid: 248,
  username: 128,
  connected: 312,
  mqueue_len: 128,
  inflight: 112,
  mqueue_dropped: 112,
  subscriptions_cnt: 128,
  connected_at: 232,
  expiry_interval: 192,
  'recv_msg.dropped': 160,
  proto_name: 104,
}

/** Width of a column in px. */
export function widthOf(field: ClientField, sizing: ColumnState['columnSizing']): number {
  return sizing[field] ?? ownWidths[field] ?? widths[clientFields[field]]
}

import {
  createColumnHelper,
  createSortedRowModel,
  rowSortingFeature,
  tableFeatures,
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
import type { ColumnChoice } from '../../../list-address/search.ts'
import { troublesOf } from '../../../list-address/trouble.ts'

/** What of TanStack Table the list uses: the rows of a page in an order. */
export const features = tableFeatures({
  rowSortingFeature,
  sortedRowModel: createSortedRowModel(),
})

const helper = createColumnHelper<typeof features, Client>()

/** Cells of fields that say more than their value. */
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

/** What a column is called. */
export function headingOf(field: ClientField, { clients, fields }: Messages): string {
  return field === 'connected_at' ? clients.connectedSince : fields[field]
}

/** What a client's cell in the column of a field shows. */
export function cellOf(client: Client, field: ClientField, i18n: I18n): ReactNode {
  const cell = cells[field]
  return cell ? cell(client, i18n) : fieldValue({ record: client, field, bare: true }, i18n)
}

/** What cells that show more than their field show. */
const shown: Partial<Record<ClientField, (client: Client) => string | null>> = {
  connected: (client) => [client.connected, ...troublesOf(client)].join(),
  connected_at: (client) => `${client.connected} ${sinceOf(client)}`,
  ip_address: endpointOf,
  proto_name: protocolOf,
}

/** True where the cell of a field shows something else than before. */
export function hasChanged(field: ClientField, before: Client, after: Client): boolean {
  const valueOf = shown[field] ?? ((client: Client) => client[field])
  return valueOf(before) !== valueOf(after)
}

/** What rows are sorted by; undefined for what a cell shows as nothing. */
function sortValueOf(client: Client, field: ClientField): Client[ClientField] {
  if (field === 'connected_at') return sinceOf(client)
  if (field === 'username' && hasNoUsername(client)) return undefined
  if (field === 'mountpoint' && client.mountpoint === 'undefined') return undefined
  return client[field]
}

/** A column for every field, shown or not, as far as rows are sorted by it. */
export const columns = helper.columns(
  (Object.keys(clientFields) as ClientField[]).map((field) =>
    helper.accessor((client) => sortValueOf(client, field), {
      id: field,
      // Not by the rows' `getValue`: its look-ups are half the time of a sort of 10,000.
      sortFn: ({ original: before }, { original: after }) => {
        // Those without a value are last before this is asked.
        const a = sortValueOf(before, field)!
        const b = sortValueOf(after, field)!
        return a === b ? 0 : a < b ? -1 : 1
      },
      sortUndefined: 'last',
    }),
  ),
)

const widths: Record<FieldKind, number> = {
  text: 160,
  flag: 100,
  count: 144,
  limit: 128,
  bytes: 112,
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
export function widthOf({ field, width }: ColumnChoice): number {
  return width ?? ownWidths[field] ?? widths[clientFields[field]]
}

/** True for a column of numbers: those are aligned at the right, and sorted from the most down. */
export function isNumeric(field: ClientField): boolean {
  return ['count', 'limit', 'bytes', 'seconds'].includes(clientFields[field])
}

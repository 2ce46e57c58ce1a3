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
  type Client,
  type ClientField,
  type FieldKind,
} from '../../contract/client.ts'
import type { Messages } from '../i18n/en.ts'
import type { I18n } from '../i18n/i18n.tsx'
import { FieldValue } from '../status/field-value.tsx'
import {
  clientLink,
  droppedCell,
  gaugeCell,
  protocolCell,
  sinceCell,
  sinceOf,
  stateCell,
  usernameCell,
  type Cell,
} from './cells.tsx'
import type { ColumnChoice } from './search.ts'

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
  proto_name: protocolCell,
}

/** What a column is called. */
export function headingOf(field: ClientField, { clients, fields }: Messages): string {
  return field === 'connected_at' ? clients.connectedSince : fields[field]
}

/** What a client's cell in the column of a field shows. */
export function cellOf(client: Client, field: ClientField, i18n: I18n): ReactNode {
  const cell = cells[field]
  return cell ? cell(client, i18n) : <FieldValue record={client} field={field} bare />
}

/** A column for every field, shown or not, as far as rows are sorted by it. */
export const columns = helper.columns(
  (Object.keys(clientFields) as ClientField[]).map((field) => {
    const valueOf = (client: Client) => (field === 'connected_at' ? sinceOf(client) : client[field])
    return helper.accessor(valueOf, {
      id: field,
      // Past the rows' caches of values, which take longer than to look: it matters with 10,000.
      sortFn: ({ original: before }, { original: after }) => {
        const a = valueOf(before) ?? ''
        const b = valueOf(after) ?? ''
        return a === b ? 0 : a < b ? -1 : 1
      },
      sortUndefined: 'last',
    })
  }),
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

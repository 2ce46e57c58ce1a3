import { createColumnHelper, tableFeatures } from '@tanstack/react-table'
import type { Client, ClientField } from '../../contract/client.ts'
import { useI18n } from '../i18n/i18n.tsx'
import { AddressCell, ClientLink, CountCell, GaugeCell, StateCell, UsernameCell } from './cells.tsx'

/** What of TanStack Table the list uses: rows and columns as they are. */
export const features = tableFeatures({})

const helper = createColumnHelper<typeof features, Client>()

function Label({ field }: { field: ClientField }) {
  return useI18n().messages.fields[field]
}

function ConnectedSince() {
  return useI18n().messages.clients.connectedSince
}

/** Since when the client is connected, or since when it is not. */
function Since({ client }: { client: Client }) {
  const { messages, format } = useI18n()
  const { connected, connected_at: start, disconnected_at: end } = client
  if (!connected && end !== undefined) return messages.clients.offSince(format.brokerTime(end))
  return start === undefined ? null : format.brokerTime(start)
}

function Keepalive({ seconds }: { seconds: number | undefined }) {
  const { format } = useI18n()
  return seconds === undefined ? null : format.keepalive(seconds)
}

/** Columns of the list, from left to right: what tells of trouble comes first. Ids of number columns are in {@link numericColumns}. */
export const columns = helper.columns([
  helper.accessor((client) => client.clientid, {
    id: 'clientid',
    header: () => <Label field="clientid" />,
    cell: ({ row }) => <ClientLink client={row.original} />,
  }),
  helper.accessor((client) => client.username, {
    id: 'username',
    header: () => <Label field="username" />,
    cell: ({ row }) => <UsernameCell client={row.original} />,
  }),
  helper.accessor((client) => client.connected, {
    id: 'connected',
    header: () => <Label field="connected" />,
    cell: ({ row }) => <StateCell client={row.original} />,
  }),
  helper.accessor((client) => client.mqueue_len, {
    id: 'mqueue_len',
    header: () => <Label field="mqueue_len" />,
    cell: ({ row: { original } }) => (
      <GaugeCell used={original.mqueue_len} max={original.max_mqueue} />
    ),
  }),
  helper.accessor((client) => client.inflight, {
    id: 'inflight',
    header: () => <Label field="inflight" />,
    cell: ({ row: { original } }) => (
      <GaugeCell used={original.inflight} max={original.max_inflight} />
    ),
  }),
  helper.accessor((client) => client.mqueue_dropped, {
    id: 'mqueue_dropped',
    header: () => <Label field="mqueue_dropped" />,
    cell: ({ row }) => <CountCell value={row.original.mqueue_dropped} notable />,
  }),
  helper.accessor((client) => client.subscriptions_cnt, {
    id: 'subscriptions_cnt',
    header: () => <Label field="subscriptions_cnt" />,
    cell: ({ row }) => <CountCell value={row.original.subscriptions_cnt} />,
  }),
  helper.accessor((client) => client.connected_at, {
    id: 'connected_at',
    header: () => <ConnectedSince />,
    cell: ({ row }) => <Since client={row.original} />,
  }),
  helper.accessor((client) => client.ip_address, {
    id: 'ip_address',
    header: () => <Label field="ip_address" />,
    cell: ({ row }) => <AddressCell client={row.original} />,
  }),
  helper.accessor((client) => client.node, {
    id: 'node',
    header: () => <Label field="node" />,
    cell: ({ row }) => row.original.node,
  }),
  helper.accessor((client) => client.proto_name, {
    id: 'proto_name',
    header: () => <Label field="proto_name" />,
    cell: ({ row: { original } }) => protocolName(original),
  }),
  helper.accessor((client) => client.keepalive, {
    id: 'keepalive',
    header: () => <Label field="keepalive" />,
    cell: ({ row }) => <Keepalive seconds={row.original.keepalive} />,
  }),
])

/** Columns whose cells are numbers: aligned at the right. */
export const numericColumns = new Set([
  'keepalive',
  'mqueue_len',
  'inflight',
  'mqueue_dropped',
  'subscriptions_cnt',
])

/** `MQTT 3.1.1`: the protocol's name with the version as people write it. Source: broker, `proto_ver`. */
function protocolName({ proto_name: name, proto_ver: version }: Client): string {
  if (name === 'MQTT' || name === 'MQIsdp') {
    return `MQTT ${{ 3: '3.1', 4: '3.1.1' }[version ?? 0] ?? version ?? ''}`.trim()
  }
  return [name, version].filter((part) => part !== undefined).join(' ')
}

import { createColumnHelper, tableFeatures } from '@tanstack/react-table'
import type { ComponentType } from 'react'
import { clientFields, mqttVersions, type Client, type ClientField } from '../../contract/client.ts'
import { useI18n } from '../i18n/i18n.tsx'
import { ClientState } from '../status/client-state.tsx'
import { AddressCell, ClientLink, CountCell, GaugeCell, UsernameCell } from './cells.tsx'

/** What of TanStack Table the list uses: rows and columns as they are. */
export const features = tableFeatures({})

const helper = createColumnHelper<typeof features, Client>()

/** The column of a field, headed by the field's name unless it has a heading of its own. */
function column(
  field: ClientField,
  Cell: ComponentType<{ client: Client }>,
  Heading: ComponentType = () => useI18n().messages.fields[field],
) {
  return helper.accessor((client) => client[field], {
    id: field,
    header: () => <Heading />,
    cell: ({ row }) => <Cell client={row.original} />,
  })
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

function Keepalive({ client: { keepalive } }: { client: Client }) {
  const { format } = useI18n()
  return keepalive === undefined ? null : format.keepalive(keepalive)
}

/** Columns of the list, from left to right: what tells of trouble comes first. */
export const columns = helper.columns([
  column('clientid', ClientLink),
  column('username', UsernameCell),
  column('connected', ClientState),
  column('mqueue_len', ({ client }) => (
    <GaugeCell used={client.mqueue_len} max={client.max_mqueue} />
  )),
  column('inflight', ({ client }) => (
    <GaugeCell used={client.inflight} max={client.max_inflight} />
  )),
  column('mqueue_dropped', ({ client }) => <CountCell value={client.mqueue_dropped} notable />),
  column('subscriptions_cnt', ({ client }) => <CountCell value={client.subscriptions_cnt} />),
  column('connected_at', Since, ConnectedSince),
  column('ip_address', AddressCell),
  column('node', ({ client }) => client.node),
  column('proto_name', ({ client }) => protocolName(client)),
  column('keepalive', Keepalive),
])

/** True for a column of numbers: those are aligned at the right. */
export function isNumeric(columnId: string): boolean {
  const kind = clientFields[columnId as ClientField]
  return kind === 'count' || kind === 'seconds'
}

/** `MQTT 3.1.1`: the protocol's name with its version. */
function protocolName({ proto_name: name, proto_ver: version }: Client): string {
  if (name === 'MQTT' || name === 'MQIsdp') {
    return `MQTT ${mqttVersions[version ?? 0] ?? version ?? ''}`.trim()
  }
  return [name, version].filter((part) => part !== undefined).join(' ')
}

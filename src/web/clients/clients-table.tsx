import { FlexRender, useTable, type Row } from '@tanstack/react-table'
import { memo } from 'react'
import type { Client } from '../../contract/client.ts'
import { useI18n } from '../i18n/i18n.tsx'
import { Button } from '../ui/button.tsx'
import { excerpt } from '../ui/device-text.tsx'
import styles from './clients-table.module.css'
import { columns, features, isNumeric } from './columns.tsx'
import { useScrollMemory } from './use-scroll-memory.ts'

interface ClientsTableProps {
  clients: Client[]
  /** Of the list that is asked for: another one starts at its top. */
  address: string
  /** The rows are of the list before, while the one that was asked for is on its way. */
  outdated: boolean
  onKick: (client: Client) => void
}

/** The rows of one page. On narrow screens each row is a card; the roles keep it a table. */
export function ClientsTable({ clients, address, outdated, onKick }: ClientsTableProps) {
  const { messages, format } = useI18n()
  const scrollRef = useScrollMemory(outdated ? null : address)
  const table = useTable({ features, columns, data: clients, getRowId: rowKey })
  return (
    <div
      ref={scrollRef}
      className={styles.scroll}
      role="region"
      aria-label={messages.clients.title}
      aria-busy={outdated}
      tabIndex={0}
    >
      <table role="table" className={styles.table} aria-label={messages.clients.title}>
        <thead role="rowgroup">
          {table.getHeaderGroups().map((group) => (
            <tr role="row" key={group.id}>
              {group.headers.map((header) => (
                <th
                  role="columnheader"
                  scope="col"
                  key={header.id}
                  className={isNumeric(header.id) ? styles.number : undefined}
                >
                  <FlexRender header={header} />
                  {header.id === 'connected_at' && format.brokerTimeNote && (
                    <small className={styles.note}>{format.brokerTimeNote}</small>
                  )}
                </th>
              ))}
              <th role="columnheader" scope="col">
                <span className="visually-hidden">{messages.clients.actions}</span>
              </th>
            </tr>
          ))}
        </thead>
        <tbody role="rowgroup">
          {table.getRowModel().rows.map((row) => (
            <ClientRow key={row.id} {...{ row, onKick }} />
          ))}
        </tbody>
      </table>
    </div>
  )
}

interface ClientRowProps {
  row: Row<typeof features, Client>
  onKick: (client: Client) => void
}

// The query keeps the object of a client whose numbers did not change: its row need not be made again.
const ClientRow = memo(
  function ClientRow({ row, onKick }: ClientRowProps) {
    const { messages } = useI18n()
    return (
      <tr role="row">
        {row.getAllCells().map((cell) => {
          const { id } = cell.column
          return (
            <td
              role="cell"
              key={id}
              data-column={id}
              data-label={messages.fields[id as keyof typeof messages.fields]}
              className={isNumeric(id) ? styles.number : undefined}
            >
              <FlexRender cell={cell} />
            </td>
          )
        })}
        <td role="cell" data-column="actions">
          <Button
            look="quiet"
            aria-label={messages.kick.buttonFor(excerpt(row.original.clientid))}
            onClick={() => onKick(row.original)}
          >
            {messages.kick.button}
          </Button>
        </td>
      </tr>
    )
  },
  (before, after) => before.row.original === after.row.original,
)

/** The broker's rows are keyed by id and process: an id may stand in more than one. */
function rowKey({ clientid, node, port, connected_at }: Client): string {
  return JSON.stringify([clientid, node, port, connected_at])
}

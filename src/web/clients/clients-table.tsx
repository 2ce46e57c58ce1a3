import { useTable } from '@tanstack/react-table'
import { useMemo, useRef, type CSSProperties } from 'react'
import type { Client } from '../../contract/client.ts'
import { useI18n } from '../i18n/i18n.tsx'
import { useMediaQuery } from '../ui/use-media-query.ts'
import styles from './clients-table.module.css'
import { gridOf } from './column-layout.ts'
import { columns, features } from './columns.tsx'
import { densities, type Density } from './density.ts'
import type { ClientsSearch, ColumnChoice } from './search.ts'
import { TableBody } from './table-body.tsx'
import { TableHead } from './table-head.tsx'
import { usePlace, useScrollMemory } from './use-scroll-memory.ts'

const HEADER_HEIGHT_PX = 36
const CARD_HEIGHT_PX = 240

interface ClientsTableProps {
  clients: Client[]
  search: ClientsSearch
  /** Of the list that is asked for: another one starts at its top. */
  address: string
  /** The rows are of the list before, while the one that was asked for is on its way. */
  outdated: boolean
  density: Density
  goTo: (next: ClientsSearch, history: 'push' | 'replace') => void
  onColumns: (columns: readonly ColumnChoice[]) => void
  onKick: (client: Client) => void
}

/**
 * The rows of one page; only those in sight stand in the document. On narrow screens each row is a
 * card; the roles keep it a table.
 */
export function ClientsTable(props: ClientsTableProps) {
  const { clients, search, address, outdated, density, goTo, onColumns, onKick } = props
  const { columns: choices, sort } = search
  const { messages } = useI18n()
  const isNarrow = useMediaQuery('(max-width: 720px)')
  const scrollRef = useRef<HTMLDivElement>(null)
  const tableRef = useRef<HTMLTableElement>(null)

  const sorting = useMemo(() => (sort ? [{ id: sort.field, desc: sort.descending }] : []), [sort])
  const table = useTable({ features, columns, data: clients, getRowId: rowKey, state: { sorting } })
  const { rows } = table.getRowModel()
  const memory = usePlace()
  const shownAddress = outdated ? null : address
  useScrollMemory(scrollRef, memory, shownAddress, isNarrow)

  return (
    <div
      ref={scrollRef}
      className={styles.scroll}
      role="region"
      aria-label={messages.clients.title}
      aria-busy={outdated}
      tabIndex={-1}
      data-density={density}
      onScroll={({ currentTarget: element }) =>
        element.toggleAttribute('data-scrolled', element.scrollLeft > 0)
      }
    >
      <table
        ref={tableRef}
        role="table"
        className={styles.table}
        aria-label={messages.clients.title}
        aria-rowcount={rows.length + 1}
        style={gridOf(choices) as CSSProperties}
      >
        <TableHead {...{ clients, search, goTo, onColumns, tableRef }} />
        <TableBody
          {...{ rows, choices, isNarrow, scrollRef, memory, onKick }}
          address={shownAddress}
          rowHeight={isNarrow ? CARD_HEIGHT_PX : densities[density]}
          headerHeight={HEADER_HEIGHT_PX}
        />
      </table>
    </div>
  )
}

/** The broker's rows are keyed by id and process: an id may stand in more than one. */
function rowKey({ clientid, node, port, connected_at: since }: Client): string {
  return `${node} ${port} ${since} ${clientid}`
}

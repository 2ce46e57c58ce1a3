import { useTable } from '@tanstack/react-table'
import { useMemo, useRef, type CSSProperties } from 'react'
import type { Client } from '../../contract/client.ts'
import { useI18n } from '../i18n/i18n.tsx'
import { useMediaQuery } from '../ui/use-media-query.ts'
import styles from './clients-table.module.css'
import { ColumnHeader } from './column-header.tsx'
import { columnsOf, features, widthOf } from './columns.tsx'
import { densities, type Density } from './density.ts'
import type { ClientsSearch, ColumnChoice } from './search.ts'
import { SelectAll } from './select-all.tsx'
import { TableBody } from './table-body.tsx'
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

  const columns = useMemo(() => columnsOf(choices), [choices])
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
    >
      <table
        ref={tableRef}
        role="table"
        className={styles.table}
        aria-label={messages.clients.title}
        aria-rowcount={rows.length + 1}
        style={gridOf(choices) as CSSProperties}
      >
        <thead role="rowgroup">
          <tr role="row" aria-rowindex={1}>
            <th role="columnheader" scope="col" className={styles.picks}>
              <SelectAll clients={clients} />
            </th>
            {choices.map((choice, index) => (
              <ColumnHeader
                key={choice.field}
                choice={choice}
                sort={sort}
                onSort={(next) => goTo({ ...search, sort: next }, 'push')}
                onMove={(by) => onColumns(moved(choices, index, index + by))}
                onDropOf={(field) =>
                  onColumns(
                    moved(
                      choices,
                      choices.findIndex((c) => c.field === field),
                      index,
                    ),
                  )
                }
                onResizing={(width) => {
                  for (const [name, value] of Object.entries(
                    gridOf(resized(choices, index, width)),
                  )) {
                    tableRef.current?.style.setProperty(name, value)
                  }
                }}
                onResize={(width) => onColumns(resized(choices, index, width))}
              />
            ))}
            <th role="columnheader" scope="col">
              <span className="visually-hidden">{messages.clients.actions}</span>
            </th>
          </tr>
        </thead>
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

/** Widths of the picks and of the actions, beside the columns, in px. */
const PICKS_PX = 40
const ACTIONS_PX = 76

/** Tracks of the grid that each row is, and the width that they need. */
function gridOf(choices: readonly ColumnChoice[]) {
  const widths = choices.map(widthOf)
  const tracks = widths.map((width, index) =>
    choices[index]?.width === null ? `minmax(${width}px, ${width}fr)` : `${width}px`,
  )
  const needed = widths.reduce((sum, width) => sum + width, PICKS_PX + ACTIONS_PX)
  return {
    '--columns': [`${PICKS_PX}px`, ...tracks, `minmax(${ACTIONS_PX}px, 1fr)`].join(' '),
    '--needed': `${needed}px`,
  }
}

/** The columns with one of them in another place; the id stays first. */
function moved(choices: readonly ColumnChoice[], from: number, to: number) {
  const column = choices[from]
  if (!column || from < 1 || to < 1 || to >= choices.length) return choices
  return choices.toSpliced(from, 1).toSpliced(to, 0, column)
}

/** @param width in px; null for the column's own */
function resized(choices: readonly ColumnChoice[], at: number, width: number | null) {
  return choices.map((choice, index) => (index === at ? { ...choice, width } : choice))
}

/** The broker's rows are keyed by id and process: an id may stand in more than one. */
function rowKey({ clientid, node, port, connected_at: since }: Client): string {
  return `${node} ${port} ${since} ${clientid}`
}

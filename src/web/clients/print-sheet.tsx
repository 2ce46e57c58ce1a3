import type { CSSProperties, ReactNode } from 'react'
import { createPortal } from 'react-dom'
import type { Client } from '../../contract/client.ts'
import { filterParams } from '../../contract/query.ts'
import { PrintHead } from '../feedback/print-head.tsx'
import type { Messages } from '../i18n/en.ts'
import { useI18n, type I18n } from '../i18n/i18n.tsx'
import { filterWords } from '../list-address/filter-words.ts'
import { useListAddress } from '../list-address/list-address.tsx'
import type { ClientsSearch } from '../list-address/search.ts'
import { usePrinting } from '../ui/browser/use-printing.ts'
import { deviceText } from '../ui/device-text.tsx'
import { problemCell, sinceOf } from './table/cells.tsx'
import { cellOf, headingOf, isNumeric } from './table/columns/columns.tsx'
import styles from './print-sheet.module.css'
import { usePrintWords, type PrintWords } from './print-words.ts'

interface PrintSheetProps {
  /** The rows, in their order. */
  clients: readonly Client[]
  /** How many clients the list has on all pages; null if that is not known. */
  count: number | null
  /** When the broker gave them, in ms since the epoch. */
  readAt: number
}

/** So many columns have room for their longest words. More break words. */
const ROOMY_COLUMNS = 14

/** Longer texts are broken anywhere, in characters. */
const LONG_TEXT = 32

type ColumnId = ClientsSearch['columns']['columnOrder'][number]

/**
 * The list as it is printed: all rows of the page in a plain table, which the browser fits to the paper.
 * The table of the page has only the rows and columns that are in sight. Rendered while the page is
 * printed.
 */
export function PrintSheet(props: PrintSheetProps) {
  // Beside the page, which print.css then hides.
  return usePrinting() ? createPortal(<Sheet {...props} />, document.body) : null
}

function Sheet({ clients, count, readAt }: PrintSheetProps) {
  const i18n = useI18n()
  const { messages, format } = i18n
  const words = usePrintWords()
  const { search } = useListAddress()
  const { columnOrder } = search.columns
  const marksId = !columnOrder.includes('problem')
  return (
    <section
      className={styles.sheet}
      data-print-sheet
      style={{ '--columns': columnOrder.length } as CSSProperties}
    >
      <PrintHead what={deviceText(describeList(search, messages, words))} asOf={readAt}>
        {words.rows(format.number(clients.length), count === null ? null : format.number(count))}
      </PrintHead>
      <table
        className={styles.table}
        data-tight={columnOrder.length > ROOMY_COLUMNS || undefined}
        aria-label={messages.clients.title}
      >
        <thead>
          <tr>
            {columnOrder.map((column) => (
              <th key={column} scope="col" className={classOf(column)}>
                {headingOf(column, messages)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {clients.map((client, index) => (
            <tr key={index}>
              {columnOrder.map((column, place) => (
                <td
                  key={column}
                  className={classOf(column)}
                  data-column={column}
                  data-long={isLong(client, column) || undefined}
                >
                  {printedCell(client, column, i18n)}
                  {place === 0 && marksId && problemCell(client, i18n)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}

/** Paper has no links and no tooltips, and ages are of no use on it. */
function printedCell(client: Client, column: ColumnId, i18n: I18n): ReactNode {
  if (column === 'clientid') return deviceText(client.clientid)
  if (column !== 'connected_at') return cellOf(client, column, i18n)
  const since = sinceOf(client)
  if (since === undefined) return null
  const time = i18n.format.brokerTimeNoted(since, client.node)
  const isOff = !client.connected && client.disconnected_at !== undefined
  return isOff ? i18n.messages.clients.offSince(time) : time
}

function isLong(client: Client, column: ColumnId): boolean {
  const value = column === 'problem' ? undefined : client[column]
  return typeof value === 'string' && value.length > LONG_TEXT
}

function classOf(column: ColumnId): string | undefined {
  return isNumeric(column) ? styles.number : undefined
}

/** What narrows the list, and what its rows are sorted by. */
function describeList(search: ClientsSearch, messages: Messages, words: PrintWords): string {
  const { fields, filters, filterBar, troubles } = messages
  const { node, trouble, sorting } = search
  const parts = filterParams(search.filters).map(
    ([name, value]) => filterBar.chipLabel(filters[name]) + filterWords(name, value, messages),
  )
  if (node !== null) parts.push(filterBar.chipLabel(fields.node) + node)
  if (trouble !== null) parts.push(troubles.views[trouble])
  if (parts.length === 0) parts.push(words.all)
  const [order] = sorting
  if (order) parts.push(words.sorted(headingOf(order.id, messages), order.desc))
  return parts.join(' · ')
}

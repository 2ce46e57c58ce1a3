import { useEffect, useRef, useState, type RefObject } from 'react'
import { endpointOf, hasNoUsername, type Client } from '../../../../contract/client.ts'
import { useI18n } from '../../../i18n/i18n.tsx'
import { useListAddress } from '../../../list-address/list-address.tsx'
import { useSession } from '../../../session/session.tsx'
import { copyText } from '../../../ui/browser/copy-text.ts'
import { excerpt } from '../../../ui/device-text.tsx'
import { icon } from '../../../ui/icons/icon.tsx'
import { checkIcon, copyIcon, filterByIcon } from '../../../ui/icons/rare-icons.ts'
import { useToast } from '../../../ui/toaster.tsx'
import { protocolOf } from '../cells.tsx'
import { headingOf } from '../columns/columns.tsx'
import type { TableRow } from '../rows/client-row.tsx'
import { rowIndexOf } from '../rows/use-active-row.ts'
import { cellFilters } from './cell-filters.ts'
import styles from './cell-tools.module.css'
import { useMenuWords } from './words.ts'

/** The columns whose cells have tools, with the text that is copied. */
const texts = {
  clientid: (client: Client) => client.clientid,
  username: (client: Client) => (hasNoUsername(client) ? '' : client.username),
  node: (client: Client) => client.node,
  ip_address: endpointOf,
  proto_name: protocolOf,
}
type ToolColumn = keyof typeof texts

interface Place {
  index: number
  column: ToolColumn
  cell: Element
}

interface CellToolsProps {
  rows: readonly TableRow[]
  bodyRef: RefObject<HTMLElement | null>
}

/**
 * The buttons over the cell under the mouse: copy its text, or filter by it. One pair for the table:
 * keys and screen readers find the same in the row's menu.
 */
export default function CellTools({ rows, bodyRef }: CellToolsProps) {
  const words = useMenuWords()
  const { messages } = useI18n()
  const { search, goTo } = useListAddress()
  const { session } = useSession()
  const showToast = useToast()
  const ref = useRef<HTMLDivElement>(null)
  const [at, setAt] = useState<Place | null>(null)
  const [copied, setCopied] = useState<string | null>(null)

  useEffect(() => {
    const follow = ({ target, pointerType }: PointerEvent) => {
      if (!(target instanceof Element) || ref.current?.contains(target)) return
      const cell = target.closest<HTMLElement>('td[data-column]')
      const column = cell?.dataset.column ?? ''
      const isTool = pointerType === 'mouse' && Object.hasOwn(texts, column)
      setAt((before) => {
        if (!cell || !isTool || !bodyRef.current?.contains(cell)) return null
        if (before?.cell === cell) return before
        return { cell, column: column as ToolColumn, index: rowIndexOf(cell) }
      })
      setCopied(null)
    }
    const leave = () => setAt(null)
    document.addEventListener('pointerover', follow)
    document.addEventListener('scroll', leave, { capture: true, passive: true })
    return () => {
      document.removeEventListener('pointerover', follow)
      document.removeEventListener('scroll', leave, { capture: true })
    }
  }, [bodyRef])

  const client = at && rows[at.index]?.original
  const text = client && texts[at.column](client)
  if (!at || !client || !text) return null
  const filter = cellFilters(client, search, session?.locks ?? {}).find(
    ({ column }) => column === at.column,
  )
  const box = at.cell.getBoundingClientRect()
  const copy = () =>
    void copyText(text).then(
      () => setCopied(text),
      () => showToast(messages.exports.copyFailed),
    )
  const filterLabel =
    filter && words.filterByValue(headingOf(filter.column, messages), excerpt(filter.value))
  return (
    <div
      ref={ref}
      className={styles.tools}
      // Inside the cell, at its end.
      style={{
        top: box.top + (box.height - 28) / 2,
        right: innerWidth - box.right + 2,
        height: 28,
      }}
    >
      <button
        type="button"
        tabIndex={-1}
        title={copied === text ? words.copied : words.copy}
        aria-label={words.copy}
        onClick={copy}
      >
        {icon(copied === text ? checkIcon : copyIcon)}
      </button>
      {filter && (
        <button
          type="button"
          tabIndex={-1}
          title={filterLabel}
          aria-label={filterLabel}
          onClick={() => goTo(filter.next)}
        >
          {icon(filterByIcon)}
        </button>
      )}
      <span className="visually-hidden" role="status">
        {copied === text && words.copied}
      </span>
    </div>
  )
}

import { useRef } from 'react'
import type { ClientList } from '../../../contract/answer.ts'
import type { Client } from '../../../contract/client.ts'
import { PAGE_SIZES } from '../../../contract/list-address.ts'
import { useI18n } from '../../i18n/i18n.tsx'
import { Link } from '../../ui/link.tsx'
import { Button, buttonClass } from '../../ui/button.tsx'
import styles from './pagination.module.css'
import { nearbyPages, type Paging } from './paging.ts'
import { withLimit, writeSearch, type ClientsSearch } from '../../list-address/search.ts'
import { useExport } from '../selection/use-export.ts'

interface PaginationProps {
  search: ClientsSearch
  list: ClientList
  /** The rows of it that are shown. */
  clients: readonly Client[]
  paging: Paging
  /** The rows are still of the list before: which ones they are is not to be told from `search`. */
  outdated: boolean
  goTo: (next: ClientsSearch) => void
  /** The next page is likely to be wanted. */
  onNextIntent: () => void
  /** Reads another page. */
  onTurn: (page: number) => Promise<void>
}

/** The way through the pages. With a filter the broker does not say how many there are. */
export function Pagination(props: PaginationProps) {
  const { search, list, clients, paging, outdated, goTo, onNextIntent, onTurn } = props
  const { messages, format } = useI18n()
  const { page, limit, sort } = search
  const { count, pageCount, previous, next } = paging
  const save = useExport()
  const first = (page - 1) * limit + 1
  const range = [format.number(first), format.number(first + list.data.length - 1)] as const

  return (
    <nav className={styles.pagination} aria-label={messages.clients.pages}>
      {list.data.length > 0 && (
        <p
          className={styles.range}
          title={count === null ? messages.clients.countUnknown : undefined}
        >
          {outdated || search.cursor !== null
            ? null
            : count === null
              ? messages.clients.rangeOpen(...range)
              : messages.clients.range(...range, format.number(count))}
        </p>
      )}
      <label className={styles.size}>
        {messages.clients.pageSize}
        <select
          value={limit}
          onChange={({ target }) => goTo(withLimit(search, Number(target.value)))}
        >
          {[...new Set([...PAGE_SIZES, limit])]
            .sort((a, b) => a - b)
            .map((size) => (
              <option key={size} value={size}>
                {format.number(size)}
              </option>
            ))}
        </select>
      </label>
      {clients.length > 0 && (
        <div className={styles.export} role="group" aria-label={messages.exports.page}>
          {messages.exports.page}
          <Button look="quiet" onClick={() => void save('csv', clients)}>
            CSV
          </Button>
          <Button look="quiet" onClick={() => void save('json', clients)}>
            JSON
          </Button>
        </div>
      )}
      {sort && (
        <p className={styles.range}>{messages.columns.sorted(messages.fields[sort.field])}</p>
      )}
      <div className={styles.pages}>
        <PageLink {...{ search, onTurn }} page={previous}>
          {messages.clients.previous}
        </PageLink>
        {pageCount === null ? (
          <span className={styles.current} aria-current="page">
            {messages.clients.page(format.number(page))}
          </span>
        ) : (
          nearbyPages(page, pageCount).map((number, index) =>
            number === null ? (
              <span key={`gap-${index}`}>…</span>
            ) : (
              <PageLink
                key={number}
                {...{ search, onTurn }}
                page={number}
                label={messages.clients.page(format.number(number))}
              >
                {format.number(number)}
              </PageLink>
            ),
          )
        )}
        <PageLink {...{ search, onTurn }} page={next} onIntent={onNextIntent}>
          {messages.clients.next}
        </PageLink>
      </div>
    </nav>
  )
}

interface PageLinkProps {
  search: ClientsSearch
  /** Null where there is no such page. */
  page: number | null
  label?: string
  onIntent?: () => void
  /** Reads another page. */
  onTurn: (page: number) => Promise<void>
  children: string
}

function PageLink({ search, page, label, onIntent, onTurn, children }: PageLinkProps) {
  const isHere = page === search.page
  // What is being typed becomes the filter when a press takes the focus from it: the page that was
  // pressed for is one of another list.
  const pressed = useRef(search)
  // Where there is no such page it stays a link, so that the focus on it is not lost with it.
  return (
    <Link
      className={isHere ? styles.current : buttonClass()}
      aria-label={label}
      aria-current={isHere ? 'page' : undefined}
      aria-disabled={page === null}
      to={{ pathname: '/clients', search: writeSearch({ ...search, page: page ?? search.page }) }}
      onPointerEnter={onIntent}
      onFocus={onIntent}
      onPointerDown={() => (pressed.current = search)}
      onClick={(event) => {
        const isOfAnother = event.detail > 0 && pressed.current !== search
        if (page === null || isOfAnother) event.preventDefault()
      }}
      read={() => onTurn(page ?? search.page)}
    >
      {children}
    </Link>
  )
}

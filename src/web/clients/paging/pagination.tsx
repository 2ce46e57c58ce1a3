import { useRef } from 'react'
import type { ClientList } from '../../../contract/answer.ts'
import { PAGE_SIZES } from '../../../contract/list-address.ts'
import { useI18n } from '../../i18n/i18n.tsx'
import { Link } from '../../ui/link.tsx'
import { buttonClass } from '../../ui/button.tsx'
import styles from './pagination.module.css'
import { nearbyPages, type Paging } from './paging.ts'
import { useListAddress } from '../../list-address/list-address.tsx'
import { withLimit, writeSearch } from '../../list-address/search.ts'

interface PaginationProps {
  list: ClientList
  paging: Paging
  /** The rows are still those of the list before: the address does not say which ones they are. */
  outdated: boolean
  /** The next page is likely to be wanted. */
  onNextIntent: () => void
  /** Reads another page. */
  onTurn: (page: number) => Promise<void>
}

/** Links to the other pages, and page size. With a filter the broker does not count the pages. */
export function Pagination(props: PaginationProps) {
  const { list, paging, outdated, onNextIntent, onTurn } = props
  const { search, goTo } = useListAddress()
  const { messages, format } = useI18n()
  const { page, limit } = search
  const { count, pageCount, previous, next } = paging
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
              : pageCount === 1
                ? messages.clients.total(format.number(count))
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
      <div className={styles.pages}>
        <PageLink onTurn={onTurn} page={previous}>
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
                onTurn={onTurn}
                page={number}
                label={messages.clients.page(format.number(number))}
              >
                {format.number(number)}
              </PageLink>
            ),
          )
        )}
        <PageLink onTurn={onTurn} page={next} onIntent={onNextIntent}>
          {messages.clients.next}
        </PageLink>
      </div>
    </nav>
  )
}

interface PageLinkProps {
  /** Null if there is no such page. */
  page: number | null
  label?: string
  onIntent?: () => void
  /** Reads another page. */
  onTurn: (page: number) => Promise<void>
  children: string
}

function PageLink({ page, label, onIntent, onTurn, children }: PageLinkProps) {
  const { search } = useListAddress()
  const isHere = page === search.page
  // A press takes the focus from a field, and its text becomes a filter: the page that was pressed is
  // then a page of another list.
  const pressed = useRef(search)
  // If there is no such page it stays a link: the focus on it would be lost.
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

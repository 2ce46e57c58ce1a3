import { Link } from 'react-router-dom'
import type { ClientList } from '../../contract/answer.ts'
import { PAGE_SIZES } from '../../contract/list-address.ts'
import { useI18n } from '../i18n/i18n.tsx'
import { buttonClass } from '../ui/button.tsx'
import styles from './pagination.module.css'
import { withLimit, writeSearch, type ClientsSearch } from './search.ts'

interface PaginationProps {
  search: ClientsSearch
  list: ClientList
  /** The rows are still of the list before: which ones they are is not to be told from `search`. */
  outdated: boolean
  goTo: (next: ClientsSearch) => void
}

/** The way through the pages. With a filter the broker does not say how many there are. */
export function Pagination({ search, list: { data, meta }, outdated, goTo }: PaginationProps) {
  const { messages, format } = useI18n()
  const { page, limit } = search
  const count = meta.count >= 0 ? meta.count : null
  const pageCount = count === null ? null : Math.max(1, Math.ceil(count / limit))
  const hasNext = meta.hasnext ?? (pageCount !== null && page < pageCount)
  const first = (page - 1) * limit + 1
  const range = [format.number(first), format.number(first + data.length - 1)] as const

  return (
    <nav className={styles.pagination} aria-label={messages.clients.pages}>
      <p
        className={styles.range}
        title={count === null ? messages.clients.countUnknown : undefined}
      >
        {data.length === 0 || outdated
          ? null
          : count === null
            ? messages.clients.rangeOpen(...range)
            : messages.clients.range(...range, format.number(count))}
      </p>
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
        <PageLink search={search} page={page > 1 ? page - 1 : null}>
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
            ) : number === page ? (
              <span key={number} className={styles.current} aria-current="page">
                <span className="visually-hidden">{messages.clients.page('')}</span>
                {format.number(number)}
              </span>
            ) : (
              <PageLink
                key={number}
                search={search}
                page={number}
                label={messages.clients.page(format.number(number))}
              >
                {format.number(number)}
              </PageLink>
            ),
          )
        )}
        <PageLink search={search} page={hasNext ? page + 1 : null}>
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
  children: string
}

function PageLink({ search, page, label, children }: PageLinkProps) {
  // Where there is no such page it stays a link, so that the focus on it is not lost with it.
  return (
    <Link
      className={buttonClass()}
      aria-label={label}
      aria-disabled={page === null}
      to={{ pathname: '/clients', search: writeSearch({ ...search, page: page ?? search.page }) }}
      onClick={(event) => page === null && event.preventDefault()}
    >
      {children}
    </Link>
  )
}

/** First, last, and those beside the current page; null stands for a gap. */
export function nearbyPages(page: number, pageCount: number): (number | null)[] {
  const pages = [...new Set([1, page - 1, page, page + 1, pageCount])]
    .filter((number) => number >= 1 && number <= pageCount)
    .sort((a, b) => a - b)
  return pages.flatMap((number, index) =>
    index > 0 && number > (pages[index - 1] ?? 0) + 1 ? [null, number] : [number],
  )
}

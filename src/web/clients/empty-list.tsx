import { Link } from 'react-router-dom'
import { useI18n } from '../i18n/i18n.tsx'
import { Button, buttonClass } from '../ui/button.tsx'
import { Notice } from '../ui/notice.tsx'
import { isNarrowed, withoutFilters, writeSearch, type ClientsSearch } from './search.ts'

interface EmptyListProps {
  search: ClientsSearch
  /** The page has rows, but not of the kind that it is narrowed to. */
  isPageNarrowed: boolean
  goTo: (next: ClientsSearch) => void
}

/** Says why there are no rows, and leads to where there are some. */
export function EmptyList({ search, isPageNarrowed, goTo }: EmptyListProps) {
  const { clients, filterBar, troubles } = useI18n().messages
  if (isPageNarrowed) return <Notice kind="empty" title={troubles.noneOnPage} />
  if (search.page > 1) {
    return (
      <Notice
        kind="empty"
        title={clients.pastEnd}
        actions={
          <Link className={buttonClass()} to={{ search: writeSearch({ ...search, page: 1 }) }}>
            {clients.firstPage}
          </Link>
        }
      >
        {clients.pastEndAdvice}
      </Notice>
    )
  }
  if (!isNarrowed(search)) {
    return (
      <Notice kind="empty" title={clients.none}>
        {clients.noneAdvice}
      </Notice>
    )
  }
  return (
    <Notice
      kind="empty"
      title={clients.empty}
      actions={<Button onClick={() => goTo(withoutFilters(search))}>{filterBar.clear}</Button>}
    >
      {clients.emptyAdvice}
    </Notice>
  )
}

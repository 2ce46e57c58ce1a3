import { clientFilters, type ClientFilter } from '../../contract/query.ts'
import { useI18n } from '../i18n/i18n.tsx'
import { Link } from '../ui/link.tsx'
import { Button, buttonClass } from '../ui/button.tsx'
import { focusContentOnLeave } from '../ui/browser/focus-content.ts'
import { Notice } from '../ui/notice.tsx'
import {
  fromStart,
  isNarrowed,
  withoutFilters,
  writeSearch,
  type ClientsSearch,
} from '../list-address/search.ts'

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
          <span ref={focusContentOnLeave}>
            <Link className={buttonClass()} to={{ search: writeSearch(fromStart(search)) }}>
              {clients.firstPage}
            </Link>
          </span>
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
  const names = Object.keys(search.filters) as ClientFilter[]
  const hasText = names.some((name) => clientFilters[name].type === 'text')
  return (
    <Notice
      kind="empty"
      title={clients.empty}
      actions={
        <Button ref={focusContentOnLeave} onClick={() => goTo(withoutFilters(search))}>
          {filterBar.clear}
        </Button>
      }
    >
      {hasText && clients.emptyAdvice}
    </Notice>
  )
}

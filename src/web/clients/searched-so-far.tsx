import { useI18n } from '../i18n/i18n.tsx'
import { Link } from '../status/link.tsx'
import { buttonClass } from '../ui/button.tsx'
import { Notice } from '../ui/notice.tsx'
import { fromStart, writeSearch, type ClientsSearch } from './search.ts'

interface SearchedSoFarProps {
  search: ClientsSearch
  /** Where the search goes on, if it was cut short. */
  cursor: string | undefined
}

/** Says that a page bound to some of the clients was searched for in a part of the list only. */
export function SearchedSoFar({ search, cursor }: SearchedSoFarProps) {
  const { clients } = useI18n().messages
  if (cursor === undefined && search.cursor === null) return null
  const linkTo = (text: string, to: ClientsSearch) => (
    <Link className={buttonClass()} to={{ search: writeSearch(to) }}>
      {text}
    </Link>
  )
  return (
    <Notice
      kind="hint"
      compact
      title={cursor === undefined ? clients.searchedOn : clients.searchedSoFar}
      actions={
        <>
          {cursor !== undefined && linkTo(clients.searchOn, { ...fromStart(search), cursor })}
          {search.cursor !== null && linkTo(clients.fromStart, fromStart(search))}
        </>
      }
    />
  )
}

import { wordsOf } from '../i18n/words-of.ts'
import { Link } from '../ui/link.tsx'
import { buttonClass } from '../ui/button.tsx'
import { Notice } from '../ui/notice.tsx'
import { fromStart, writeSearch, type ClientsSearch } from '../list-address/search.ts'

const useWords = wordsOf({
  en: {
    soFar: 'Only a part of the clients has been searched so far',
    on: 'This is the continuation of a search',
    goOn: 'Search on',
    fromStart: 'Search from the beginning',
  },
  'zh-CN': {
    soFar: '目前只搜索了部分客户端',
    on: '此页为续查结果',
    goOn: '继续搜索',
    fromStart: '从头搜索',
  },
})

interface SearchedSoFarProps {
  search: ClientsSearch
  /** Where the search goes on, if it was cut short. */
  cursor: string | undefined
}

/** Says that a page bound to some of the clients was searched for in a part of the list only. */
export function SearchedSoFar({ search, cursor }: SearchedSoFarProps) {
  const words = useWords()
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
      title={cursor === undefined ? words.on : words.soFar}
      actions={
        <>
          {cursor !== undefined && linkTo(words.goOn, { ...fromStart(search), cursor })}
          {search.cursor !== null && linkTo(words.fromStart, fromStart(search))}
        </>
      }
    />
  )
}

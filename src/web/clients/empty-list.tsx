import { clientFilters, filterParams } from '../../contract/query.ts'
import { useI18n } from '../i18n/i18n.tsx'
import { wordsOf } from '../i18n/words-of.ts'
import { Link } from '../ui/link.tsx'
import { Button, buttonClass } from '../ui/button.tsx'
import { trimHidden } from '../ui/device-text.tsx'
import { focusContentOnLeave } from '../ui/browser/focus-content.ts'
import { Notice } from '../ui/notice.tsx'
import { useListAddress } from '../list-address/list-address.tsx'
import {
  fromStart,
  isNarrowed,
  withFilter,
  withoutFilters,
  writeSearch,
} from '../list-address/search.ts'

const useWords = wordsOf({
  en: {
    empty: 'No client matches these filters',
    emptyAdvice: 'Matching is exact: upper/lower case and spaces matter.',
    hidden: 'A filter starts or ends with a space, and the space is part of the search.',
    withoutHidden: 'Search without it',
    none: 'No clients yet',
    noneAdvice: 'Clients appear here at the next refresh after they connect.',
    pastEnd: 'This page is empty',
    pastEndAdvice: 'The list may have shrunk since this link was made.',
    firstPage: 'Go to the first page',
    noneOnPage: 'No client on this page matches',
    noneAtAll: 'No client matches',
  },
  'zh-CN': {
    empty: '没有符合筛选条件的客户端',
    emptyAdvice: '按原文匹配：区分大小写和空格。',
    hidden: '某个筛选条件的首尾含有空格，空格也会参与查找。',
    withoutHidden: '去掉后再查找',
    none: '暂无客户端',
    noneAdvice: '客户端连接后，将在下一次刷新时出现。',
    pastEnd: '本页没有内容',
    pastEndAdvice: '列表可能已变短。',
    firstPage: '回到第一页',
    noneOnPage: '本页没有符合的客户端',
    noneAtAll: '没有符合的客户端',
  },
})

interface EmptyListProps {
  /** The page has rows, but none of the kind that it is narrowed to. */
  isPageNarrowed: boolean
  /** The page holds every client that the broker gave. */
  isWhole: boolean
}

/** Says why there are no rows, and leads to a list that has some. */
export function EmptyList({ isPageNarrowed, isWhole }: EmptyListProps) {
  const { search, goTo } = useListAddress()
  const { filterBar } = useI18n().messages
  const words = useWords()
  if (isPageNarrowed) {
    return <Notice kind="empty" title={isWhole ? words.noneAtAll : words.noneOnPage} />
  }
  if (search.page > 1) {
    return (
      <Notice
        kind="empty"
        title={words.pastEnd}
        actions={
          <span ref={focusContentOnLeave}>
            <Link className={buttonClass()} to={{ search: writeSearch(fromStart(search)) }}>
              {words.firstPage}
            </Link>
          </span>
        }
      >
        {words.pastEndAdvice}
      </Notice>
    )
  }
  if (!isNarrowed(search)) {
    return (
      <Notice kind="empty" title={words.none}>
        {words.noneAdvice}
      </Notice>
    )
  }
  const texts = filterParams(search.filters).filter(([name]) => clientFilters[name].type === 'text')
  const hidden = texts.filter(([, text]) => trimHidden(text) !== text)
  const withoutHidden = () =>
    goTo(hidden.reduce((next, [name, text]) => withFilter(next, name, trimHidden(text)), search))
  return (
    <Notice
      kind="empty"
      title={words.empty}
      actions={
        <>
          {hidden.length > 0 && (
            <Button ref={focusContentOnLeave} onClick={withoutHidden}>
              {words.withoutHidden}
            </Button>
          )}
          <Button ref={focusContentOnLeave} onClick={() => goTo(withoutFilters(search))}>
            {filterBar.clear}
          </Button>
        </>
      }
    >
      {hidden.length > 0 ? words.hidden : texts.length > 0 && words.emptyAdvice}
    </Notice>
  )
}

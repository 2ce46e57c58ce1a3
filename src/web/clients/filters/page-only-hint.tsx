import { Fragment } from 'react'
import { MAX_PAGE_SIZE } from '../../../contract/list-address.ts'
import { useI18n } from '../../i18n/i18n.tsx'
import { wordsOf } from '../../i18n/words-of.ts'
import { useListAddress } from '../../list-address/list-address.tsx'
import {
  troubleViews,
  withLimit,
  writeSearch,
  type ClientsSearch,
} from '../../list-address/search.ts'
import { troubleSearch, troubleThresholds, withTrouble } from '../../list-address/trouble.ts'
import { focusContentOnLeave } from '../../ui/browser/focus-content.ts'
import { Link } from '../../ui/link.tsx'
import styles from './page-only-hint.module.css'

const useWords = wordsOf({
  en: {
    ofAll: (shown: string, total: string) => `${shown} of ${total}`,
    ofThisPage: (shown: number, words: string, total: string) =>
      `This page only: ${words} of ${total} rows ${shown === 1 ? 'matches' : 'match'}; `,
    cannot: 'EMQX cannot filter by this.',
    byPage: 'the other pages are not searched.',
    askBroker: 'Let EMQX search all',
    parts: 'EMQX can search all clients for parts of it:',
    lookAtMore: (rows: string) => `Check ${rows} rows per page`,
  },
  'zh-CN': {
    ofAll: (shown: string, total: string) => `共 ${total} 个，其中 ${shown} 个`,
    ofThisPage: (_: number, words: string, total: string) =>
      `仅限本页：${total} 行中有 ${words} 行符合；`,
    cannot: 'EMQX 无法按此筛选。',
    byPage: '未搜索其他页。',
    askBroker: '让 EMQX 搜索全部',
    parts: 'EMQX 可以在全部客户端中搜索其中一部分：',
    lookAtMore: (rows: string) => `每页检查 ${rows} 行`,
  },
})

interface PageOnlyHintProps {
  /** Rows of the page that are left, and rows that it has. */
  shown: number
  total: number
  /** No other page has rows of this list. */
  isWhole: boolean
}

/** Says that only the page was narrowed, not the broker's answer, and leads to lists that show more. */
export function PageOnlyHint({ shown, total, isWhole }: PageOnlyHintProps) {
  const { search, knowsThresholds } = useListAddress()
  const { messages, format } = useI18n()
  const words = useWords()
  const { trouble, limit } = search
  if (trouble === null) return null
  const [some, all] = [format.number(shown), format.number(total)]
  if (isWhole) {
    return (
      <p className={styles.hint} role="status">
        {words.ofAll(some, all)}
      </p>
    )
  }
  const isAskable = knowsThresholds && troubleThresholds[trouble] !== undefined
  const linkTo = (next: ClientsSearch) => ({ pathname: '/clients', search: writeSearch(next) })
  return (
    <p className={styles.hint} role="status">
      {words.ofThisPage(shown, some, all)}
      {isAskable ? words.byPage : words.cannot}{' '}
      {isAskable && (
        <span ref={focusContentOnLeave}>
          <Link to={linkTo(withTrouble(search, trouble, true))}>{words.askBroker}</Link>
        </span>
      )}{' '}
      {limit < MAX_PAGE_SIZE && (
        <span ref={focusContentOnLeave}>
          <Link to={linkTo(withLimit(search, MAX_PAGE_SIZE))}>
            {words.lookAtMore(format.number(MAX_PAGE_SIZE))}
          </Link>
        </span>
      )}{' '}
      {trouble === 'any' && knowsThresholds && (
        <span ref={focusContentOnLeave}>
          {words.parts}{' '}
          {troubleViews
            .filter((view) => troubleThresholds[view] !== undefined)
            .map((view, index) => (
              <Fragment key={view}>
                {index > 0 && ' · '}
                <Link to={linkTo(troubleSearch(view, search, true))}>
                  {messages.troubles.views[view]}
                </Link>
              </Fragment>
            ))}
        </span>
      )}
    </p>
  )
}

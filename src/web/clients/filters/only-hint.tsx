import { MAX_PAGE_SIZE } from '../../../contract/list-address.ts'
import { useI18n } from '../../i18n/i18n.tsx'
import { wordsOf } from '../../i18n/words-of.ts'
import { Link } from '../../ui/link.tsx'
import { focusContentOnLeave } from '../../ui/browser/focus-content.ts'
import styles from './summary.module.css'
import { useListAddress } from '../../list-address/list-address.tsx'
import { withLimit, writeSearch, type ClientsSearch } from '../../list-address/search.ts'
import { troubleThresholds, withTrouble } from '../../list-address/trouble.ts'

const useWords = wordsOf({
  en: {
    ofThisPage: (shown: string, total: string) => `Of this page only: ${shown} of ${total} rows.`,
    noFilter: 'The broker has no filter for it.',
    askBroker: 'Let the broker look for all of them',
    lookAtMore: (rows: string) => `Look at ${rows} rows a page`,
  },
  'zh-CN': {
    ofThisPage: (shown: string, total: string) => `仅限本页：${total} 行中的 ${shown} 行。`,
    noFilter: '服务器没有对应的筛选条件。',
    askBroker: '让服务器查找全部',
    lookAtMore: (rows: string) => `每页查看 ${rows} 行`,
  },
})

interface OnlyHintProps {
  /** Rows of the page that are left, and rows that it has. */
  shown: number
  total: number
}

/** Says that only the page was narrowed, not the broker's answer, and leads to lists that show more. */
export function OnlyHint({ shown, total }: OnlyHintProps) {
  const { search, knowsThresholds } = useListAddress()
  const { format } = useI18n()
  const words = useWords()
  const { trouble, limit } = search
  if (trouble === null) return null
  const isAskable = knowsThresholds && troubleThresholds[trouble] !== undefined
  const linkTo = (next: ClientsSearch) => ({ pathname: '/clients', search: writeSearch(next) })
  return (
    <p className={styles.only} role="status">
      {words.ofThisPage(format.number(shown), format.number(total))}{' '}
      {isAskable ? (
        <span ref={focusContentOnLeave}>
          <Link to={linkTo(withTrouble(search, trouble, true))}>{words.askBroker}</Link>
        </span>
      ) : (
        words.noFilter
      )}{' '}
      {limit < MAX_PAGE_SIZE && (
        <span ref={focusContentOnLeave}>
          <Link to={linkTo(withLimit(search, MAX_PAGE_SIZE))}>
            {words.lookAtMore(format.number(MAX_PAGE_SIZE))}
          </Link>
        </span>
      )}
    </p>
  )
}

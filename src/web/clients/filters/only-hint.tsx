import { MAX_PAGE_SIZE } from '../../../contract/list-address.ts'
import { useI18n } from '../../i18n/i18n.tsx'
import { Link } from '../../ui/link.tsx'
import { focusContentOnLeave } from '../../ui/browser/focus-content.ts'
import styles from './summary.module.css'
import { withLimit, writeSearch, type ClientsSearch } from '../../list-address/search.ts'
import { troubleThresholds, withTrouble } from '../../list-address/trouble.ts'

interface OnlyHintProps {
  search: ClientsSearch
  /** Rows of the page that are left, and rows that it has. */
  shown: number
  total: number
  /** The broker has filters for the queue, as far as is known. */
  knowsThresholds: boolean
}

/** Says that the page alone was narrowed, not the broker's answer, and leads to where more is seen. */
export function OnlyHint({ search, shown, total, knowsThresholds }: OnlyHintProps) {
  const { messages, format } = useI18n()
  const { troubles } = messages
  const { only, limit } = search
  if (only === null) return null
  const isAskable = knowsThresholds && troubleThresholds[only] !== undefined
  const linkTo = (next: ClientsSearch) => ({ pathname: '/clients', search: writeSearch(next) })
  return (
    <p className={styles.only} role="status">
      {troubles.ofThisPage(format.number(shown), format.number(total))}{' '}
      {isAskable ? (
        <span ref={focusContentOnLeave}>
          <Link to={linkTo(withTrouble(search, only, true))}>{troubles.askBroker}</Link>
        </span>
      ) : (
        troubles.noFilter
      )}{' '}
      {limit < MAX_PAGE_SIZE && (
        <span ref={focusContentOnLeave}>
          <Link to={linkTo(withLimit(search, MAX_PAGE_SIZE))}>
            {troubles.lookAtMore(format.number(MAX_PAGE_SIZE))}
          </Link>
        </span>
      )}
    </p>
  )
}

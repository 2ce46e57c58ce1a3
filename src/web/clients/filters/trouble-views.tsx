import { useI18n } from '../../i18n/i18n.tsx'
import { useListAddress } from '../../list-address/list-address.tsx'
import {
  isNarrowed,
  troubleViews,
  writeSearch,
  type TroubleView,
} from '../../list-address/search.ts'
import { isTroubleView, troubleSearch, withoutTrouble } from '../../list-address/trouble.ts'
import { Link } from '../../ui/link.tsx'
import styles from '../../ui/pills.module.css'

interface TroubleViewsProps {
  /** How many clients a view has, as far as that is known: `9`, or `50+`. */
  counts: Partial<Record<TroubleView, string>>
}

/** Links to all clients, and to those in trouble, one for each kind. */
export function TroubleViews({ counts }: TroubleViewsProps) {
  const { search, knowsThresholds } = useListAddress()
  const { troubles, views } = useI18n().messages
  const all = writeSearch(withoutTrouble(search))
  return (
    <ul className={styles.pills} aria-label={troubles.label}>
      <li>
        <Link
          className={styles.pill}
          aria-current={isNarrowed(search) ? undefined : 'true'}
          to={{ pathname: '/clients', search: all }}
        >
          {views.all}
        </Link>
      </li>
      {troubleViews.map((view) => {
        const there = writeSearch(troubleSearch(view, search, knowsThresholds))
        const isActive = isTroubleView(search, view, knowsThresholds)
        return (
          <li key={view}>
            <Link
              className={styles.pill}
              aria-current={isActive ? 'true' : undefined}
              title={troubles.hints[view]}
              to={{ pathname: '/clients', search: isActive ? all : there }}
            >
              {troubles.views[view]}
              {counts[view] !== undefined && <span className={styles.count}>{counts[view]}</span>}
            </Link>
          </li>
        )
      })}
    </ul>
  )
}

import { useI18n } from '../../i18n/i18n.tsx'
import { Link } from '../../ui/link.tsx'
import styles from './summary.module.css'
import { useListAddress } from '../../list-address/list-address.tsx'
import { troubleViews, writeSearch } from '../../list-address/search.ts'
import { isTroubleView, troubleSearch, withoutTrouble } from '../../list-address/trouble.ts'

/** Links to the clients in trouble, one for each kind. The link of the view that is shown leads out of it. */
export function TroubleViews() {
  const { search, knowsThresholds } = useListAddress()
  const { troubles } = useI18n().messages
  return (
    <ul className={styles.views} aria-label={troubles.label}>
      {troubleViews.map((view) => {
        const there = writeSearch(troubleSearch(view, search, knowsThresholds))
        const isActive = isTroubleView(search, view, knowsThresholds)
        return (
          <li key={view}>
            <Link
              className={styles.view}
              aria-current={isActive ? 'true' : undefined}
              title={troubles.hints[view]}
              to={{
                pathname: '/clients',
                search: isActive ? writeSearch(withoutTrouble(search)) : there,
              }}
            >
              {troubles.views[view]}
            </Link>
          </li>
        )
      })}
    </ul>
  )
}

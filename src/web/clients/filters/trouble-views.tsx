import { useI18n } from '../../i18n/i18n.tsx'
import { Link } from '../../ui/link.tsx'
import styles from './summary.module.css'
import { withoutFilters, writeSearch, type ClientsSearch } from '../../list-address/search.ts'
import { troubleSearch, troubleViews } from '../../list-address/trouble.ts'

interface TroubleViewsProps {
  search: ClientsSearch
  knowsThresholds: boolean
}

/** Links to the clients in trouble, one for each kind; that of the view in sight leads out of it. */
export function TroubleViews({ search, knowsThresholds }: TroubleViewsProps) {
  const { troubles } = useI18n().messages
  const here = writeSearch({ ...search, page: 1 })
  return (
    <ul className={styles.views} aria-label={troubles.label}>
      {troubleViews.map((view) => {
        const there = writeSearch(troubleSearch(view, search, knowsThresholds))
        const isActive = there === here
        return (
          <li key={view}>
            <Link
              className={styles.view}
              aria-current={isActive ? 'true' : undefined}
              title={troubles.hints[view]}
              to={{
                pathname: '/clients',
                search: isActive ? writeSearch(withoutFilters(search)) : there,
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

import { useEffect } from 'react'
import { useLocation, useNavigate } from 'react-router-dom'
import { clientPagePath } from '../../contract/paths.ts'
import { useCommands } from '../commands/commands.tsx'
import { useI18n } from '../i18n/i18n.tsx'
import { Link } from '../ui/link.tsx'
import { noteLookedAt, placeInList } from '../list-address/list-order.ts'
import { opensElsewhere } from '../ui/browser/opens-elsewhere.ts'
import styles from './client-page.module.css'
import { useClientWords } from './words.ts'

/** Links to the list that the client was opened from, and to its neighbours in the list. */
export function ClientMoves({ clientId }: { clientId: string }) {
  const words = useClientWords()
  const { format } = useI18n()
  const { state } = useLocation() as { state: { listSearch?: unknown } | null }
  const navigate = useNavigate()
  const search = typeof state?.listSearch === 'string' ? state.listSearch : null
  const at = search === null ? null : placeInList(search, clientId)
  // The way back leads to the row of the client that was looked at last.
  useEffect(() => {
    if (search !== null) noteLookedAt(search, clientId)
  }, [search, clientId])
  const goTo = (id: string | null | undefined) => {
    if (id != null) void navigate(clientPagePath(id), { state, replace: true })
  }
  const group = 'rows' as const
  const commands = [
    { id: 'next client', title: words.next, group, keys: ['j'], run: () => goTo(at?.next) },
    {
      id: 'previous client',
      title: words.previous,
      group,
      keys: ['k'],
      run: () => goTo(at?.previous),
    },
  ]
  // A client that was opened by a link has no list.
  useCommands(at ? commands : [])

  /** Replaces the history entry, so that Back leads to the list. */
  const move = (id: string | null, label: string, arrow: string) =>
    id === null ? (
      <span className={styles.noMove} aria-hidden="true">
        {arrow}
      </span>
    ) : (
      <Link to={clientPagePath(id)} state={state} replace aria-label={label} title={label}>
        {arrow}
      </Link>
    )
  return (
    <div className={styles.moves}>
      <Link
        className={styles.back}
        to={{ pathname: '/clients', search: search ?? '' }}
        onClick={(event) => {
          // Goes back to the earlier visit of the list, which has its scroll position.
          if (search === null || opensElsewhere(event)) return
          event.preventDefault()
          void navigate(-1)
        }}
      >
        <span aria-hidden="true">← </span>
        {words.back}
      </Link>
      {at && (
        <nav className={styles.neighbours} aria-label={words.moves}>
          {move(at.previous, words.previous, '‹')}
          <span>{words.place(format.number(at.place), format.number(at.count))}</span>
          {move(at.next, words.next, '›')}
        </nav>
      )}
    </div>
  )
}

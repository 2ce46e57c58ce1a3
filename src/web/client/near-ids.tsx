import { useQueries } from '@tanstack/react-query'
import { defaultQuery } from '../../contract/list-address.ts'
import { clientPagePath } from '../../contract/paths.ts'
import { clientQueries } from '../api/client-queries.ts'
import { DeviceText, trimHidden } from '../ui/device-text.tsx'
import { Link } from '../ui/link.tsx'
import styles from './client-page.module.css'
import { useClientWords } from './words.ts'

/** One letter is in nearly every id. */
const MIN_CHARACTERS = 2

/** Asked for by each question, and shown. */
const ASKED = 8
const SHOWN = 3

/**
 * Links to up to three ids that contain the text of an id that the broker does not know: as it is
 * written, and in lower case, because EMQX compares case. Shows nothing without any.
 */
export function NearIds({ clientId }: { clientId: string }) {
  const words = useClientWords()
  const text = trimHidden(clientId)
  const near = useQueries({
    queries: [...new Set([text, text.toLowerCase()])]
      .filter((part) => [...part].length >= MIN_CHARACTERS)
      .map((part) => ({
        ...clientQueries.list(
          { ...defaultQuery, limit: ASKED, filters: { _like_clientid: part } },
          0,
        ),
        staleTime: Infinity,
        retry: false,
      })),
    // A question that fails offers nothing: the page has said what matters.
    combine: (answers) =>
      nearest(
        text,
        answers.flatMap(({ data }) => data?.data ?? []),
      ),
  }).filter((id) => id !== clientId)
  if (near.length === 0) return null
  return (
    <nav className={styles.near} aria-label={words.near}>
      {words.near}
      <ul role="list">
        {near.slice(0, SHOWN).map((id) => (
          <li key={id}>
            <Link to={clientPagePath(id)}>
              <DeviceText text={id} />
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  )
}

/** The ids without repetitions: first the one that differs only in case, then shorter ones. */
function nearest(text: string, found: readonly { clientid: string }[]): string[] {
  const wanted = text.toLowerCase()
  const ids = new Set(found.map(({ clientid }) => clientid))
  const isOnlyCase = (id: string) => Number(id.toLowerCase() === wanted)
  return [...ids]
    .filter((id) => id.toLowerCase().includes(wanted))
    .sort((a, b) => isOnlyCase(b) - isOnlyCase(a) || a.length - b.length)
}

import { useQuery } from '@tanstack/react-query'
import { useLocation } from 'react-router-dom'
import { clusterNodes } from '../api/cluster-nodes.ts'
import { defaultSearch, readSearch, withNode, writeSearch } from '../list-address/search.ts'
import { Link } from '../ui/link.tsx'
import { buttonClass } from '../ui/button.tsx'
import { excerpt } from '../ui/device-text.tsx'
import { useClusterWords } from './cluster-words.ts'

/** Most nodes that are linked: a row of buttons, not a page of them. */
const MOST_LINKS = 8

/**
 * Links to the lists of the nodes that answer, each of which is read without the others. From a list, they
 * keep its filters.
 */
export function NodeLinks() {
  const words = useClusterWords()
  const { pathname, search } = useLocation()
  const { data: nodes = [] } = useQuery(clusterNodes())
  const list =
    pathname === '/clients' ? readSearch(new URLSearchParams(search)).search : defaultSearch
  return nodes
    .filter(({ state }) => state === 'running')
    .slice(0, MOST_LINKS)
    .map(({ name }) => (
      <Link
        key={name}
        className={buttonClass()}
        to={{ pathname: '/clients', search: writeSearch(withNode(list, name)) }}
      >
        {words.clientsOf(excerpt(name))}
      </Link>
    ))
}

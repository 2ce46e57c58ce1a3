import { useQuery } from '@tanstack/react-query'
import { useLocation } from 'react-router-dom'
import { clusterNodes } from '../api/cluster-nodes.ts'
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
  return nodes
    .filter(({ state }) => state === 'running')
    .slice(0, MOST_LINKS)
    .map(({ name }) => (
      <Link
        key={name}
        className={buttonClass()}
        to={{ pathname: '/clients', search: listOf(name, pathname === '/clients' ? search : '') }}
      >
        {words.clientsOf(excerpt(name))}
      </Link>
    ))
}

/** The list of one node, from its beginning. */
function listOf(node: string, search: string): string {
  const params = new URLSearchParams(search)
  params.delete('_page')
  params.delete('cursor')
  params.set('node', node)
  return `?${params}`
}

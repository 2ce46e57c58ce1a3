import { Link } from '../ui/link.tsx'
import { buttonClass } from '../ui/button.tsx'
import { excerpt } from '../ui/device-text.tsx'
import { useClusterWords } from './cluster-words.ts'

/** Most nodes that are linked: a row of buttons, not a page of them. */
const MOST_LINKS = 8

interface NodeLinksProps {
  nodes: readonly string[]
  searchOf?: ((node: string) => string) | undefined
}

/** Links to the lists of some nodes, each of which is read without the others. */
export function NodeLinks({ nodes, searchOf = plainSearch }: NodeLinksProps) {
  const words = useClusterWords()
  return nodes.slice(0, MOST_LINKS).map((node) => (
    <Link
      key={node}
      className={buttonClass()}
      to={{ pathname: '/clients', search: searchOf(node) }}
    >
      {words.clientsOf(excerpt(node))}
    </Link>
  ))
}

function plainSearch(node: string): string {
  return `?${new URLSearchParams({ node })}`
}

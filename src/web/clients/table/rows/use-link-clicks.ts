import type { MouseEvent } from 'react'
import { useLocation, useNavigate } from 'react-router-dom'
import { basePath } from '../../../api/base-path.ts'
import { opensElsewhere } from '../../../ui/browser/opens-elsewhere.ts'

/**
 * For what the rows stand in: leads to a client's page where a link in it is clicked, and from there
 * back to this list. A router's link in each row takes an eighth of the script of a scroll.
 */
export function useLinkClicks() {
  const navigate = useNavigate()
  const { search } = useLocation()
  const onClick = (event: MouseEvent<HTMLElement>) => {
    const link = (event.target as Element).closest('a')
    if (!link || opensElsewhere(event)) return
    event.preventDefault()
    const path = link.getAttribute('href')?.slice(basePath.length) ?? ''
    void navigate(path, { state: { listSearch: search } })
  }
  return { onClick }
}

import { useMemo } from 'react'
import { useLocation, useNavigate } from 'react-router-dom'
import { readSearch, writeSearch, type ClientsSearch } from './search.ts'

/** The list that the address names, and the way to another: the address is its only state. */
export function useClientsSearch() {
  const { search: text } = useLocation()
  const navigate = useNavigate()
  const { search, ignored } = useMemo(() => readSearch(new URLSearchParams(text)), [text])

  return {
    search,
    ignored,
    /** Goes to another list. `replace` for typing, so that 'back' does not retrace each letter. */
    goTo: (next: ClientsSearch, history: 'push' | 'replace' = 'push') => {
      void navigate(
        { pathname: '/clients', search: writeSearch(next) },
        { replace: history === 'replace' },
      )
    },
  }
}

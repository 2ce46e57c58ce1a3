import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef } from 'react'
import { Navigate, Route, Routes, useLocation } from 'react-router-dom'
import { ClientsPage } from '../clients/clients-page.tsx'
import { moreFiltersCode } from '../clients/filters/more-filters-code.ts'
import { selectionCode } from '../clients/selection/actions-code.ts'
import { virtualRowsCode } from '../clients/table/rows/virtual-rows-code.ts'
import { useI18n } from '../i18n/i18n.tsx'
import { NoPage } from '../feedback/no-page.tsx'
import { focusContent, isFocusLost } from '../ui/browser/focus-content.ts'
import { whenIdle } from '../ui/browser/when-idle.ts'
import { ErrorBoundary } from '../feedback/error-boundary.tsx'
import { clientPageCode, LazyClientPage } from './lazy-client-page.tsx'

/** Every address of Roster. A page that throws leaves the frame around it standing. */
export function Pages() {
  const { pathname } = useLocation()
  useFocusOnNewPage(pathname)
  useCodeAhead()
  return (
    <ErrorBoundary key={pathname}>
      <Routes>
        <Route index element={<ToClients />} />
        <Route path="clients" element={<ClientsPage />} />
        <Route path="clients/:clientid" element={<LazyClientPage />} />
        <Route path="client" element={<LazyClientPage />} />
        <Route path="*" element={<NotFound />} />
      </Routes>
    </ErrorBoundary>
  )
}

/** What one click leads to is not to wait for its code. */
function useCodeAhead(): void {
  const queryClient = useQueryClient()
  useEffect(
    () =>
      whenIdle(() => {
        void queryClient.prefetchQuery(clientPageCode)
        void queryClient.prefetchQuery(virtualRowsCode)
        void queryClient.prefetchQuery(moreFiltersCode)
        void queryClient.prefetchQuery(selectionCode)
      }),
    [queryClient],
  )
}

/** A link that was followed is gone with its page: without this, the focus would be nowhere. */
function useFocusOnNewPage(pathname: string): void {
  const last = useRef(pathname)
  useEffect(() => {
    if (last.current === pathname) return
    last.current = pathname
    if (isFocusLost()) focusContent({ preventScroll: true })
  }, [pathname])
}

function ToClients() {
  const { search } = useLocation()
  return <Navigate replace to={{ pathname: '/clients', search }} />
}

function NotFound() {
  return <NoPage title={useI18n().messages.app.notFound} />
}

import { useQueryClient } from '@tanstack/react-query'
import { lazy, useEffect, useRef } from 'react'
import { Navigate, Route, Routes, useLocation } from 'react-router-dom'
import { ClientsPage } from '../clients/clients-page.tsx'
import { listNoticesCode } from '../clients/list-notices-code.ts'
import { filterEditorCode } from '../clients/filters/editor-code.ts'
import { selectionCode } from '../clients/selection/actions-code.ts'
import { resizeHandleCode } from '../clients/table/columns/resize-handle-code.ts'
import { virtualRowsCode } from '../clients/table/rows/virtual-rows-code.ts'
import { OPENING } from '../list-address/default-view.ts'
import { useI18n } from '../i18n/i18n.tsx'
import { NoPage } from '../feedback/no-page.tsx'
import { focusContent, isFocusLost } from '../ui/browser/focus-content.ts'
import { whenIdle } from '../ui/browser/when-idle.ts'
import { ErrorBoundary } from '../feedback/error-boundary.tsx'
import { clientPageCode } from '../client/client-page-code.ts'
import { LazyPage } from '../feedback/lazy-page.tsx'
import { savedViewsCode } from '../views/saved-views-code.ts'

/** Only in development: the build contains nothing of the gallery. */
const GalleryPage = import.meta.env.DEV ? lazy(() => import('../gallery/gallery-page.tsx')) : null

/** Every address of Roster. If a page throws, the frame around it stays. */
export function Pages() {
  const { pathname } = useLocation()
  useFocusOnNewPage(pathname)
  usePrefetchedCode()
  return (
    <ErrorBoundary key={pathname}>
      <Routes>
        <Route index element={<ToClients />} />
        <Route path="clients" element={<ClientsPage />} />
        <Route path="clients/:clientid" element={<LazyPage code={clientPageCode} />} />
        <Route path="client" element={<LazyPage code={clientPageCode} />} />
        {GalleryPage && <Route path="gallery" element={<GalleryPage />} />}
        <Route path="*" element={<NotFound />} />
      </Routes>
    </ErrorBoundary>
  )
}

/** Prefetches the chunks that one click needs. */
function usePrefetchedCode(): void {
  const queryClient = useQueryClient()
  useEffect(
    () =>
      whenIdle(() => {
        void queryClient.prefetchQuery(clientPageCode)
        void queryClient.prefetchQuery(virtualRowsCode)
        void queryClient.prefetchQuery(resizeHandleCode)
        void queryClient.prefetchQuery(filterEditorCode)
        void queryClient.prefetchQuery(savedViewsCode)
        void queryClient.prefetchQuery(listNoticesCode)
        void queryClient.prefetchQuery(selectionCode)
        // A copy cannot wait for its code. Without it, the browser copies what it sees.
        void import('../ui/files/copy-tables.ts').then(
          ({ copyTablesAsRows }) => copyTablesAsRows(),
          () => {},
        )
      }),
    [queryClient],
  )
}

/** Moves the focus to a new page's content: the link that had the focus is gone with the old page. */
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
  return <Navigate replace state={OPENING} to={{ pathname: '/clients', search }} />
}

function NotFound() {
  return <NoPage title={useI18n().messages.app.notFound} />
}

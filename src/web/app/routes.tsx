import { lazy, Suspense } from 'react'
import { Navigate, Route, Routes, useLocation } from 'react-router-dom'
import { ClientsPage } from '../clients/clients-page.tsx'
import { ErrorBoundary } from './error-boundary.tsx'
import { NotFoundPage } from './not-found-page.tsx'

const ClientPage = lazy(async () => ({
  default: (await import('../client/client-page.tsx')).ClientPage,
}))

/** Every address of Roster. A page that throws leaves the frame around it standing. */
export function Pages() {
  const { pathname } = useLocation()
  return (
    <ErrorBoundary key={pathname}>
      <Suspense>
        <Routes>
          <Route index element={<ToClients />} />
          <Route path="clients" element={<ClientsPage />} />
          <Route path="clients/:clientid" element={<ClientPage />} />
          <Route path="client" element={<ClientPage />} />
          <Route path="*" element={<NotFoundPage />} />
        </Routes>
      </Suspense>
    </ErrorBoundary>
  )
}

function ToClients() {
  const { search } = useLocation()
  return <Navigate replace to={{ pathname: '/clients', search }} />
}

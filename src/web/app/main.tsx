import { QueryClientProvider } from '@tanstack/react-query'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { BrowserRouter } from 'react-router-dom'
import { basePath, locationBelowBase } from '../api/base-path.ts'
import { loadCatalogue, preferredLanguage } from '../i18n/i18n.tsx'
import { askEarly } from './early-queries.ts'
import { createQueryClient } from './query-client.ts'
import { Layout } from './layout.tsx'
import { applyTheme, preferredTheme } from './theme.ts'
import './tokens.css'

applyTheme(preferredTheme())

const root = document.getElementById('root')
if (!root) throw new Error('index.html has no #root')

try {
  const queryClient = createQueryClient()
  const early = askEarly(queryClient, locationBelowBase())
  const catalogue = await loadCatalogue(preferredLanguage())
  await early
  createRoot(root).render(
    <StrictMode>
      <QueryClientProvider client={queryClient}>
        <BrowserRouter basename={basePath} useTransitions={false}>
          <Layout catalogue={catalogue} />
        </BrowserRouter>
      </QueryClientProvider>
    </StrictMode>,
  )
} catch {
  root.textContent = 'Roster could not be loaded. Please reload. / 页面加载失败，请重新加载。'
}

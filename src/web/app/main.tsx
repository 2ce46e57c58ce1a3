import { QueryClientProvider, type QueryClient } from '@tanstack/react-query'
import { StrictMode } from 'react'
import { createRoot, type Root } from 'react-dom/client'
import { BrowserRouter } from 'react-router-dom'
import { basePath, locationBelowBase } from '../api/base-path.ts'
import { loadCatalogue, preferredLanguage } from '../i18n/i18n.tsx'
import type { Host } from '../embed/host.ts'
import { isEmbedded, parentOrigin } from '../embed/is-embedded.ts'
import { readPageParam } from '../../contract/page-params.ts'
import { setForThisPage } from '../ui/browser/preference.ts'
import { askEarly } from './early-queries.ts'
import { createQueryClient } from './query-client.ts'
import { Layout } from './layout.tsx'
import { applyTheme, preferredTheme } from './theme.ts'
import './tokens.css'

const params = new URLSearchParams(location.search)
const asked = { theme: 'theme', language: 'lang', density: 'density' } as const
for (const [preference, param] of Object.entries(asked)) {
  const value = readPageParam(params, param)
  if (value !== null) setForThisPage(preference, value)
}
applyTheme(preferredTheme())

void start()

// Not awaited on the top: a part that is loaded on its own, and imports of this one, would wait for it.
async function start() {
  const place = document.getElementById('root')
  if (!place) throw new Error('index.html has no #root')
  const root = createRoot(place)
  try {
    const queryClient = createQueryClient()
    const host = await comeIn(root, queryClient)
    const early = askEarly(queryClient, locationBelowBase())
    const catalogue = await loadCatalogue(preferredLanguage())
    await early
    root.render(
      <StrictMode>
        <QueryClientProvider client={queryClient}>
          <BrowserRouter basename={basePath} useTransitions={false}>
            <Layout
              catalogue={catalogue}
              host={host}
              isBare={isEmbedded || readPageParam(params, 'embed') === '1'}
            />
          </BrowserRouter>
        </QueryClientProvider>
      </StrictMode>,
    )
  } catch {
    root.render('Roster could not be loaded. Please reload. / 页面加载失败，请重新加载。')
  }
}

/** Gives the page around this one, if any. What only an embedded page needs is loaded by no other. */
async function comeIn(root: Root, queryClient: QueryClient): Promise<Host | null> {
  if (isEmbedded) {
    const { startEmbedding } = await import('../embed/start-embedding.tsx')
    return startEmbedding(
      (picture) => root.render(picture),
      () => void queryClient.invalidateQueries(),
    )
  }
  if (parentOrigin === null) return null
  const { findHost } = await import('../embed/host.ts')
  return findHost([])
}

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
import { startSteadyClock } from '../ui/browser/steady-clock.ts'
import { prefetchPage } from './prefetch-page.ts'
import { createQueryClient } from './query-client.ts'
import { Layout } from './layout.tsx'
import { followTheme } from './theme.ts'
import './tokens.css'
import './print.css'

startSteadyClock()

const params = new URLSearchParams(location.search)
/** Preferences that the address may set, with their parameters. */
const preferenceParams = { theme: 'theme', language: 'lang', density: 'density' } as const
for (const [preference, param] of Object.entries(preferenceParams)) {
  const value = readPageParam(params, param)
  if (value !== null) setForThisPage(preference, value)
}
followTheme()

void start()

// Not awaited at the top level: a lazy chunk that imports from this one would wait for it.
async function start() {
  const place = document.getElementById('root')
  if (!place) throw new Error('index.html has no #root')
  const root = createRoot(place)
  try {
    const queryClient = createQueryClient()
    const host = await startEmbeddingIfFramed(root, queryClient)
    const prefetched = prefetchPage(queryClient, locationBelowBase())
    const catalogue = await loadCatalogue(preferredLanguage())
    await prefetched
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

/** Starts the session of an embedded page. Returns the host, if any. Other pages load no code for it. */
async function startEmbeddingIfFramed(root: Root, queryClient: QueryClient): Promise<Host | null> {
  if (isEmbedded) {
    const { startEmbedding } = await import('../embed/start-embedding.tsx')
    return startEmbedding(
      (content) => root.render(content),
      () => void queryClient.invalidateQueries(),
    )
  }
  if (parentOrigin === null) return null
  const { findHost } = await import('../embed/host.ts')
  return findHost([])
}

import { QueryClientProvider } from '@tanstack/react-query'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { BrowserRouter } from 'react-router-dom'
import { basePath, locationBelowBase } from '../api/base-path.ts'
import { loadCatalogue, preferredLanguage } from '../i18n/i18n.tsx'
import { isEmbedded } from '../embed/is-embedded.ts'
import { readPageParam } from '../../contract/page-params.ts'
import { setForThisPage } from '../ui/preference.ts'
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

const root = document.getElementById('root')
if (!root) throw new Error('index.html has no #root')
void start(root)

// Not awaited on the top: a part that is loaded on its own, and imports of this one, would wait for it.
async function start(place: HTMLElement) {
  try {
    const queryClient = createQueryClient()
    const host = isEmbedded ? await comeIn(() => void queryClient.invalidateQueries()) : null
    const early = askEarly(queryClient, locationBelowBase())
    const catalogue = await loadCatalogue(preferredLanguage())
    await early
    createRoot(place).render(
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
    place.textContent = 'Roster could not be loaded. Please reload. / 页面加载失败，请重新加载。'
  }
}

/** What only an embedded page needs is loaded by no other. */
async function comeIn(onRenewed: () => void) {
  const { startEmbedding } = await import('../embed/start-embedding.ts')
  return startEmbedding(onRenewed)
}

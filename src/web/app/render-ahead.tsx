import { QueryClientProvider } from '@tanstack/react-query'
import { renderToStaticMarkup } from 'react-dom/server'
import { StaticRouter } from 'react-router-dom'
import type { AheadPage } from '../../contract/ahead.ts'
import { readListQuery } from '../../contract/list-address.ts'
import { setBasePath } from '../api/base-path.ts'
import { clientQueries } from '../api/client-queries.ts'
import { sessionQuery } from '../api/session-queries.ts'
import { loadCatalogue } from '../i18n/i18n.tsx'
import { setForThisPage } from '../ui/preference.ts'
import { Layout } from './layout.tsx'
import { createQueryClient } from './query-client.ts'

/**
 * Draws a list's first picture in the gateway, out of the very components that take its place once
 * the scripts run. Until then nobody can act on it, and a screen reader does not see it.
 */
export async function drawAhead(page: AheadPage): Promise<string> {
  const { url, basePath, look, session, list, nonce } = page
  const catalogue = await loadCatalogue(look.language)
  const queryClient = createQueryClient()
  const { query } = readListQuery(new URL(url, 'http://localhost').searchParams)
  queryClient.setQueryData(sessionQuery.queryKey, session)
  queryClient.setQueryData(clientQueries.list(query, 0).queryKey, { ...list, readAt: Date.now() })
  // All at once from here on: these are one reader's, and the next page may be another's.
  setBasePath(basePath)
  setForThisPage('theme', look.theme)
  setForThisPage('density', look.density)
  setForThisPage('columns', look.columns)
  const picture = renderToStaticMarkup(
    <div
      id="ahead"
      inert
      aria-hidden="true"
      // Which times these are in the reader's zone is for the page to say.
      data-without-times={session.brokerTimeZone !== null || undefined}
    >
      <QueryClientProvider client={queryClient}>
        <StaticRouter basename={basePath} location={basePath + url}>
          <Layout catalogue={catalogue} host={null} isBare={false} />
        </StaticRouter>
      </QueryClientProvider>
    </div>,
  )
  return withStyleElement(picture, nonce)
}

/**
 * Moves styles out of attributes, where the page's policy does not let them count. React writes no
 * other quotes than those around attributes: no text can look like one.
 */
function withStyleElement(html: string, nonce: string): string {
  const rules: string[] = []
  const picture = html.replaceAll(/ style="([^"]*)"/g, (_, style: string) => {
    rules.push(`[data-style="${rules.length}"]{${style}}`)
    return ` data-style="${rules.length - 1}"`
  })
  return `<style nonce="${nonce}">${rules.join('')}</style>${picture}`
}

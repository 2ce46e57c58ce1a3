import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { MemoryRouter } from 'react-router-dom'
import { render } from 'vitest-browser-react'
import { en } from '../web/i18n/en.ts'
import { I18nProvider, type Language } from '../web/i18n/i18n.tsx'
import { zhCn } from '../web/i18n/zh-cn.ts'
import { Toaster } from '../web/ui/toaster.tsx'

const messages = { en, 'zh-CN': zhCn }

interface AppOptions {
  /** Default `en`. */
  language?: Language
  /** The router's, in memory. Default `/`. */
  address?: string
  /** Default: one without retries. */
  queryClient?: QueryClient
}

/** Renders a part of the page with all that the app puts around it: queries, router, texts, toasts. */
export function renderApp(ui: ReactNode, options: AppOptions = {}) {
  const { language = 'en', address = '/' } = options
  const queryClient =
    options.queryClient ?? new QueryClient({ defaultOptions: { queries: { retry: false } } })
  const wrapper = ({ children }: { children: ReactNode }) => (
    <QueryClientProvider client={queryClient}>
      <MemoryRouter initialEntries={[address]}>
        <I18nProvider initial={{ language, messages: messages[language] }} brokerTimeZone={null}>
          <Toaster closeLabel="Close">{children}</Toaster>
        </I18nProvider>
      </MemoryRouter>
    </QueryClientProvider>
  )
  return render(ui, { wrapper })
}

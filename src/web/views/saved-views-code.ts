import { codeQuery } from '../api/code-query.ts'

/** The code of the views that were saved: it comes when the page is idle. */
export const savedViewsCode = codeQuery(
  'saved-views',
  async () => (await import('./saved-views.tsx')).SavedViews,
)

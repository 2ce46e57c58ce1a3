import type { ComponentType } from 'react'
import { codeQuery } from '../api/code-query.ts'

/** The code of the client's page: most visits of the list never need it. */
export const clientPageCode = codeQuery<ComponentType>(
  'client-page',
  async () => (await import('./client-page.tsx')).default,
)

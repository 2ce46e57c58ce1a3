import { codeQuery } from '../api/code-query.ts'

/** The code of what a list says beside its rows. */
export const listNoticesCode = codeQuery('list-notices', () => import('./list-notices.tsx'))

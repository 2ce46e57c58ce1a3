import { codeQuery } from '../../../api/code-query.ts'

/** The code of the edges of the heads: no first paint needs it. */
export const resizeHandleCode = codeQuery(
  'resize-handle',
  async () => (await import('./resize-handle.tsx')).default,
)

import { codeQuery } from '../../api/code-query.ts'

/** The code of the editors of filters, and of the list of all. */
export const filterEditorCode = codeQuery(
  'filter-editor',
  async () => (await import('./editor.tsx')).FilterEditor,
)

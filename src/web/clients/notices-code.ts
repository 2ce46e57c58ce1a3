import { codeQuery } from '../api/code-query.ts'

/** The code of the notices about the list, which the first rows do not need. */
export const noticesCode = codeQuery('notices', async () => {
  const [{ ListNotices }, { SearchedSoFar }, { NodeFailure }] = await Promise.all([
    import('./list-notices.tsx'),
    import('./searched-so-far.tsx'),
    import('./node-failure.tsx'),
  ])
  return { ListNotices, SearchedSoFar, NodeFailure }
})

import { useQuery } from '@tanstack/react-query'
import type { ComponentType } from 'react'
import type { codeQuery } from '../api/code-query.ts'
import { useStandingError } from '../api/use-standing-error.ts'
import { useI18n } from '../i18n/i18n.tsx'
import { LoadFailure } from './load-failure.tsx'
import { Waiting } from './waiting.tsx'

/** A page in a chunk of its own. Loads it when it is first shown, unless it was prefetched. */
export function LazyPage({ code }: { code: ReturnType<typeof codeQuery<ComponentType>> }) {
  const { messages } = useI18n()
  const query = useQuery(code)
  const error = useStandingError(query, String(code.queryKey))
  if (query.data) return <query.data />
  return (
    <main id="content" tabIndex={-1}>
      {error ? (
        <LoadFailure query={query} error={error} />
      ) : (
        <Waiting>{messages.refresh.busy}</Waiting>
      )}
    </main>
  )
}

// The client's page in a chunk of its own: most visits of the list never need it.
import { useQuery } from '@tanstack/react-query'
import { codeQuery } from '../api/code-query.ts'
import { LoadFailure } from '../feedback/load-failure.tsx'
import { useI18n } from '../i18n/i18n.tsx'
import { useStandingError } from '../api/use-standing-error.ts'
import { Waiting } from '../feedback/waiting.tsx'

/** The code of the client's page. */
export const clientPageCode = codeQuery(
  'client-page',
  async () => (await import('../client/client-page.tsx')).default,
)

/** The client's page. Loads its code when it is first shown, unless the code was prefetched. */
export function LazyClientPage() {
  const { messages } = useI18n()
  const query = useQuery(clientPageCode)
  const error = useStandingError(query, 'client-page')
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

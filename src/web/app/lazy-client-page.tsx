import { useQuery } from '@tanstack/react-query'
import { codeQuery } from '../api/code-query.ts'
import { LoadFailure } from '../feedback/load-failure.tsx'
import { useI18n } from '../i18n/i18n.tsx'
import { useStandingError } from '../api/use-standing-error.ts'
import { Waiting } from '../feedback/waiting.tsx'

/** The code of the client's page: most visits of the list never need it. */
export const clientPageCode = codeQuery(
  'client-page',
  async () => (await import('../client/client-page.tsx')).default,
)

/** The client's page, whose code is loaded when it is first shown, if it was not read ahead. */
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

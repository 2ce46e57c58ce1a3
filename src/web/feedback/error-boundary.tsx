import { Component, type ReactNode } from 'react'
import { basePath } from '../api/base-path.ts'
import { useI18n } from '../i18n/i18n.tsx'
import { Button, buttonClass } from '../ui/button.tsx'
import { Notice } from '../ui/notice.tsx'

interface State {
  error: unknown
}

/** Shows an error page in place of a page that threw. */
export class ErrorBoundary extends Component<{ children: ReactNode }, State> {
  override state: State = { error: undefined }

  static getDerivedStateFromError(error: unknown): State {
    return { error: error ?? 'unknown' }
  }

  override render() {
    const { error } = this.state
    return error === undefined ? this.props.children : <ErrorPage error={error} />
  }
}

/** For a fault of Roster's own, or a part of it that did not load. */
function ErrorPage({ error }: { error: unknown }) {
  const { messages } = useI18n()
  return (
    <main id="content" tabIndex={-1}>
      <Notice
        kind="problem"
        title={messages.app.crashed}
        actions={
          <>
            <Button onClick={() => location.reload()}>{messages.app.reload}</Button>
            <a className={buttonClass()} href={`${basePath}/clients`}>
              {messages.app.toClients}
            </a>
          </>
        }
      >
        <p>{messages.app.crashedAdvice}</p>
        <p>{error instanceof Error ? error.message : String(error)}</p>
      </Notice>
    </main>
  )
}

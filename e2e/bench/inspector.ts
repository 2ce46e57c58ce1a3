import type { Page } from '@playwright/test'

/**
 * Does something while the browser does not record the page's network for Playwright. When it does,
 * each answer that has come is decoded once more, as text to be inspected: of 10,000 rows that is a
 * task of up to 120 ms, which nobody has who just looks at the page. There is no option for it, so
 * this sends word in Playwright's own session, past its public interface.
 */
export async function withoutRecording<T>(page: Page, act: () => Promise<T>): Promise<T> {
  const session = sessionOf(page)
  await session.send('Network.disable')
  try {
    return await act()
  } finally {
    await session.send('Network.enable')
  }
}

interface Session {
  send(method: 'Network.disable' | 'Network.enable'): Promise<unknown>
}

interface Implementation {
  delegate: { _mainFrameSession: { _client: Session } }
}

function sessionOf(page: Page): Session {
  const { _connection: connection } = page as unknown as {
    _connection: { toImpl(page: Page): Implementation }
  }
  const { _mainFrameSession: frame } = connection.toImpl(page).delegate
  const { _client: session } = frame
  return session
}

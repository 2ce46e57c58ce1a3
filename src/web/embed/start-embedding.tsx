import type { ReactNode } from 'react'
import { embedSessionSchema } from '../../contract/embed-claims.ts'
import { sessionSchema } from '../../contract/session.ts'
import { ApiError } from '../api/api-error.ts'
import { setEmbedBearer } from '../api/embed-session.ts'
import { callGateway, postToGateway } from '../api/http.ts'
import { onSignedOut } from '../api/events.ts'
import { preferredLanguage } from '../i18n/i18n.tsx'
import { findHost, type Host } from './host.ts'
import { TokenWait } from './token-wait.tsx'

/** How long before the end of a session the page asks the host for another token, in ms. */
const AHEAD_MS = 30_000

/** Least time between two requests for a token, in ms. */
const LEAST_WAIT_MS = 5_000

/** How long the host may take to answer, in ms. After that the page says so, and asks again. */
const PATIENCE_MS = 10_000

/** For so long the page shows no text, in ms: most hosts answer sooner, and the text would flicker. */
const BLANK_MS = 500

/**
 * Starts a session with a token: the one in the address's fragment, else one from the host. Asks the
 * host for another token before the session ends. Settles when there is a session.
 * @param show renders the page's content until then
 * @param onRenewed is called after each further token
 */
export async function startEmbedding(
  show: (content: ReactNode) => void,
  onRenewed: () => void,
): Promise<Host | null> {
  // The cookies of the browser belong to another user.
  setEmbedBearer('')
  const given = takeFragmentToken()
  const { data } = await callGateway(sessionSchema, 'GET', '/session')
  const host = findHost(data.embedOrigins)
  const language = preferredLanguage()
  let hasSession = false
  let timer: ReturnType<typeof setTimeout> | undefined
  let asked = -Infinity

  const askAfter = (ms: number) => {
    clearTimeout(timer)
    timer = setTimeout(ask, Math.max(ms, asked + LEAST_WAIT_MS - performance.now()))
  }
  const ask = () => {
    asked = performance.now()
    host?.tell({ type: 'token-needed' })
    askAfter(PATIENCE_MS)
  }
  const showTrouble = (refusal: string | null) => {
    const trouble = { refusal, isAskedAgain: host !== null }
    if (!hasSession) show(<TokenWait language={language} trouble={trouble} />)
  }

  const words = setTimeout(() => show(<TokenWait language={language} />), BLANK_MS)
  const trouble = setTimeout(() => showTrouble(null), PATIENCE_MS)
  const endWaiting = () => {
    clearTimeout(words)
    clearTimeout(trouble)
  }
  await new Promise<void>((resolve) => {
    const exchange = async (token: string) => {
      try {
        const answer = await postToGateway(embedSessionSchema, '/session/embed', { token })
        endWaiting()
        setEmbedBearer(answer.data.bearer)
        askAfter(answer.data.expiresInMs - AHEAD_MS)
        if (hasSession) onRenewed()
        hasSession = true
        resolve()
      } catch (error) {
        endWaiting()
        showTrouble(error instanceof ApiError ? error.detail : '')
        askAfter(LEAST_WAIT_MS)
      }
    }
    host?.onMessage((message) => {
      if (message.type === 'token') void exchange(message.token)
    })
    onSignedOut(() => askAfter(0))
    if (given !== null) void exchange(given)
    else if (host !== null) ask()
    else {
      endWaiting()
      showTrouble(null)
    }
  })
  return host
}

/** Takes the token out of the address's fragment, and out of the history; null without one. */
function takeFragmentToken(): string | null {
  const token = /^#token=([\w.-]+)$/.exec(location.hash)?.[1]
  if (token === undefined) return null
  // The whole address: a path that begins with `//` would be another site's address.
  history.replaceState(history.state, '', location.href.replace(/#.*$/, ''))
  return token
}

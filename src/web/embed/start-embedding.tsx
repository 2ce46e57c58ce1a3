import type { ReactNode } from 'react'
import { embedSessionSchema } from '../../contract/embed-claims.ts'
import { sessionSchema } from '../../contract/session.ts'
import { ApiError } from '../api/api-error.ts'
import { setEmbedBearer } from '../api/embed-session.ts'
import { callGateway, postToGateway } from '../api/http.ts'
import { onSignedOut } from '../api/events.ts'
import { preferredLanguage } from '../i18n/i18n.tsx'
import { findHost, type Host } from './host.ts'
import { takeFragmentToken } from './fragment-token.ts'
import { TokenWait } from './token-wait.tsx'

/** How long before the end of a session the host is asked for another token, in ms. */
const AHEAD_MS = 30_000

/** Least time between two questions for a token, in ms. */
const LEAST_WAIT_MS = 5_000

/** How long the host may take to give one, in ms: then it is asked again, and that is said. */
const PATIENCE_MS = 10_000

/** Most hosts are quicker: words that are gone at once would flicker. In ms. */
const WORDLESS_MS = 500

/**
 * Comes in with a token: the one in the address's fragment, else one that the host is asked for; and
 * asks for another before the session ends. Settles once there is a session.
 * @param show shows what there is to say until then
 * @param onRenewed after each further token
 */
export async function startEmbedding(
  show: (picture: ReactNode) => void,
  onRenewed: () => void,
): Promise<Host | null> {
  // Until there is a session, whoever the browser is signed in as does not count.
  setEmbedBearer('')
  const given = takeFragmentToken()
  const { data } = await callGateway(sessionSchema, 'GET', '/session')
  const host = findHost(data.embedOrigins)
  const language = preferredLanguage()
  let isIn = false
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
    if (!isIn) show(<TokenWait language={language} trouble={trouble} />)
  }

  const words = setTimeout(() => show(<TokenWait language={language} />), WORDLESS_MS)
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
        askAfter(answer.data.expiresAt - Date.now() - AHEAD_MS)
        if (isIn) onRenewed()
        isIn = true
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

import { embedSessionSchema } from '../../contract/embed-claims.ts'
import { sessionSchema } from '../../contract/session.ts'
import { callWith } from '../api/embed-session.ts'
import { callGateway, postToGateway } from '../api/http.ts'
import { onSignedOut } from '../api/signed-out.ts'
import { findHost, type Host } from './host.ts'
import { takeFragmentToken } from './fragment-token.ts'

/** How long before the end of a session the host is asked for another token, in ms. */
const AHEAD_MS = 30_000

/** Least time between two questions for a token, in ms. */
const LEAST_WAIT_MS = 5_000

/**
 * Comes in with a token: the one in the address's fragment, else one that the host is asked for; and
 * asks for another before the session ends. Settles once there is a session.
 * @param onRenewed after each further token
 */
export async function startEmbedding(onRenewed: () => void): Promise<Host | null> {
  // Until there is a session, whoever the browser is signed in as does not count.
  callWith('')
  const given = takeFragmentToken()
  const { data } = await callGateway(sessionSchema, 'GET', '/session')
  const host = findHost(data.embedOrigins)
  if (host === null && given === null) throw new Error('there is nobody to give a token')
  let isIn = false
  let timer: ReturnType<typeof setTimeout> | undefined
  let asked = -Infinity

  const ask = () => {
    clearTimeout(timer)
    const wait = asked + LEAST_WAIT_MS - performance.now()
    if (wait > 0) timer = setTimeout(ask, wait)
    else {
      asked = performance.now()
      host?.tell({ type: 'token-needed' })
    }
  }

  await new Promise<void>((resolve) => {
    const exchange = async (token: string) => {
      try {
        const answer = await postToGateway(embedSessionSchema, '/session/embed', { token })
        callWith(answer.data.bearer)
        clearTimeout(timer)
        timer = setTimeout(ask, Math.max(0, answer.data.expiresAt - Date.now() - AHEAD_MS))
        if (isIn) onRenewed()
        isIn = true
        resolve()
      } catch {
        ask()
      }
    }
    host?.onMessage((message) => {
      if (message.type === 'token') void exchange(message.token)
    })
    onSignedOut(ask)
    if (given !== null) void exchange(given)
    else ask()
  })
  return host
}

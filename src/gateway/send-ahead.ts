import { randomBytes } from 'node:crypto'
import { Readable } from 'node:stream'
import type { FastifyReply } from 'fastify'
import { AHEAD_LIST_ID, AHEAD_SESSION_ID, type AheadPage } from '../contract/ahead.ts'
import type { ListAhead } from './list-ahead.ts'
import { letStylesIn } from './security-headers.ts'

/** What the page puts itself into, in place of all that is in it. */
const ROOT = '<div id="root">'

/** A longer answer, in characters, is not drawn: only texts that a device made so long come to that. */
const MOST_DRAWN = 300_000

/**
 * Sends the page in two parts: at once all that makes the browser load scripts and styles, then the
 * list's first picture and the answers that it shows, without the list where that is late.
 * @param draw gives the picture
 */
export function sendAhead(
  reply: FastifyReply,
  page: string,
  { session, cookies, list }: ListAhead,
  draw: (shown: Pick<AheadPage, 'session' | 'list' | 'nonce'>) => Promise<string>,
): FastifyReply {
  const nonce = randomBytes(16).toString('base64')
  const at = page.indexOf(ROOT) + ROOT.length

  async function* parts() {
    // Without `async`, scripts that are there already would wait for the end of the page.
    yield page.slice(0, at).replace('<script type="module"', '<script type="module" async')
    const answer = await list()
    const isDrawn = answer !== null && answer.text.length <= MOST_DRAWN
    const picture = isDrawn
      ? draw({ session: session.value, list: answer.value, nonce }).catch((error: unknown) => {
          reply.log.error(error)
          return ''
        })
      : ''
    // At once: each part is compressed by itself.
    yield [
      await picture,
      json(AHEAD_SESSION_ID, session.text),
      json(AHEAD_LIST_ID, answer?.text ?? '', answer?.ageMs),
      page.slice(at),
    ].join('')
  }

  letStylesIn(reply, nonce)
  for (const cookie of cookies) reply.header('set-cookie', cookie)
  return reply.send(Readable.from(parts()))
}

/** JSON that the page can read, and no browser runs: no text in it can end its element. */
function json(id: string, text: string, ageMs = 0): string {
  const safe = text.replaceAll('<', '\\u003c')
  return `<script type="application/json" id="${id}" data-age="${ageMs}">${safe}</script>`
}

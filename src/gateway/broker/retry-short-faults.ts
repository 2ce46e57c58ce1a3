import { setTimeout as delay } from 'node:timers/promises'
import * as v from 'valibot'
import { methodOf } from './call.ts'
import type { BrokerClient } from './client.ts'
import { BrokerError } from './errors.ts'
import { jsonIn, type BrokerAnswer } from './gather-answer.ts'

/** How long to wait before each further try, in ms. A node stops or starts in about half a second. */
const WAITS_MS = [300, 700]

/** A later fault is no short one: while a node hangs, EMQX answers 500 after 50 s. */
const SOON_MS = 5000

/**
 * Asks again if a read meets a node that is just stopping or starting. EMQX then answers any call about the
 * cluster with 500, and calls about the node with a raw Erlang term. Source: node-down.json, measured on
 * 4.4.19. A term that stays is an error, and never reaches the browser.
 */
export function retryShortFaults(client: BrokerClient): BrokerClient {
  return {
    ...client,
    async ask(call, signal, options) {
      if (methodOf(call) !== 'GET') return client.ask(call, signal, options)
      const begun = performance.now()
      let answer = await client.ask(call, signal, options)
      for (const ms of WAITS_MS) {
        if (!isFault(answer) || performance.now() - begun > SOON_MS) break
        await delay(ms, undefined, { signal }).catch(() => signal.throwIfAborted())
        answer = await client.ask(call, signal, options)
      }
      if (isErlangTerm(answer)) {
        throw new BrokerError(502, 'ERLANG_TERM', 'a node of the broker is stopping or starting')
      }
      return answer
    },
  }
}

function isFault(answer: BrokerAnswer): boolean {
  return answer.status === 500 || isErlangTerm(answer)
}

/** A `message` that begins like an Erlang tuple: `{'EXIT',{badarg,…`, `{badrpc,nodedown}`. */
function isErlangTerm(answer: BrokerAnswer): boolean {
  const { body } = answer
  // Nothing else can come before the message: EMQX writes only message and code then.
  if (body.length > 100_000 || !body.includes('"message":"{')) return false
  return v.is(erlangTermSchema, jsonIn(answer))
}

const erlangTermSchema = v.looseObject({
  data: v.optional(v.undefined()),
  message: v.pipe(v.string(), v.startsWith('{')),
})

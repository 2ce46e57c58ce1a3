import { Answer } from './answer.ts'
import { BusyError } from '../http/busy.ts'
import type { FairBroker, Question } from './shared-lists.ts'
import { answerCode } from '../../contract/answer.ts'

/** Zones that no answer has shown, and that may be asked for all the same as long as Roster runs. */
const NEW_ZONES = { ofPerson: 20, ofAll: 200 }

/** How long the names of the running nodes count, in ms. */
const NODES_MS = 5000

/** As many names are remembered: a cluster has fewer. */
const MOST_NAMES = 10_000

/**
 * Holds back names that EMQX would keep for good: it makes an atom of each zone and each node's name
 * that it is asked for, frees none, and ends its node at the limit (1,048,576 by default). Zones: those
 * that an answer has shown, and a few more. Nodes: those that the cluster has, or had since this began;
 * for any other, what EMQX says of a node that is down. Source: EMQX 4.4's `emqx_mgmt_api`; measured.
 */
export function guardNames(
  broker: FairBroker,
  now: () => number = () => performance.now(),
): FairBroker {
  const zones = new Set<string>()
  const newZonesOf = new Map<string, number>()
  const nodes = new Set<string>()
  /** Answers whose zones are known. */
  const seen = new WeakSet<Answer>()
  let newZones = 0
  let nodesReadAt = -Infinity

  function admitZone(zone: string, person: string): void {
    if (zones.has(zone)) return
    const ofPerson = newZonesOf.get(person) ?? 0
    if (ofPerson >= NEW_ZONES.ofPerson || newZones >= NEW_ZONES.ofAll) {
      throw new BusyError(429, 'NEW_ZONES', 'too many zones were asked for that no client shows')
    }
    newZones++
    newZonesOf.set(person, ofPerson + 1)
    zones.add(zone)
  }

  /** What to answer instead of asking for a node; null: it is one of the cluster. */
  async function refusedNode(
    node: string,
    signal: AbortSignal,
    question: Question,
  ): Promise<Answer | null> {
    if (nodes.has(node)) return null
    if (now() - nodesReadAt >= NODES_MS) {
      const answer = await broker.ask({ kind: 'nodes' }, signal, question)
      if (answer.status !== 200) return answer
      nodesReadAt = now()
      remember(nodes, stringsIn(answer.body, 'node'))
    }
    return nodes.has(node) ? null : nodeDown()
  }

  return {
    ...broker,
    get sharedAnswers() {
      return broker.sharedAnswers
    },
    async ask(call, signal, question) {
      if (call.kind !== 'list') return broker.ask(call, signal, question)
      const zone = call.params.get('zone')
      if (zone !== null) admitZone(zone, question.person)
      const refused = call.node === null ? null : await refusedNode(call.node, signal, question)
      if (refused !== null) return refused
      const answer = await broker.ask(call, signal, question)
      if (answer.status === 200 && !seen.has(answer)) {
        seen.add(answer)
        remember(zones, stringsIn(answer.body, 'zone'))
      }
      return answer
    },
  }
}

/** As EMQX answers for a node that does not run. Source: node-down.json, measured on 4.4.19. */
function nodeDown(): Answer {
  const body = Buffer.from(JSON.stringify({ message: 'nodedown', code: answerCode.nodeDown }))
  return new Answer({ status: 200, type: 'application/json', body, begunAt: performance.now() })
}

function remember(names: Set<string>, found: Iterable<string>): void {
  for (const name of found) if (names.size < MOST_NAMES) names.add(name)
}

/**
 * The values of a field in a body of JSON, in any record, without parsing all of it. A device cannot
 * forge one: a quote within its texts has a backslash in front.
 */
function* stringsIn(body: Buffer, field: string): Generator<string> {
  const start = `"${field}":"`
  for (let at = body.indexOf(start); at !== -1; at = body.indexOf(start, at)) {
    at += start.length
    const end = body.indexOf('"', at)
    if (end === -1) return
    const value = body.toString('utf8', at, end)
    if (value.length <= 255 && !value.includes('\\')) yield value
  }
}

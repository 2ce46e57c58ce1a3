import { Answer } from './answer.ts'
import { BusyError } from '../http/busy.ts'
import type { ListCall } from './call.ts'
import type { ClusterNodes } from './nodes.ts'
import type { FairBroker, Question } from './shared-lists.ts'
import { answerCode } from '../../contract/answer.ts'

/** Most zones that no answer has shown, but that are asked for, as long as Roster runs. */
const NEW_ZONES = { ofPerson: 20, ofAll: 200 }

/** How long a look at the nodes counts if a node or a client is not there, in ms. */
const FRESH_MS = 5000

/** An answer without a record is not longer: `{"data":[],"code":0}`. */
const NO_RECORD_BYTES = 40

/** Most zones that are kept: a cluster has fewer. */
const MOST_NAMES = 10_000

/**
 * Keeps names from EMQX that it would store for ever. EMQX makes an atom of each zone and node name in a
 * request, frees none, and ends its node at the limit (1,048,576 by default). Zones that an answer has shown
 * may be asked for, and a few others. Nodes may be asked for if the cluster has them, or had them since the
 * gateway started; for any other, the answer is that the node is down. Source: EMQX 4.4's
 * `emqx_mgmt_api`; measured.
 */
export function guardNames(
  broker: FairBroker,
  nodes: Pick<ClusterNodes, 'has' | 'look' | 'noteCount'>,
): FairBroker {
  const zones = new Set<string>()
  const newZonesOf = new Map<string, number>()
  /** Answers whose zones have been read. */
  const seen = new WeakSet<Answer>()
  let newZones = 0

  function admitZone(zone: string, person: string): void {
    if (zones.has(zone)) return
    const ofPerson = newZonesOf.get(person) ?? 0
    if (ofPerson >= NEW_ZONES.ofPerson || newZones >= NEW_ZONES.ofAll) {
      throw new BusyError(429, 'NEW_ZONES', 'too many zones that no client has were asked for')
    }
    newZones++
    newZonesOf.set(person, ofPerson + 1)
    zones.add(zone)
  }

  /** The answer instead of a call to a node; null: the cluster has the node. */
  async function answerInstead(node: string, question: Question): Promise<Answer | null> {
    if (nodes.has(node)) return null
    const refusal = await nodes.look(question.authorization, FRESH_MS)
    if (refusal !== null) return new Answer(refusal)
    return nodes.has(node) ? null : nodeDown()
  }

  return {
    ...broker,
    get sharedAnswers() {
      return broker.sharedAnswers
    },
    async ask(call, signal, question) {
      if (call.kind !== 'list') {
        const answer = await broker.ask(call, signal, question)
        // The node of a client that is not there may have stopped.
        const isGone = call.kind === 'client' && answer.body.length <= NO_RECORD_BYTES
        if (isGone) void nodes.look(question.authorization, FRESH_MS)
        return answer
      }
      const zone = call.params.get('zone')
      if (zone !== null) admitZone(zone, question.person)
      const instead = call.node === null ? null : await answerInstead(call.node, question)
      if (instead !== null) return instead
      const answer = await broker.ask(call, signal, question)
      if (answer.status === 200 && !seen.has(answer)) {
        seen.add(answer)
        remember(zones, stringsIn(answer.body, 'zone'))
        const count = isWholeCluster(call) ? countIn(answer.body) : null
        if (count !== null) nodes.noteCount(count)
      }
      return answer
    },
  }
}

/** EMQX's answer for a node that does not run. Source: node-down.json, measured on 4.4.19. */
function nodeDown(): Answer {
  const body = Buffer.from(JSON.stringify({ message: 'nodedown', code: answerCode.nodeDown }))
  return new Answer({ status: 200, type: 'application/json', body, begunAt: performance.now() })
}

function remember(names: Set<string>, found: Iterable<string>): void {
  for (const name of found) if (names.size < MOST_NAMES) names.add(name)
}

function isWholeCluster({ node, params }: ListCall): boolean {
  return node === null && [...params.keys()].every((name) => name === '_page' || name === '_limit')
}

/** The number of clients in `meta` of a list, without parsing the body; no device can forge it, see below. */
function countIn(body: Buffer): number | null {
  const at = body.lastIndexOf('"count":')
  const [, digits] = /^"count":(\d+)/.exec(body.toString('latin1', at, at + 30)) ?? []
  return at === -1 || digits === undefined ? null : Number(digits)
}

/**
 * The values of a field in a JSON body, in any record, without parsing the body. A device cannot forge one:
 * JSON puts a backslash before each quote in its texts.
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

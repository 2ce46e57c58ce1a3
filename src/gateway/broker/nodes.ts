// What the gateway knows of the cluster's nodes: which run, which do not answer, and which have stopped.
import { setTimeout as delay } from 'node:timers/promises'
import * as v from 'valibot'
import { answerCode, openAnswer } from '../../contract/answer.ts'
import { doClocksDisagree, type ClusterNode, type NodeState } from '../../contract/cluster-nodes.ts'
import { isNodeName } from '../../contract/query.ts'
import type { Call } from './call.ts'
import { factsIn, nodeSchema, unknownFacts, type NodeFacts } from './node-facts.ts'
import { readClocks, type NodeClock } from './node-clocks.ts'
import { jsonIn, type BrokerAnswer } from './gather-answer.ts'
import { brokerTimeout } from './errors.ts'

/** How long a look at the nodes counts, in ms, while all of them run. */
export const CALM_MS = 60_000

/** The same while a node is silent, or after one has stopped. */
const WORRIED_MS = 5000

/** A node that stopped longer ago may never come back, in ms. */
const LONG_STOPPED_MS = 600_000

/** If the cluster has so much fewer clients than it had, a node may have stopped. */
const SUDDEN_LOSS = 0.05

/** If the cluster has so many times the clients of the last look, that look is from its start. */
const GROWTH = 2

/** If the cluster has not listed its nodes by then, each node is asked, in ms. */
const PATIENCE_MS = 500

/**
 * A node that has not answered by then counts as silent, in ms. A path of a healthy node answers in 4 to
 * 170 ms while another node hangs. Source: measured on 4.4.19.
 */
const SILENCE_MS = 1500

/** Most nodes that are remembered, and most that are asked at a time: EMQX 4 clusters have fewer. */
const MOST_NODES = 100

/** Asks the broker without a turn: looks are shared, and at most one is under way. */
type Ask = (
  call: Call,
  signal: AbortSignal,
  options: { authorization?: string },
) => Promise<BrokerAnswer>

/** The nodes of the cluster. A look at them is shared, and counts for a minute while all is well. */
export interface ClusterNodes {
  /**
   * Looks which nodes run. Never rejects.
   * @param authorization as of a question to the broker
   * @param maxAgeMs an earlier look that is older does not count
   * @returns the broker's answer if it refused to list its nodes; else null
   */
  look(authorization?: string, maxAgeMs?: number): Promise<BrokerAnswer | null>
  /** True for a node that the cluster has, or had since the gateway started. */
  has(name: string): boolean
  /** Names of the nodes in a state. */
  named(state: NodeState): string[]
  /** All nodes, by name. */
  list(): ClusterNode[]
  /** Forgets a node that has stopped. False if there is none of this name. */
  dismiss(name: string): boolean
  /** Notes how many clients the cluster has: if it has lost or won many, the next look is a new one. */
  noteCount(count: number): void
  /** Notes what an answer of `/brokers` tells of the nodes' clocks. */
  noteClocks(answer: BrokerAnswer): void
  /** The nodes' offset from UTC in minutes, or by node if they differ; null if one is not known. */
  offsets(): number | Record<string, number> | null
}

interface Known {
  state: NodeState
  /** When the state began, by the clock of {@link watchNodes}. */
  since: number
  facts: NodeFacts
  clock: NodeClock | null
  offsetChange: { at: number; minutes: number } | null
}

/** Callbacks about nodes. */
export interface NodesWatch {
  /** A known node has changed its state. */
  onChange?: (name: string, state: NodeState) => void
  /** The nodes' clocks disagree; called once until they agree again. */
  onClocks?: (aheadSeconds: Record<string, number>) => void
}

const metaSchema = v.looseObject({ meta: v.looseObject({ count: v.number() }) })

/**
 * EMQX lists only running nodes, and lists none while a node hangs. So the gateway remembers them.
 * @param now a clock that only goes forward, in ms
 */
export function watchNodes(
  ask: Ask,
  { onChange = () => {}, onClocks = () => {} }: NodesWatch = {},
  now: () => number = () => performance.now(),
): ClusterNodes {
  const nodes = new Map<string, Known>()
  let lookedAt = -Infinity
  let lastCount = 0
  let doDisagree = false
  let underWay: Promise<BrokerAnswer | null> | null = null

  function note(name: string, state: NodeState, facts: Partial<NodeFacts> = {}): void {
    const known = nodes.get(name)
    if (known === undefined && nodes.size >= MOST_NODES) return
    const isNew = known?.state !== state
    nodes.set(name, {
      state,
      since: isNew ? now() : known.since,
      facts: { ...unknownFacts, ...known?.facts, ...facts },
      clock: known?.clock ?? null,
      offsetChange: known?.offsetChange ?? null,
    })
    if (known !== undefined && isNew) onChange(name, state)
  }

  /** The nodes that the cluster lists are running; the others that it had are not. */
  function noteList(answer: BrokerAnswer): void {
    const { data } = openAnswer(answer.status, answer.body.toString())
    const rows = Array.isArray(data) ? data.filter((row) => v.is(nodeSchema, row)) : []
    for (const row of rows) note(row.node, 'running', factsIn(row, now()))
    const listed = new Set(rows.map(({ node }) => node))
    // An answer without any node tells nothing.
    if (listed.size === 0) return
    for (const name of nodes.keys()) if (!listed.has(name)) note(name, 'stopped')
  }

  function noteClocks(answer: BrokerAnswer): void {
    const clocks = readClocks(answer, Date.now())
    for (const [name, clock] of clocks) {
      if (!nodes.has(name) && isNodeName(name)) note(name, 'running')
      const known = nodes.get(name)
      if (known === undefined) continue
      const [before, after] = [known.clock?.offsetMinutes ?? null, clock.offsetMinutes]
      if (before !== null && after !== null && before !== after) {
        known.offsetChange = { at: now(), minutes: after - before }
      }
      known.clock = clock
    }
    const ahead = [...clocks].map(([name, { aheadSeconds }]) => [name, aheadSeconds] as const)
    const disagree = doClocksDisagree(ahead.map(([, seconds]) => seconds))
    if (disagree && !doDisagree) onClocks(Object.fromEntries(ahead))
    doDisagree = disagree
  }

  const secondsSince = (at: number) => Math.round((now() - at) / 1000)

  /** Asks each node by a path of its own. @returns a name and what it answered, null for nothing */
  async function probe(authorization: string | undefined) {
    const names = [...nodes].filter(([, { state }]) => state !== 'stopped').map(([name]) => name)
    return Promise.all(
      names.map(async (name) => {
        const params = new URLSearchParams({ _limit: '1' })
        const call: Call = { kind: 'list', node: name, params, cursor: null }
        return { name, answer: await askWithin(SILENCE_MS, call, authorization).catch(() => null) }
      }),
    )
  }

  /** @returns false if no node answers: then the one that was asked does not, and tells nothing of others */
  function noteProbes(probes: Awaited<ReturnType<typeof probe>>): boolean {
    if (probes.every(({ answer }) => answer === null)) return false
    for (const { name, answer } of probes) {
      if (answer === null) note(name, 'silent')
      else if (isNodeDown(answer)) note(name, 'stopped')
      else {
        const clients = countIn(answer)
        // A count from before would not go with the new one.
        note(name, 'running', clients === null ? {} : { clients, connected: null })
      }
    }
    return true
  }

  async function askWithin(ms: number, call: Call, authorization: string | undefined) {
    const limit = new AbortController()
    const timer = setTimeout(() => limit.abort(brokerTimeout(ms)), ms)
    try {
      return await ask(call, limit.signal, {
        ...(authorization !== undefined && { authorization }),
      })
    } finally {
      clearTimeout(timer)
    }
  }

  async function lookNow(authorization: string | undefined): Promise<BrokerAnswer | null> {
    const listing = askWithin(PATIENCE_MS + SILENCE_MS, { kind: 'nodes' }, authorization)
    const listed = listing.catch(() => null)
    const isSlow = Symbol('slow')
    const first = await Promise.race([listed, delay(PATIENCE_MS).then(() => isSlow)])
    const probes = first === isSlow ? await probe(authorization) : null
    const answer = await listed
    if (answer?.status === 200) noteList(answer)
    const hasLearnt = answer?.status === 200 || (probes !== null && noteProbes(probes))
    lookedAt = hasLearnt ? now() : -Infinity
    return answer === null || hasLearnt ? null : answer
  }

  const isWell = () =>
    [...nodes.values()].every(
      ({ state, since }) =>
        state === 'running' || (state === 'stopped' && now() - since > LONG_STOPPED_MS),
    )

  return {
    look(authorization, maxAgeMs = isWell() ? CALM_MS : WORRIED_MS) {
      if (underWay !== null) return underWay
      if (now() - lookedAt < maxAgeMs) return Promise.resolve(null)
      underWay = lookNow(authorization)
        // An answer that is no list of nodes tells nothing.
        .catch(() => null)
        .finally(() => (underWay = null))
      return underWay
    },
    has: (name) => nodes.has(name),
    named: (state) => [...nodes].filter(([, known]) => known.state === state).map(([name]) => name),
    list: () =>
      [...nodes]
        .map(([name, { state, since, facts, clock, offsetChange }]) => ({
          name,
          state,
          clients: facts.clients,
          connected: state === 'running' ? facts.connected : null,
          version: facts.version,
          uptimeSeconds:
            state === 'running' && facts.startedAt !== null ? secondsSince(facts.startedAt) : null,
          seconds: secondsSince(since),
          clockAheadSeconds: clock?.aheadSeconds ?? null,
          offsetChange: offsetChange && {
            seconds: secondsSince(offsetChange.at),
            minutes: offsetChange.minutes,
          },
        }))
        .sort((a, b) => (a.name < b.name ? -1 : 1)),
    noteCount(count) {
      // With a node whose number is not known, there is no sum to compare with.
      const counted = [...nodes.values()].reduce(
        (sum, { facts }) => sum + (facts.clients ?? NaN),
        0,
      )
      const isNews = count < lastCount * (1 - SUDDEN_LOSS) || count > counted * GROWTH
      if (isNews) lookedAt = -Infinity
      lastCount = count
    },
    noteClocks,
    offsets() {
      const running = [...nodes].filter(([, { state }]) => state !== 'stopped')
      const offsets = running.map(([name, { clock }]) => [name, clock?.offsetMinutes] as const)
      const known = offsets.filter((entry): entry is [string, number] => entry[1] != null)
      const [first] = known
      if (first === undefined || known.length < offsets.length) return null
      const isOne = known.every(([, offset]) => offset === first[1])
      return isOne ? first[1] : Object.fromEntries(known)
    },
    dismiss: (name) => nodes.get(name)?.state === 'stopped' && nodes.delete(name),
  }
}

/** EMQX's answer for a node that does not run. Source: node-down.json, measured on 4.4.19. */
function isNodeDown(answer: BrokerAnswer): boolean {
  const json = jsonIn(answer)
  return v.is(v.looseObject({ code: v.literal(answerCode.nodeDown) }), json)
}

function countIn(answer: BrokerAnswer): number | null {
  const json = jsonIn(answer)
  return v.is(metaSchema, json) && json.meta.count >= 0 ? json.meta.count : null
}

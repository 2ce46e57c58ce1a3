import { answerCode } from '../../contract/answer.ts'
import {
  bare,
  badRequest,
  dataAnswer,
  doneAnswer,
  errorAnswer,
  internalError,
  json,
  noAnswer,
  noContent,
  notFound,
  Refused,
  type ApiAnswer,
} from './answer.ts'
import type { ClusterNode } from '../cluster/cluster.ts'
import { clientTest } from './client-filters.ts'
import { clientRow } from './client-row.ts'
import { pageAnswer } from './list-page.ts'
import type { MqttBroker } from '../mqtt/broker.ts'
import { brokerInfo, nodeInfo, nodeStats } from './node-info.ts'
import { parseQuery, percentDecode, wholeNumber, type ParamValue } from './query-params.ts'
import type { Session } from '../mqtt/session.ts'

/** One request below `/api/v4`, its path as it was sent. */
interface ApiRequest {
  method: string
  /** Percent-encoded path without the prefix, for example `/clients/a%2Fb`. */
  path: string
  /** Without the question mark. */
  query: string
  body: string
}

/** What an answer is made from, beside the request. */
export interface Asked {
  broker: MqttBroker
  /** The node whose API was asked. */
  node: ClusterNode
  limits: HangLimits
  /** Aborted when the connection of the request closes. */
  gone: AbortSignal
}

/** How long a call waits for a node that hangs, in ms. */
export interface HangLimits {
  /** The list of all clients; then it is answered with 500. */
  listMs: number
  /** Any other call; then its connection is closed without an answer. */
  callMs: number
}

interface Call {
  broker: MqttBroker
  /** The nodes that the call is about: the one in its path, or those that are listed. */
  nodes: ClusterNode[]
  /** The parts of the path that match a `:`, decoded to bytes. */
  args: string[]
  params: [name: string, value: ParamValue][]
}

type Handler = (call: Call) => ApiAnswer | Promise<ApiAnswer>

/** Words that are atoms in every Erlang node. As a node's name they name a node that is down. */
const existingAtoms = new Set(['true', 'false', 'undefined', 'ok', 'error'])

const routes: Record<string, Handler> = {
  'GET clients': listClients,
  'GET clients/:': oneClient,
  'DELETE clients/:': kickClient,
  'GET clients/username/:': listUsername,
  'GET clients/:/acl_cache': (call) => aclCache(call, dataAnswer([])),
  'DELETE clients/:/acl_cache': (call) => aclCache(call, doneAnswer),
  'GET nodes': ({ broker, nodes }) =>
    dataAnswer(nodes.map((node) => nodeInfo(node, broker.sessions))),
  'GET nodes/@': ({ broker, nodes: [node] }) => dataAnswer(nodeInfo(node!, broker.sessions)),
  'GET nodes/@/clients': listClients,
  'GET nodes/@/clients/:': oneClient,
  'GET nodes/@/clients/username/:': listUsername,
  'GET nodes/@/subscriptions/:': listSubscriptionsOf,
  'GET nodes/@/stats': async (call) => dataAnswer(await statsOf(call, call.nodes[0]!)),
  'GET nodes/@/alarms': () => dataAnswer([]),
  'GET brokers': ({ nodes }) => dataAnswer(nodes.map(brokerInfo)),
  'GET brokers/@': ({ nodes: [node] }) => dataAnswer(brokerInfo(node!)),
  'GET stats': listStats,
  'GET alarms': listAlarms,
  'GET alarms/activated': listAlarms,
  'GET alarms/deactivated': listAlarms,
  'GET subscriptions': listSubscriptions,
  'GET subscriptions/:': listSubscriptionsOf,
}

/** Answers about a node that is stopped. Any other call about it gets 204. */
const stoppedAnswers: Record<string, (name: string) => ApiAnswer> = {
  'nodes/@': (node) => dataAnswer({ node, error: 'nodedown' }),
  'nodes/@/clients': () => errorAnswer('nodedown', answerCode.nodeDown),
  'nodes/@/stats': () => json('{"message":"nodedown"}'),
  'brokers/@': () => errorAnswer('nodedown', 102),
}

/**
 * Answers while a node stops or starts: about that node, or about the whole cluster. Other calls are
 * answered as ever. EMQX was seen to answer so; the end of the Erlang term is from its source.
 */
const changingAnswers: Record<string, ApiAnswer> = {
  clients: internalError,
  'clients/:': internalError,
  'clients/username/:': internalError,
  subscriptions: internalError,
  'subscriptions/:': internalError,
  alarms: noContent,
  'alarms/activated': noContent,
  'alarms/deactivated': noContent,
  'nodes/@/clients': errorAnswer(
    "{'EXIT',{badarg,[{ets,select,[emqx_channel_info,[{{'$1',#{},'_'},[],['$_']}],11]," +
      '[{error_info,#{cause => id,module => erl_stdlib_errors}}]},{emqx_mgmt_api,select_table,4,[]}]}}',
    answerCode.nodeDown,
  ),
  'nodes/@/clients/:': internalError,
  'nodes/@/subscriptions/:': internalError,
}

const routesByShape = Object.entries(routes).map(([route, handler]) => {
  const [method, shape = ''] = route.split(' ')
  return { method, shape, parts: shape.split('/'), handler }
})

/**
 * Answers one call of the API as EMQX 4.4.19 does. The credential was checked before. Empty path
 * segments are skipped. A call that the demo broker does not serve gets 404 `Not found.`.
 */
export async function answerApi(asked: Asked, request: ApiRequest): Promise<ApiAnswer> {
  const { broker } = asked
  const { method, path, query, body } = request
  const segments = path.split('/').filter((segment) => segment !== '')
  if (segments.length === 0) return method === 'GET' ? notFound : badRequest
  const route = routesByShape.find(
    (candidate) => candidate.method === method && isOfShape(segments, candidate.parts),
  )
  if (route === undefined) return notFound
  const name = route.parts[1] === '@' ? segments[1]! : null
  const node = name === null ? undefined : broker.cluster.find(name)
  if (name !== null && node === undefined && !existingAtoms.has(name)) return notFound
  try {
    if (body !== '') JSON.parse(body)
  } catch {
    return badRequest
  }
  try {
    const args = segments
      .filter((_, i) => route.parts[i] === ':')
      .map((segment) => percentDecode(segment) ?? '')
    const call = { broker, args, params: parseQuery(query) }
    const handle = () =>
      route.handler({ ...call, nodes: node ? [node] : broker.cluster.listedBy(asked.node) })

    const isList = route.shape === 'clients'
    // The list reads its parameters before it asks the nodes.
    if (isList && broker.cluster.isHanging) await handle()
    const concerned = name === null ? broker.cluster.nodes : node ? [node] : []
    const waitMs = isList ? asked.limits.listMs : asked.limits.callMs
    if (!(await answersInTime(asked, concerned, waitMs))) {
      return isList && !asked.gone.aborted ? internalError : noAnswer
    }
    if (name !== null && (node === undefined || node.state === 'stopped')) {
      return stoppedAnswers[route.shape]?.(name) ?? noContent
    }
    const isChanging = concerned.some((one) => one.isChanging)
    return (isChanging && changingAnswers[route.shape]) || (await handle())
  } catch (error) {
    if (error instanceof Refused) return error.answer
    throw error
  }
}

/** Whether none of these nodes hangs, or stops to do so within `waitMs` and before the caller goes. */
async function answersInTime(
  { broker, gone }: Asked,
  nodes: readonly ClusterNode[],
  waitMs: number,
): Promise<boolean> {
  if (nodes.every(({ state }) => state !== 'hanging')) return true
  const signal = AbortSignal.any([gone, AbortSignal.timeout(waitMs)])
  return broker.cluster.whenAnswering(signal, nodes).then(
    () => true,
    () => false,
  )
}

/** Whether Cowboy's router takes a path. If not, it answers 400 itself. */
export function isPathReadable(path: string): boolean {
  return percentDecode(path) !== null && /^[\x21-\x7e]*$/.test(path)
}

/** Cowboy's answer to a path without a handler. */
export const unmounted = bare(404)

function isOfShape(segments: string[], shape: string[]): boolean {
  return (
    segments.length === shape.length &&
    shape.every((part, i) => part === ':' || part === '@' || part === segments[i])
  )
}

/** The sessions of the nodes that a call is about, in the order of a list. */
function sessionsOf({ broker, nodes }: Call): readonly Session[] {
  const { ordered } = broker.sessions
  const isWhole = broker.cluster.nodes.length === 1
  return isWhole ? ordered : ordered.filter(({ node }) => nodes.includes(node))
}

function findSession({ broker, nodes, args: [id = ''] }: Call): Session | undefined {
  const session = broker.sessions.find(id)
  return session && nodes.includes(session.node) ? session : undefined
}

function listClients(call: Call): ApiAnswer {
  const test = clientTest(call.params)
  const all = sessionsOf(call)
  return pageAnswer(call.params, test ? all.filter(test) : all, test !== null, clientRow)
}

function oneClient(call: Call): ApiAnswer {
  return rowsAnswer([findSession(call)])
}

/** In the order of `/nodes`. */
function listUsername(call: Call): ApiAnswer {
  const [username] = call.args
  const found = sessionsOf(call).filter(
    ({ connection }) => connection.identity.usernameBytes === username,
  )
  return rowsAnswer(call.nodes.flatMap((node) => found.filter((session) => session.node === node)))
}

function rowsAnswer(sessions: (Session | undefined)[]): ApiAnswer {
  return dataAnswer(sessions.flatMap((session) => (session ? [clientRow(session)] : [])))
}

async function kickClient(call: Call): Promise<ApiAnswer> {
  const session = findSession(call)
  if (session) await call.broker.kick(session)
  return doneAnswer
}

/** There is no access control here, so every cache is empty. */
function aclCache(call: Call, found: ApiAnswer): ApiAnswer {
  return findSession(call) ? found : errorAnswer('not_found', answerCode.notFound)
}

async function listStats(call: Call): Promise<ApiAnswer> {
  const { nodes } = call
  const all = nodes.map(async (node) => ({ stats: await statsOf(call, node), node: node.name }))
  return dataAnswer(await Promise.all(all))
}

/** Empty for a node that stops or starts. */
async function statsOf({ broker }: Call, node: ClusterNode): Promise<Record<string, number>> {
  if (node.isChanging) return {}
  return nodeStats(node, broker.sessions, await broker.countRetained())
}

/** There are none here. */
function listAlarms({ nodes }: Call): ApiAnswer {
  return dataAnswer(nodes.map(({ name }) => ({ node: name, alarms: [] })))
}

function listSubscriptionsOf(call: Call): ApiAnswer {
  return dataAnswer(subscriptionsOf(findSession(call)))
}

function subscriptionsOf(session: Session | undefined) {
  if (session === undefined) return []
  const { clientId, node, subscriptions } = session
  return [...subscriptions].map(([topic, qos]) => ({
    topic,
    qos,
    node: node.name,
    clientid: clientId,
  }))
}

/** Filters by `clientid`, `topic` and `qos`; EMQX's `share` and `_match_topic` are not served. */
function listSubscriptions(call: Call): ApiAnswer {
  const { params } = call
  const wanted = new Map(params)
  const [clientId, topic, qos] = ['clientid', 'topic', 'qos'].map((name) => wanted.get(name))
  const matching = sessionsOf(call)
    .filter(({ idBytes }) => clientId === undefined || idBytes === clientId)
    .flatMap(subscriptionsOf)
    .filter(
      (subscription) =>
        (topic === undefined || Buffer.from(subscription.topic).toString('latin1') === topic) &&
        (qos === undefined || BigInt(subscription.qos) === wholeNumber(qos)),
    )
  // EMQX counts all of one topic.
  const isFiltered = clientId !== undefined || qos !== undefined
  return pageAnswer(params, matching, isFiltered, (subscription) => subscription)
}

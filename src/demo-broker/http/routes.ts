import { answerCode } from '../../contract/answer.ts'
import {
  bare,
  badRequest,
  dataAnswer,
  doneAnswer,
  errorAnswer,
  notFound,
  Refused,
  type ApiAnswer,
} from './answer.ts'
import { clientTest } from './client-filters.ts'
import { clientRow, NODE } from './client-row.ts'
import { pageAnswer } from './list-page.ts'
import type { MqttBroker } from '../mqtt/broker.ts'
import { brokerInfo, nodeInfo } from './node-info.ts'
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

interface Call {
  broker: MqttBroker
  /** The parts of the path that match a `:`, decoded to bytes. */
  args: string[]
  params: [name: string, value: ParamValue][]
}

type Handler = (call: Call) => ApiAnswer | Promise<ApiAnswer>

/** Words that are atoms in every Erlang node. As a node's name they name a node that is down. */
const existingAtoms = new Set(['true', 'false', 'undefined', 'ok', 'error'])

const routes: Record<string, Handler> = {
  'GET clients': listClients,
  'GET clients/:': ({ broker, args: [id = ''] }) => rowsAnswer([broker.sessions.find(id)]),
  'DELETE clients/:': kickClient,
  'GET clients/username/:': listUsername,
  'GET clients/:/acl_cache': (call) => aclCache(call, dataAnswer([])),
  'DELETE clients/:/acl_cache': (call) => aclCache(call, doneAnswer),
  'GET nodes': ({ broker }) => dataAnswer([nodeInfo(broker.sessions)]),
  'GET nodes/@': ({ broker }) => dataAnswer(nodeInfo(broker.sessions)),
  'GET nodes/@/clients': listClients,
  'GET nodes/@/clients/:': ({ broker, args: [id = ''] }) => rowsAnswer([broker.sessions.find(id)]),
  'GET nodes/@/clients/username/:': listUsername,
  'GET brokers': () => dataAnswer([brokerInfo()]),
  'GET brokers/@': () => dataAnswer(brokerInfo()),
  'GET subscriptions': listSubscriptions,
  'GET subscriptions/:': ({ broker, args: [id = ''] }) =>
    dataAnswer(subscriptionsOf(broker.sessions.find(id))),
}

const routesByShape = Object.entries(routes).map(([route, handler]) => {
  const [method, shape = ''] = route.split(' ')
  return { method, shape: shape.split('/'), handler }
})

/**
 * Answers one call of the API as EMQX 4.4.19 does. The credential was checked before. Empty path
 * segments are skipped. A call that the demo broker does not serve gets 404 `Not found.`.
 */
export async function answerApi(broker: MqttBroker, request: ApiRequest): Promise<ApiAnswer> {
  const { method, path, query, body } = request
  const segments = path.split('/').filter((segment) => segment !== '')
  if (segments.length === 0) return method === 'GET' ? notFound : badRequest
  const route = routesByShape.find(
    (candidate) => candidate.method === method && isOfShape(segments, candidate.shape),
  )
  if (route === undefined) return notFound
  const node = route.shape[1] === '@' ? segments[1] : NODE
  if (node !== NODE) {
    return existingAtoms.has(node ?? '') ? errorAnswer('nodedown', answerCode.nodeDown) : notFound
  }
  try {
    if (body !== '') JSON.parse(body)
  } catch {
    return badRequest
  }
  try {
    const args = segments
      .filter((_, i) => route.shape[i] === ':')
      .map((segment) => percentDecode(segment) ?? '')
    return await route.handler({ broker, args, params: parseQuery(query) })
  } catch (error) {
    if (error instanceof Refused) return error.answer
    throw error
  }
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

function listClients({ broker, params }: Call): ApiAnswer {
  const test = clientTest(params)
  const { ordered } = broker.sessions
  return pageAnswer(params, test ? ordered.filter(test) : ordered, test !== null, clientRow)
}

function listUsername({ broker, args: [username] }: Call): ApiAnswer {
  return rowsAnswer(
    broker.sessions.ordered.filter(
      ({ connection }) => connection.identity.usernameBytes === username,
    ),
  )
}

function rowsAnswer(sessions: (Session | undefined)[]): ApiAnswer {
  return dataAnswer(sessions.flatMap((session) => (session ? [clientRow(session)] : [])))
}

async function kickClient({ broker, args: [id = ''] }: Call): Promise<ApiAnswer> {
  const session = broker.sessions.find(id)
  if (session) await broker.kick(session)
  return doneAnswer
}

/** There is no access control here, so every cache is empty. */
function aclCache({ broker, args: [id = ''] }: Call, found: ApiAnswer): ApiAnswer {
  return broker.sessions.find(id) ? found : errorAnswer('not_found', answerCode.notFound)
}

function subscriptionsOf(session: Session | undefined) {
  return [...(session?.subscriptions ?? [])].map(([topic, qos]) => ({
    topic,
    qos,
    node: NODE,
    clientid: session?.clientId ?? '',
  }))
}

/** Filters by `clientid`, `topic` and `qos`; EMQX's `share` and `_match_topic` are not served. */
function listSubscriptions({ broker, params }: Call): ApiAnswer {
  const wanted = new Map(params)
  const [clientId, topic, qos] = ['clientid', 'topic', 'qos'].map((name) => wanted.get(name))
  const matching = broker.sessions.ordered
    .filter(({ idBytes }) => clientId === undefined || idBytes === clientId)
    .flatMap(subscriptionsOf)
    .filter(
      (subscription) =>
        (topic === undefined || Buffer.from(subscription.topic).toString('latin1') === topic) &&
        (qos === undefined || BigInt(subscription.qos) === wholeNumber(qos)),
    )
  const isFiltered = [clientId, topic, qos].some((value) => value !== undefined)
  return pageAnswer(params, matching, isFiltered, (subscription) => subscription)
}

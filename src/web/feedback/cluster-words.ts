// The texts about nodes of the cluster that hang or have stopped.
import type { Format } from '../i18n/format.ts'
import { wordsOf } from '../i18n/words-of.ts'

const en = {
  comma: ', ',
  stop: '. ',
  silent: (names: string) => `${names} does not answer and may hang`,
  mayHang: (names: string) => `node ${names} may hang`,
  anyMayHang: 'a node of the cluster may hang',
  noAnswer: (duration: string, mayHang: string) => `No answer for ${duration}; ${mayHang}`,
  held: 'While a node hangs, EMQX answers nothing about the whole cluster and carries out no kicks. The clients of the other nodes can be read, one node at a time.',
  clientsOf: (node: string) => `Clients of ${node}`,
  stopped: (name: string) => `${name} is not running`,
  had: (clients: string) =>
    clients === '1'
      ? 'It had 1 client, which no list shows now.'
      : `It had ${clients} clients. No list shows those that have not connected to another node.`,
  hadClients: 'No list shows its clients that have not connected to another node.',
  dismiss: 'Dismiss',
  dismissNode: (name: string) => `Dismiss ${name}`,
  forAll: 'Hides this for all people, until the node runs again and stops again',
  clocks: 'Clocks of the cluster disagree',
  ahead: (name: string, seconds: string) => `${name}: ${seconds} s ahead of Roster’s clock`,
  offsetChanged: (names: string, ago: string) =>
    `The zone of ${names} has changed its offset ${ago}`,
  ambiguous:
    'Times from before are shown by the new offset, and may be off by the difference. To have them right, set ROSTER_BROKER_TIME_ZONE.',
  noNode: 'This cluster has no such node',
  allNodes: 'Show the clients of all nodes',
  noKicks: (names: string) =>
    `EMQX does not carry out kicks while a node hangs: ${names} may hang. Roster looks again afterwards, and says whether the client was kicked.`,
  slowKick: (duration: string) => `No answer for ${duration}.`,
}

const zhCn: typeof en = {
  comma: '、',
  stop: '。',
  silent: (names) => `${names} 没有应答，可能已挂起`,
  mayHang: (names) => `节点 ${names} 可能已挂起`,
  anyMayHang: '集群中可能有节点已挂起',
  noAnswer: (duration, mayHang) => `已 ${duration}没有应答；${mayHang}`,
  held: '有节点挂起时，EMQX 不应答涉及整个集群的请求，也不执行踢除。仍可查看其他单个节点的客户端。',
  clientsOf: (node) => `${node} 的客户端`,
  stopped: (name) => `${name} 未运行`,
  had: (clients) => `它曾有 ${clients} 个客户端。未连接到其他节点的客户端不会出现在任何列表中。`,
  hadClients: '其未连接到其他节点的客户端不会出现在任何列表中。',
  dismiss: '不再提示',
  dismissNode: (name) => `不再提示 ${name}`,
  forAll: '对所有人不再提示，直到该节点再次运行并再次停止',
  clocks: '集群中的时钟不一致',
  ahead: (name, seconds) => `${name}：比 Roster 的时钟快 ${seconds} 秒`,
  offsetChanged: (names, ago) => `${names} 的时区偏移已于${ago}改变`,
  ambiguous:
    '此前的时间按新的偏移显示，可能相差改变的时长。如需准确显示，请设置 ROSTER_BROKER_TIME_ZONE。',
  noNode: '集群中没有此节点',
  allNodes: '显示所有节点的客户端',
  noKicks: (names) =>
    `有节点挂起时，EMQX 不执行踢除：${names} 可能已挂起。稍后会再次查看，并说明是否已踢除。`,
  slowKick: (duration) => `已 ${duration}没有应答。`,
}

/** What has become of the clients of a node that has stopped; null: it is not known how many it had. */
export function clientsLeft(words: typeof en, clients: number | null, format: Format): string {
  return clients === null ? words.hadClients : words.had(format.number(clients))
}

/** The texts in the reader's language. */
export const useClusterWords = wordsOf({ en, 'zh-CN': zhCn })

// The texts of a kick.
import { wordsOf } from '../i18n/words-of.ts'

const en = {
  title: 'Kick this client?',
  what: 'Its connection and its session end, with all subscriptions and every message that waits in the queue. This cannot be undone.',
  lost: 'What is lost',
  waiting: 'Messages waiting',
  inflight: 'Messages sent and not acknowledged',
  subscriptions: 'Subscriptions',
  sessions: 'Sessions of this ID',
  outlives: 'Session would outlive the connection',
  isKept: 'Session would be kept',
  notKept: 'no',
  endsAnyway: 'no, it ends with it',
  keptFor: (duration: string) => `yes, for ${duration}`,
  keptFromLeaving: (duration: string, time: string) => `${duration} from ${time}`,
  keptForGood: 'yes, for good',
  forGood: 'for good',
  numbersAge: 'As last read; the broker writes them up to 15 s late.',
  will: 'EMQX 4.4 publishes a will message that has not gone out yet; whether the client has one, it does not say.',
  returns: 'A client that reconnects by itself may be back within seconds, with a new session.',
  reason: 'Reason, for the audit log (optional)',
  cancel: 'Cancel',
  putAside: 'Close, and tell me later',
  confirm: 'Kick client',
  retry: 'Try again',
  pending: 'Ending the session…',
  failed: 'The client was not kicked',
  unsure: 'Whether the client was kicked is not known',
  failedLater: (id: string, why: string) => `${id} was not kicked. ${why}.`,
  unsureLater: (id: string, why: string) => `Whether ${id} was kicked is not known. ${why}.`,
  still: 'The broker said done, but the same session is still there',
  stillAdvice:
    'If the cluster runs without a session registry, a kick reaches only the nodes that EMQX_API names: name this node there too.',
  stillAt: (node: string, address: string, since: string) =>
    `on ${node}, from ${address}, connected since ${since}, broker’s time`,
  ended: (id: string) => `The session of ${id} has ended.`,
  wasAnother: (id: string) => `${id} had a new session since it was read: that one has ended.`,
  wasGone: (id: string) =>
    `${id} was gone before the order, which was not sent: somebody else ended its session, or it left.`,
  watching: 'Watching for 30 s whether it comes back…',
  back: (duration: string) => `It is back after about ${duration} with a new session.`,
  backFrom: (duration: string, port: string) =>
    `It is back after about ${duration} with a new session from another port, ${port}.`,
  away: 'It stayed away for 30 s.',
  again: 'But now the same session is there again.',
  unknown: 'Whether it came back within 30 s is not known: the broker could not be asked.',
}

export type KickWords = typeof en

const zhCn: KickWords = {
  title: '踢除此客户端？',
  what: '其连接与会话将一并结束，包括全部订阅和队列中等待的所有消息。此操作无法撤销。',
  lost: '将丢失的内容',
  waiting: '等待中的消息',
  inflight: '已发送未确认的消息',
  subscriptions: '订阅',
  sessions: '该 ID 的会话',
  outlives: '断开后会话仍保留',
  isKept: '会话本会保留',
  notKept: '否',
  endsAnyway: '否，随连接结束',
  keptFor: (duration) => `是，保留 ${duration}`,
  keptFromLeaving: (duration, time) => `自 ${time} 起 ${duration}`,
  keptForGood: '是，永久保留',
  forGood: '永久',
  numbersAge: '为最近一次读取的数值；服务器写入可能滞后 15 秒。',
  will: 'EMQX 4.4 会发布尚未发出的遗嘱消息；服务器不提供客户端是否设有遗嘱的信息。',
  returns: '会自动重连的客户端可能在数秒内以新会话重新连接。',
  reason: '原因，记入审计日志（可选）',
  cancel: '取消',
  putAside: '关闭，稍后告知',
  confirm: '踢除客户端',
  retry: '重试',
  pending: '正在结束会话…',
  failed: '未能踢除该客户端',
  unsure: '无法确定该客户端是否已被踢除',
  failedLater: (id, why) => `未能踢除 ${id}。${why}。`,
  unsureLater: (id, why) => `无法确定 ${id} 是否已被踢除。${why}。`,
  still: '服务器称已完成，但同一会话仍然存在',
  stillAdvice: '若集群未启用会话注册表，踢除只能到达 EMQX_API 中列出的节点：请将此节点也加入其中。',
  stillAt: (node, address, since) =>
    `位于 ${node}，来自 ${address}，自 ${since}（服务器时间）起连接`,
  ended: (id) => `${id} 的会话已结束。`,
  wasAnother: (id) => `${id} 在读取之后已有新会话：结束的是该新会话。`,
  wasGone: (id) => `踢除前 ${id} 已不存在，未发送踢除请求：他人已结束其会话，或其自行离开。`,
  watching: '正在观察 30 秒，看其是否重新连接…',
  back: (duration) => `约 ${duration}后，它已以新会话重新连接。`,
  backFrom: (duration, port) => `约 ${duration}后，它已从另一端口 ${port} 以新会话重新连接。`,
  away: '30 秒内未重新连接。',
  again: '但同一会话现在又出现了。',
  unknown: '无法确定其 30 秒内是否重新连接：无法询问服务器。',
}

/** The texts, by language. */
export const kickWords = { en, 'zh-CN': zhCn }

/** {@link kickWords} in the reader's language. */
export const useKickWords = wordsOf(kickWords)

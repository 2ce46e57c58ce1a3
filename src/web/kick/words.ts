// The texts of a kick.
import { wordsOf } from '../i18n/words-of.ts'

const en = {
  title: (cluster: string | null) =>
    cluster === null ? 'Kick this client?' : `Kick this client of ${cluster}?`,
  what: 'This ends its connection and session and deletes all its subscriptions and queued messages. It cannot be undone.',
  lost: 'What is lost',
  waiting: 'Queued messages lost',
  inflight: 'Messages sent and not acknowledged',
  subscriptions: 'Subscriptions',
  sessions: 'Sessions of this ID',
  outlives: 'Session survives a disconnect',
  isKept: 'Session would be kept',
  isKeptUntil: 'Session would be kept until',
  no: 'no',
  keptFor: (duration: string) => `yes, for ${duration}`,
  keptForGood: 'yes, for good',
  forGood: 'for good',
  numbersAge: 'Last known values; they can be 15 s old.',
  will: 'If the client has a will message, EMQX 4.4 will publish it. EMQX does not tell whether it has one.',
  returns: 'A client that reconnects on its own may be back within seconds, with a new session.',
  reason: 'Reason, for the audit log (optional)',
  cancel: 'Cancel',
  putAside: 'Close and notify me',
  confirm: 'Kick client',
  retry: 'Try again',
  pending: 'Ending the session…',
  failed: 'The client was not kicked',
  unsure: 'It is unknown whether the client was kicked',
  failedLater: (id: string, why: string) => `${id} was not kicked. ${why}.`,
  unsureLater: (id: string, why: string) => `It is unknown whether ${id} was kicked. ${why}.`,
  still: 'EMQX reported success, but the session is still there',
  stillAdvice:
    'If the cluster runs without a session registry, a kick reaches only the nodes that EMQX_API lists. Add this node to it.',
  stillAt: (node: string, address: string, since: string) =>
    `on ${node}, from ${address}, connected since ${since} broker time`,
  ended: (id: string) => `The session of ${id} has ended.`,
  wasAnother: (id: string) => `${id} had meanwhile reconnected; its new session was ended.`,
  wasGone: (id: string) =>
    `${id} was already gone, so nothing was sent: someone else kicked it, or it disconnected.`,
  watching: 'Watching for 30 s to see if it reconnects…',
  back: (duration: string) => `It reconnected after about ${duration}, with a new session.`,
  backFrom: (duration: string, port: string) =>
    `It reconnected after about ${duration}, with a new session (port ${port}).`,
  away: 'It stayed away for 30 s.',
  again: 'But now the same session is back.',
  unknown: 'It is unknown whether it reconnected within 30 s: EMQX could not be reached.',
}

export type KickWords = typeof en

const zhCn: KickWords = {
  title: (cluster) => (cluster === null ? '踢除此客户端？' : `踢除 ${cluster} 的此客户端？`),
  what: '其连接与会话将一并结束，包括全部订阅和队列中等待的所有消息。此操作无法撤销。',
  lost: '将丢失的内容',
  waiting: '将丢失的排队消息',
  inflight: '已发送未确认的消息',
  subscriptions: '订阅',
  sessions: '该 ID 的会话',
  outlives: '断开后会话仍保留',
  isKept: '若不踢除，会话将保留',
  isKeptUntil: '若不踢除，会话将保留至',
  no: '否',
  keptFor: (duration) => `是，保留 ${duration}`,
  keptForGood: '是，永久保留',
  forGood: '永久',
  numbersAge: '以上为最近读取的数值，可能滞后 15 秒。',
  will: '若客户端设有遗嘱消息，EMQX 4.4 会将其发布。EMQX 不提供其是否设有遗嘱。',
  returns: '会自动重连的客户端可能在数秒内以新会话重新连接。',
  reason: '原因，记入审计日志（可选）',
  cancel: '取消',
  putAside: '关闭，完成后通知我',
  confirm: '踢除客户端',
  retry: '重试',
  pending: '正在结束会话…',
  failed: '未能踢除该客户端',
  unsure: '无法确定该客户端是否已被踢除',
  failedLater: (id, why) => `未能踢除 ${id}。${why}。`,
  unsureLater: (id, why) => `无法确定 ${id} 是否已被踢除。${why}。`,
  still: 'EMQX 报告成功，但该会话仍然存在',
  stillAdvice: '若集群未启用会话注册表，踢除只能到达 EMQX_API 中列出的节点：请将此节点也加入其中。',
  stillAt: (node, address, since) =>
    `位于 ${node}，来自 ${address}，自 ${since}（EMQX 时间）起连接`,
  ended: (id) => `${id} 的会话已结束。`,
  wasAnother: (id) => `${id} 期间已重新连接，其新会话已结束。`,
  wasGone: (id) => `踢除前 ${id} 已不存在，未发送踢除请求：可能已被他人踢除，或已自行断开。`,
  watching: '正在观察 30 秒，看其是否重新连接…',
  back: (duration) => `约 ${duration}后，它已以新会话重新连接。`,
  backFrom: (duration, port) => `约 ${duration}后，它已以新会话重新连接（端口 ${port}）。`,
  away: '30 秒内未重新连接。',
  again: '但同一会话现在又出现了。',
  unknown: '无法确定其 30 秒内是否重新连接：无法访问 EMQX。',
}

/** The texts, by language. */
export const kickWords = { en, 'zh-CN': zhCn }

/** {@link kickWords} in the reader's language. */
export const useKickWords = wordsOf(kickWords)

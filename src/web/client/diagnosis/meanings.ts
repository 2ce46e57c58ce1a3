// The explanations of findings.
import { wordsOf } from '../../i18n/words-of.ts'
import type { FindingKind } from './finding.ts'

/** What a finding is, where its numbers come from, and what an operator can do. */
interface Meaning {
  what: string
  how: string
  todo: string
}

type Meanings = Record<Subject, Meaning>

/** The subject that explains each kind. Related kinds share one. */
export const subjects = {
  flapping: 'flapping',
  gone: 'gone',
  'node-stopped': 'node',
  'window-stuck': 'window',
  'window-full': 'window',
  'queue-full': 'queue',
  'queue-filling': 'queue',
  'offline-queue': 'offline',
  offline: 'offline',
  dropping: 'drops',
  dropped: 'drops',
  'too-large': 'large',
  'release-pending': 'release',
  unreleased: 'release',
  mailbox: 'mailbox',
  'several-records': 'records',
  'not-reported': 'unknown',
  'no-subscriptions': 'subscriptions',
  'nothing-sent': 'unsent',
  healthy: 'healthy',
  silent: 'silent',
} as const satisfies Record<FindingKind, string>

type Subject = (typeof subjects)[FindingKind]

const en: Meanings = {
  flapping: {
    what: 'The client connects again and again. Messages reach it only in between, and those with a clean session are lost in the gaps.',
    how: 'Three or more connections that this page saw within 10 minutes. One that came and went between two readings, 5 s apart, is not counted.',
    todo: 'Look for a second device with the same client ID: each takes the connection from the other. Otherwise check its network and keepalive: EMQX 4.4 closes a connection after 2.25 keepalive intervals of silence.',
  },
  gone: {
    what: 'The broker has no record of this client: it is not connected, and no session is kept for it. Messages to it are not stored.',
    how: 'The last reading found no record. The page keeps looking for its return every 5 s.',
    todo: 'Check the ID, in which case matters, and whether the device is on. If messages should wait for it, let it connect without clean start and with a session expiry.',
  },
  node: {
    what: 'A node of the cluster is not running. EMQX leaves its clients and their sessions out of every answer, so nothing is known of them.',
    how: 'The gateway has seen the node before, and the cluster does not list it now. The client’s last record names its node.',
    todo: 'Check the node, not the device. The device may connect to another node with a new session. Then this page finds it again.',
  },
  window: {
    what: 'The inflight window holds the QoS 1 and 2 messages that were sent and that the client has not acknowledged. Once it is full, no more of them are sent: they wait in the queue.',
    how: 'Messages in flight out of max_inflight. What was acknowledged is computed from the messages sent and received since the page opened. It is an upper bound, because EMQX also sends again what is not acknowledged. The window is called stuck after 30 s with no more than one acknowledgement in 15 s.',
    todo: 'The device is connected, but its program hangs or is too slow: check its log. After a kick it connects again, but its session ends with all waiting messages. A larger window only helps a healthy client with high latency.',
  },
  queue: {
    what: 'The queue holds what waits for room in the inflight window, or for the client to come back. When it is full, each new message pushes out the oldest one.',
    how: 'Messages in the queue out of max_mqueue_len. Drops are those that this page saw in the last 5 minutes, or else all drops of this session. When the queue will be full follows from its growth in the last minute.',
    todo: 'Find out why the client does not take its messages: it is offline, its window is stuck, or there are too many messages for it. Send it fewer messages, or let messages expire. A larger queue only postpones the problem.',
  },
  offline: {
    what: 'The client is not connected. Its session is kept for some time, and messages for it wait in the queue. It gets them if it comes back in time.',
    how: 'The session expiry counts from the disconnect. The broker writes the length of the queue up to 15 s late. If the time zone of the broker is not known, times are shown as the broker writes them. A client that is just connecting is shown as not connected, too.',
    todo: 'Check the device and its network. Once the session expires, the waiting messages are lost; a kick would lose them at once.',
  },
  drops: {
    what: 'The broker dropped messages for this client. They will not be delivered.',
    how: 'Full queue: the oldest made room for new ones. Expired: they waited longer than their message expiry. Too large: larger than the packets that the client takes. Drops of the queue count since the session began, the others since it connected.',
    todo: 'Queue full: find out why the client does not take its messages. Expired: set a longer expiry, or keep the client online. Too large: let the client take larger packets.',
  },
  large: {
    what: 'The client takes packets only up to a size that it named when it connected. A larger message with QoS 1 or 2 never reaches it, and keeps its place in the inflight window.',
    how: 'EMQX tries such a message again every 30 s, and counts it as dropped (and as sent) each time. So the count is not a number of messages: there are at most as many as are in flight. A message with QoS 0 is tried once.',
    todo: 'Let the client take larger packets (Maximum Packet Size of MQTT 5), or publish smaller messages. A kick empties the window, but ends its session with all waiting messages.',
  },
  release: {
    what: 'The client has sent QoS 2 messages and has not released them with PUBREL. Near the limit the broker refuses more of them. This is about messages that the client sends, not about messages that it receives.',
    how: 'Packet IDs that wait for PUBREL, out of max_awaiting_rel. The broker gives one up after await_rel_timeout, 5 minutes by default, and counts its message as dropped (recv_msg.dropped). These count since the client connected.',
    todo: 'The client’s library does not finish the QoS 2 handshake: update it, or use QoS 1.',
  },
  mailbox: {
    what: 'Each client has a process in the broker. Messages to that process pile up, so everything for this client is late.',
    how: 'Length of the mailbox as it was written last. It is called long from 1,000 on; by default EMQX ends a process at 10,000.',
    todo: 'Check the load of the node, and the rate of messages to this client: a busy wildcard subscription is the usual cause.',
  },
  records: {
    what: 'The cluster has several clients with this ID. Usually one is taking over from the other. If this lasts, the cluster had a split brain.',
    how: 'Records in one answer of the broker. The charts show the connected one, or the last to connect if there are several.',
    todo: 'Wait a few seconds. If this lasts, check whether the nodes see each other. A kick ends all of them, unless EMQX’s session registry is off.',
  },
  unknown: {
    what: 'The record of this client has no numbers about delivery.',
    how: 'The record has no queue or no inflight window.',
    todo: 'Check the version of the broker: Roster reads EMQX 4.3.12 to 4.4.',
  },
  subscriptions: {
    what: 'The client is connected but subscribes to no topic, so no message is meant for it.',
    how: 'The broker counts its subscriptions at once.',
    todo: 'Check whether its subscription was refused by access control, or whether it relies on a session that no longer exists: after a clean start it has to subscribe again.',
  },
  unsent: {
    what: 'The client is connected and has subscriptions, but no message has been sent to it. No published message matches its topics, or access control blocks it.',
    how: 'Messages sent to it since it connected, as the broker wrote them last: at most 15 s ago if anything happened.',
    todo: 'Compare its topics, letter by letter, with those that are published to: case and slashes matter.',
  },
  healthy: {
    what: 'No rule found anything that keeps messages from this client: it is connected, and its queue and window have room.',
    how: 'The rate is that of PUBLISH messages sent to it, between the last two times that the broker wrote its numbers; it is known after two of them, 15 s apart.',
    todo: 'If the device still misses messages, compare its topics with those that are published to, and check whether its program handles the messages that it receives.',
  },
  silent: {
    what: 'The client is connected, but nothing is sent or received. That is no problem by itself.',
    how: 'The broker writes the numbers of a client 15 s after it was active. Three such intervals have passed without an update.',
    todo: 'If the device should be active, check it. EMQX 4.4 closes a dead connection after 2.25 times the keepalive, and never with a keepalive of 0.',
  },
}

const zhCn: Meanings = {
  flapping: {
    what: '客户端反复连接。只有在线期间才能收到消息；若启用清除会话，离线期间的消息会丢失。',
    how: '本页在 10 分钟内看到三次或更多次连接。在两次读取（间隔 5 秒）之间连上又断开的不计入。',
    todo: '请检查是否有另一台设备使用相同的客户端 ID：两者会互相挤下线。否则请检查网络和心跳：超过心跳时间 2.25 倍没有报文时，EMQX 4.4 会断开连接。',
  },
  gone: {
    what: 'EMQX 没有该客户端的记录：既未连接，也没有为其保留会话。发给它的消息不会被存储。',
    how: '最近一次读取没有找到记录。本页每 5 秒查找一次，等待其重新上线。',
    todo: '请检查 ID（区分大小写）以及设备是否开机。若消息需要等它回来，请让它关闭清除会话并设置会话过期间隔。',
  },
  node: {
    what: '集群中有节点未运行。EMQX 的任何应答都不包含该节点的客户端及其会话，因此其状态未知。',
    how: '网关此前见过该节点，而集群目前没有列出它。客户端的最后一条记录指明其所在节点。',
    todo: '请检查节点，而不是设备。设备可能以新会话连接到其他节点：届时会再次出现在这里。',
  },
  window: {
    what: '飞行窗口保存已发送但客户端尚未确认的 QoS 1 和 QoS 2 消息。窗口占满后，后续消息不再发送，而是在消息队列中等待。',
    how: '已占用的数量与上限 max_inflight。确认数由本页打开以来的收发计数推算，是最大可能值，因为 EMQX 还会重发未确认的消息。占满 30 秒且每 15 秒确认不超过一条时，视为阻塞。',
    todo: '设备已连接，但其程序挂起或处理太慢：请查看设备日志。踢除会使其重新连接，但会话和等待中的消息也会一并结束。若只是网络延迟较高，可调大窗口。',
  },
  queue: {
    what: '消息队列保存等待飞行窗口空位、或等待客户端重新上线的消息。队列已满时，每条新消息会挤掉最旧的一条。',
    how: '队列中的消息数与上限 max_mqueue_len。丢弃数为本页最近 5 分钟内看到的数量，否则为此会话的累计值。占满时间按最近一分钟的增长推算。',
    todo: '请查明客户端为何不接收消息：离线、飞行窗口阻塞，或消息过多。可减少发送量，或为消息设置过期时间；调大队列只能推迟问题。',
  },
  offline: {
    what: '客户端未连接。会话会保留一段时间，期间的消息在队列中等待；按时重新上线即可收到。',
    how: '会话过期间隔从断开时开始计算。消息队列长度的写入最多滞后 15 秒。EMQX 的时区未知时，时间按 EMQX 所写显示。正在连接的客户端也会显示为未连接。',
    todo: '请检查设备及其网络。会话过期后，等待中的消息会丢失；踢除则会立即丢失。',
  },
  drops: {
    what: 'EMQX 丢弃了发给该客户端的消息，这些消息不会再送达。',
    how: '队列已满：最旧的消息为新消息让位。已过期：等待时间超过消息过期间隔。消息过大：超过客户端可接受的报文长度。队列丢弃自会话创建起累计，其他自连接起累计。',
    todo: '队列已满时，请查明客户端为何不接收消息。消息过期时，请延长过期间隔或保持客户端在线；消息过大时，请调大客户端可接受的报文长度。',
  },
  large: {
    what: '客户端在连接时声明了可接受的最大报文长度。超过该长度的 QoS 1 或 QoS 2 消息无法送达，并一直占用飞行窗口。',
    how: 'EMQX 每 30 秒重试一次，每次都再计一次丢弃（以及一次发送）。因此该计数不是消息数：消息最多与飞行窗口中的一样多。QoS 0 消息只尝试一次。',
    todo: '请调大客户端可接受的报文长度（MQTT 5 的 Maximum Packet Size），或发布更小的消息。踢除会清空飞行窗口，但会话和等待中的消息也会一并结束。',
  },
  release: {
    what: '客户端发送了 QoS 2 消息，但未用 PUBREL 释放。接近上限时，EMQX 会拒绝后续的 QoS 2 消息。这关系到客户端发送的消息，而不是它接收的消息。',
    how: '等待 PUBREL 的报文标识符数与上限 max_awaiting_rel。超过 await_rel_timeout（默认 5 分钟）后，EMQX 会放弃等待，并将其消息计为丢弃（recv_msg.dropped），自连接起累计。',
    todo: '客户端库没有完成 QoS 2 握手：请更新该库，或改用 QoS 1。',
  },
  mailbox: {
    what: 'EMQX 中每个客户端对应一个进程。发往该进程的消息堆积，因此与该客户端有关的一切都会延迟。',
    how: '最近一次写入的进程邮箱长度。达到 1,000 即视为过长；EMQX 默认在 10,000 时结束该进程。',
    todo: '请检查节点负载，以及发给该客户端的消息速率：常见原因是通配符订阅匹配了过多消息。',
  },
  records: {
    what: '集群中有多个使用此 ID 的客户端。通常是其中一个正在接管另一个；若一直如此，则集群曾发生脑裂。',
    how: 'EMQX 一次应答中的记录数。图表取自已连接的记录；有多条时，取最后连接的一条。',
    todo: '请等待几秒。若仍然如此，请检查各节点之间是否互通。踢除会结束全部记录，除非 EMQX 关闭了会话注册表。',
  },
  unknown: {
    what: 'EMQX 的记录中缺少反映投递情况的数值。',
    how: '记录中没有消息队列或飞行窗口。',
    todo: '请检查 EMQX 版本：Roster 适用于 EMQX 4.3.12 至 4.4。',
  },
  subscriptions: {
    what: '客户端已连接，但没有订阅任何主题，因此没有消息会发给它。',
    how: 'EMQX 立即更新订阅数。',
    todo: '请检查其订阅是否被访问控制拒绝，或是否依赖已不存在的会话：启用清除会话连接后必须重新订阅。',
  },
  unsent: {
    what: '客户端已连接且有订阅，但尚未向其发送任何消息：没有发布与其主题匹配的消息，或被访问控制拦截。',
    how: '连接以来向其发送的消息数，以 EMQX 最近一次写入为准：若有活动，最迟为 15 秒前。',
    todo: '请逐字比较其订阅的主题与实际发布的主题：大小写和斜杠都有区别。',
  },
  healthy: {
    what: '没有规则发现妨碍消息送达的情况：客户端已连接，消息队列和飞行窗口都有余量。',
    how: '速率为 EMQX 最近两次写入之间向其发送的 PUBLISH 消息速率；需两次写入（间隔 15 秒）后才能得知。',
    todo: '若设备仍缺少消息，请比较其订阅的主题与实际发布的主题，并检查设备程序是否处理了收到的消息。',
  },
  silent: {
    what: '连接存在，但没有任何收发。这本身不是问题。',
    how: '客户端有活动后 15 秒，EMQX 写入其数值。已连续三个这样的间隔没有写入。',
    todo: '若设备应当有活动，请检查设备。EMQX 4.4 会在心跳时间的 2.25 倍后断开失效的连接；心跳为 0 时则永不断开。',
  },
}

/** The explanations, by subject. */
export const useMeanings = wordsOf({ en, 'zh-CN': zhCn })

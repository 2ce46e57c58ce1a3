// The names of fields and filters, and the texts of errors, in Chinese.
import type { Messages } from './en.ts'

/** By the API's name. */
export const fields: Messages['fields'] = {
  clientid: '客户端 ID',
  username: '用户名',
  node: '节点',
  connected: '状态',
  ip_address: 'IP 地址',
  port: '端口',
  zone: '接入分区',
  mountpoint: '挂载点',
  is_bridge: '桥接',
  proto_name: '协议',
  proto_ver: '协议版本',
  keepalive: '心跳',
  connected_at: '连接时间',
  disconnected_at: '断开时间',
  created_at: '会话创建时间',
  clean_start: '清除会话',
  expiry_interval: '会话过期间隔',
  subscriptions_cnt: '订阅数',
  max_subscriptions: '订阅上限',
  mqueue_len: '消息队列',
  max_mqueue: '消息队列上限',
  mqueue_dropped: '队列丢弃',
  inflight: '飞行窗口',
  max_inflight: '飞行窗口上限',
  awaiting_rel: '等待 PUBREL',
  max_awaiting_rel: '等待 PUBREL 上限',
  recv_oct: '接收字节',
  send_oct: '发送字节',
  recv_cnt: '接收 TCP 报文',
  send_cnt: '发送 TCP 报文',
  recv_pkt: '接收 MQTT 报文',
  send_pkt: '发送 MQTT 报文',
  recv_msg: '接收消息',
  send_msg: '发送消息',
  'recv_msg.qos0': '接收消息，QoS 0',
  'recv_msg.qos1': '接收消息，QoS 1',
  'recv_msg.qos2': '接收消息，QoS 2',
  'recv_msg.dropped': '接收消息，已丢弃',
  'send_msg.qos0': '发送消息，QoS 0',
  'send_msg.qos1': '发送消息，QoS 1',
  'send_msg.qos2': '发送消息，QoS 2',
  'send_msg.dropped': '待发消息，已丢弃',
  'send_msg.dropped.expired': '丢弃：已过期',
  'send_msg.dropped.queue_full': '丢弃：队列已满',
  'send_msg.dropped.too_large': '丢弃：消息过大',
  mailbox_len: '进程邮箱',
  heap_size: '进程堆栈',
  reductions: '调度递减计数',
}

/** By the API's name. */
export const filters: Messages['filters'] = {
  clientid: '客户端 ID 等于',
  username: '用户名等于',
  zone: '接入分区',
  ip_address: 'IP 地址',
  conn_state: '状态',
  clean_start: '清除会话',
  proto_name: '协议',
  proto_ver: '协议版本',
  _like_clientid: '客户端 ID 包含',
  _like_username: '用户名包含',
  _gte_created_at: '会话创建时间晚于',
  _lte_created_at: '会话创建时间早于',
  _gte_connected_at: '连接时间晚于',
  _lte_connected_at: '连接时间早于',
  created_within: '会话创建于',
  connected_within: '连接于',
  _gte_mqueue_len: '队列长度至少',
  _lte_mqueue_len: '队列长度至多',
  _gte_mqueue_dropped: '队列丢弃至少',
  _lte_mqueue_dropped: '队列丢弃至多',
}

/** By reason. */
export const errors: Messages['errors'] = {
  unauthorized: {
    title: 'EMQX 拒绝了凭据',
    advice: '请检查网关的 EMQX_APP_ID 和 EMQX_APP_SECRET。',
  },
  forbidden: {
    title: '网关拒绝了该请求',
    advice: '请通过 Roster 自己的地址打开后重试。',
  },
  'signed-out': {
    title: '登录已失效',
    advice: '请在页面顶部重新登录。',
  },
  'too-many': {
    title: '请求过多',
    advice: '请稍候再试。',
    wait: (seconds) => `请等待 ${seconds} 秒后重试。`,
  },
  'broker-unreachable': {
    title: '无法连接 EMQX',
    advice: '请确认 EMQX 正在运行，且 EMQX_API 指向它。',
  },
  'broker-timeout': {
    title: 'EMQX 未及时应答',
    advice: 'EMQX 可能过载，或某个节点无响应。缩小筛选范围会更快。',
  },
  refused: {
    title: 'EMQX 拒绝了该请求',
    advice: '请修改其消息中提到的筛选条件。',
  },
  'http-status': {
    title: 'EMQX 返回错误',
    advice: '详情请查看 EMQX 日志。',
  },
  'not-json': {
    title: '这不是 EMQX API',
    advice: '该地址上是其他服务，或应答被截断。请检查 EMQX_API。',
  },
  'too-long': {
    title: '该 ID 或筛选条件超出 EMQX API 的长度限制',
    advice: 'EMQX 接受的地址最长 8 KB，ASCII 以外的每个字节按三个计算。',
  },
  'unexpected-shape': {
    title: '应答格式与 EMQX 4 不符',
    advice: 'Roster 适用于 EMQX 4.3.12 至 4.4。请检查 EMQX 版本。',
  },
  'gateway-unreachable': {
    title: '无法连接 Roster 网关',
    advice: '请检查网络，并确认 Roster 仍在运行。',
  },
  'gateway-timeout': {
    title: 'Roster 网关没有应答',
    advice: '请检查网络，并确认 Roster 仍在运行。',
  },
  updated: {
    title: 'Roster 已更新',
    advice: '请重新加载页面后继续。',
  },
}

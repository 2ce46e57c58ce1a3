// The texts of the figures of the cluster.
import type { NodeState } from '../../contract/cluster-nodes.ts'
import { wordsOf } from '../i18n/words-of.ts'

const en = {
  label: 'Cluster',
  clients: (n: number | null): string => (n === 1 ? 'client' : 'clients'),
  connected: 'connected',
  offline: 'offline',
  nodes: (n: number): string => (n === 1 ? 'node' : 'nodes'),
  unknown: '–',
  counted: 'Counted by EMQX, at most a minute ago',
  left: (names: string) => `${names} not running`,
  silent: (names: string) => `${names} not answering`,
  comma: ', ',
  node: 'Node',
  state: 'State',
  states: { running: 'Running', silent: 'Not answering', stopped: 'Not running' } satisfies Record<
    NodeState,
    string
  >,
  version: 'Version',
  uptime: 'Uptime',
}

const zhCn: typeof en = {
  label: '集群',
  clients: () => '客户端',
  connected: '已连接',
  offline: '离线',
  nodes: () => '节点',
  unknown: '–',
  counted: '由 EMQX 统计，最多为一分钟前的数值',
  left: (names) => `${names} 未运行`,
  silent: (names) => `${names} 无应答`,
  comma: '、',
  node: '节点',
  state: '状态',
  states: { running: '运行中', silent: '无应答', stopped: '未运行' },
  version: '版本',
  uptime: '运行时长',
}

/** The texts in the reader's language. */
export const useOverviewWords = wordsOf({ en, 'zh-CN': zhCn })

import { wordsOf } from '../../i18n/words-of.ts'

const en = {
  title: 'Subscriptions',
  loading: 'Loading the subscriptions…',
  none: 'No subscriptions.',
  noneOf: (n: string) => `EMQX counts ${n} subscriptions but lists none right now.`,
  count: (n: string) => (n === '1' ? '1 topic' : `${n} topics`),
  found: (n: string, total: string) => `${n} of ${total} topics`,
  find: 'Find in topics',
  notFound: 'No topic contains this text.',
  qos: (level: string) => `QoS ${level}`,
  copyOf: (topic: string) => `Copy ${topic}`,
  copyShown: 'Copy all shown',
  copied: (n: string) => (n === '1' ? 'Topic copied' : `${n} topics copied`),
}

const zhCn: typeof en = {
  title: '订阅',
  loading: '正在加载订阅…',
  none: '没有订阅。',
  noneOf: (n) => `EMQX 统计有 ${n} 个订阅，但目前未列出。`,
  count: (n) => `${n} 个主题`,
  found: (n, total) => `${total} 个主题中的 ${n} 个`,
  find: '在主题中查找',
  notFound: '没有包含该内容的主题。',
  qos: (level) => `QoS ${level}`,
  copyOf: (topic) => `复制 ${topic}`,
  copyShown: '复制所示全部',
  copied: (n) => (n === '1' ? '已复制该主题。' : `已复制 ${n} 个主题。`),
}

/** Texts of the subscriptions. */
export const useSubscriptionWords = wordsOf({ en, 'zh-CN': zhCn })

import { wordsOf } from '../../i18n/words-of.ts'

const en = {
  title: 'Subscriptions',
  loading: 'Loading the subscriptions…',
  none: 'It subscribes to nothing.',
  noneOf: (n: string) => `The broker names none of its ${n} subscriptions now.`,
  count: (n: string) => (n === '1' ? '1 topic' : `${n} topics`),
  found: (n: string, total: string) => `${n} of ${total} topics`,
  find: 'Find in topics',
  notFound: 'No topic contains that.',
  qos: (level: string) => `QoS ${level}`,
  copyOf: (topic: string) => `Copy ${topic}`,
  copyShown: 'Copy all shown',
  copied: (n: string) => (n === '1' ? 'The topic is copied.' : `${n} topics are copied.`),
}

const zhCn: typeof en = {
  title: '订阅',
  loading: '正在加载订阅…',
  none: '没有任何订阅。',
  noneOf: (n) => `服务器目前未列出其 ${n} 个订阅。`,
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

import { wordsOf } from '../i18n/words-of.ts'

const en = {
  title: 'Part of this link was ignored',
  unknown: 'not a filter that Roster knows',
  value: 'not a value that it takes',
  repeated: 'stands more than once; the first one counts',
  shadowed: 'beside an exact filter on the same field the broker drops it',
  unsupported: 'this broker does not know it (EMQX from 4.4.4 and 4.3.15 does)',
  remove: 'Clean the link',
}

const zhCn: typeof en = {
  title: '链接中的部分内容被忽略',
  unknown: '不是 Roster 支持的筛选条件',
  value: '不是它可接受的值',
  repeated: '重复出现，以第一个为准',
  shadowed: '与同一字段的精确筛选并用时，服务器会忽略它',
  unsupported: '该服务器不支持（EMQX 4.4.4、4.3.15 起支持）',
  remove: '移除无效参数',
}

/** Texts on parts of an address that do not count. */
export const useIgnoredWords = wordsOf({ en, 'zh-CN': zhCn })

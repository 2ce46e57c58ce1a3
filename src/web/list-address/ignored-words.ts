import { wordsOf } from '../i18n/words-of.ts'

const en = {
  title: 'Part of this link was ignored',
  unknown: 'unknown filter',
  value: 'not a valid value',
  repeated: 'given more than once; the first is used',
  shadowed: 'EMQX ignores it next to an exact filter on the same field',
  unsupported: 'this EMQX does not know it (4.4.4 and 4.3.15 and later do)',
  remove: 'Remove from link',
}

const zhCn: typeof en = {
  title: '链接中的部分内容被忽略',
  unknown: '未知的筛选条件',
  value: '值无效',
  repeated: '重复出现，以第一个为准',
  shadowed: '与同一字段的精确筛选并用时，EMQX 会忽略它',
  unsupported: '此 EMQX 不支持（EMQX 4.4.4、4.3.15 起支持）',
  remove: '从链接中移除',
}

/** Texts for the parts of an address that do not count. */
export const useIgnoredWords = wordsOf({ en, 'zh-CN': zhCn })

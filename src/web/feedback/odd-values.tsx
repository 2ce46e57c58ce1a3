import type { OddValue } from '../../contract/odd-values.ts'
import { useI18n, type I18n } from '../i18n/i18n.tsx'
import { wordsOf } from '../i18n/words-of.ts'
import { excerpt, visibleText } from '../ui/device-text.tsx'
import { Notice } from '../ui/notice.tsx'

const useWords = wordsOf({
  en: {
    title: (n: string) => (n === '1' ? 'One value cannot be' : `${n} values cannot be`),
    row: (n: string) => `row ${n}`,
    whole: 'the whole answer',
    is: (field: string, value: string) => `${field} is ${value}`,
    isMissing: (field: string) => `${field} is missing`,
    noRecord: (value: string) => `no record, but ${value}`,
    leftOut: 'not shown',
    more: (n: string) => `and ${n} more`,
  },
  'zh-CN': {
    title: (n: string) => `${n} 个值不合规范`,
    row: (n: string) => `第 ${n} 行`,
    whole: '整个应答',
    is: (field: string, value: string) => `${field} 为 ${value}`,
    isMissing: (field: string) => `缺少 ${field}`,
    noRecord: (value: string) => `不是记录，而是 ${value}`,
    leftOut: '未显示',
    more: (n: string) => `另有 ${n} 个`,
  },
})

/** The most values that are named. */
const NAMED = 5

/** Names the values of the broker that cannot be, such as a count of -1. Renders nothing without any. */
export function OddValues({ odd }: { odd: readonly OddValue[] }) {
  const words = useWords()
  const { format } = useI18n()
  if (odd.length === 0) return null
  return (
    <Notice kind="hint" compact title={words.title(format.number(odd.length))}>
      <ul>
        {odd.slice(0, NAMED).map((value, index) => (
          <li key={index}>{describe(value, words, format)}</li>
        ))}
        {odd.length > NAMED && <li>{words.more(format.number(odd.length - NAMED))}</li>}
      </ul>
    </Notice>
  )
}

function describe(odd: OddValue, words: ReturnType<typeof useWords>, format: I18n['format']) {
  const { row, name, field, isLeftOut } = odd
  const value = visibleText(odd.value)
  const place = row === null ? words.whole : words.row(format.number(row + 1))
  const fault =
    field === ''
      ? words.noRecord(value)
      : value === ''
        ? words.isMissing(field)
        : words.is(field, value)
  return `${name === null ? place : excerpt(name)}: ${fault}${isLeftOut ? ` (${words.leftOut})` : ''}`
}

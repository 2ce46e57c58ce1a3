import { eachLock } from '../../../contract/locks.ts'
import { wordsOf } from '../../i18n/words-of.ts'
import { useI18n } from '../../i18n/i18n.tsx'
import { useSession } from '../../session/session.tsx'
import { DeviceText, excerpt } from '../../ui/device-text.tsx'
import styles from './chips.module.css'

const en = {
  locked: 'locked by the page around',
  begins: (field: string) => `${field} begins with`,
}
const zhCn: typeof en = {
  locked: '由外层页面锁定',
  begins: (field: string) => `${field} 开头为`,
}
const useLockWords = wordsOf({ en, 'zh-CN': zhCn })

/** The locks of an embedded page in words. They cannot be removed. */
export function LockedChips() {
  const words = useLockWords()
  const { messages } = useI18n()
  const { session } = useSession()
  return eachLock(session?.locks ?? {}).map(([name, value]) => {
    const [, field] = /^_like_(.+)$/.exec(name) ?? []
    const label = field
      ? words.begins(messages.fields[field as 'clientid'])
      : messages.filters[name]
    return (
      <li key={`locked ${name}`} className={`${styles.chip} ${styles.locked}`}>
        <svg className={styles.lock} viewBox="0 0 12 12" aria-hidden="true">
          <path d="M2 5.5h8v5H2zM4 5.5V3.5a2 2 0 0 1 4 0v2" />
        </svg>
        <span className={styles.text} title={`${excerpt(value)} (${words.locked})`}>
          {messages.filterBar.chipLabel(label)}
          <DeviceText text={value} />
          <span className="visually-hidden"> ({words.locked})</span>
        </span>
      </li>
    )
  })
}

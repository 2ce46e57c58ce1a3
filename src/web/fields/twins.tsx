// Marks ids that look like another id: they differ only by Unicode normalisation.
import type { ReactNode } from 'react'
import type { Language } from '../i18n/i18n.tsx'
import { codePoints } from '../ui/device-text.tsx'
import styles from './twins.module.css'

const words = {
  en: (points: string) =>
    `Another ID here looks the same and differs only by Unicode normalisation. This one has ${points}.`,
  'zh-CN': (points: string) =>
    `此处另有一个外观相同的 ID，仅 Unicode 规范化形式不同。本 ID 含 ${points}。`,
}

/** The most characters that are named. */
const NAMED = 20

/** The ids that differ from another of them only by Unicode normalisation. */
export function findTwins(ids: Iterable<string>): ReadonlySet<string> {
  const known = new Map<string, string>()
  const twins = new Set<string>()
  for (const id of ids) {
    const form = id.normalize('NFKC')
    const other = known.get(form) ?? id
    known.set(form, other)
    if (other !== id) twins.add(other).add(id)
  }
  return twins
}

/** Puts a mark behind the content that shows an id, if the id is one of the twins. */
export function markTwin(
  id: string,
  content: ReactNode,
  twins: ReadonlySet<string>,
  language: Language,
): ReactNode {
  if (!twins.has(id)) return content
  const special = id.replace(/[\0-\x7f]+/g, '')
  const text = words[language](codePoints(special.slice(0, NAMED)) || 'ASCII')
  return (
    <span className={styles.marked}>
      {content}
      <span className={styles.mark} role="img" aria-label={text} title={text}>
        ≈
      </span>
    </span>
  )
}

import { useMemo, useState } from 'react'
import { useI18n } from '../../i18n/i18n.tsx'
import { findTwins, markTwin } from '../../fields/twins.tsx'
import { useRovingItem } from '../../ui/list/use-roving-item.ts'
import { VirtualList } from '../../ui/list/virtual-list.tsx'
import { DeviceText, excerpt } from '../../ui/device-text.tsx'
import { SearchField } from '../../ui/search-field.tsx'
import styles from './kick-many.module.css'
import { waitingMessages, type KickTarget } from './targets.ts'
import { useKickManyWords } from './words.ts'

const idOf = ({ clientId }: KickTarget) => clientId

interface KickTargetListProps {
  targets: readonly KickTarget[]
  excluded: ReadonlySet<KickTarget>
  setExcluded: (excluded: ReadonlySet<KickTarget>) => void
}

/** The targets, each with a check box that excludes it, and a search. */
export function KickTargetList({ targets, excluded, setExcluded }: KickTargetListProps) {
  const { format, language } = useI18n()
  const words = useKickManyWords()
  const twins = useMemo(() => findTwins(targets.map(idOf)), [targets])
  const [wanted, setWanted] = useState('')
  const shown = useMemo(() => {
    const part = wanted.toLowerCase()
    return targets.filter(({ clientId }) => clientId.toLowerCase().includes(part))
  }, [targets, wanted])
  const { focusable, propsOf } = useRovingItem(shown.length)
  const excludedHere = shown.filter((target) => excluded.has(target)).length

  function include(some: readonly KickTarget[], isIncluded: boolean) {
    const next = new Set(excluded)
    for (const target of some) {
      if (isIncluded) next.delete(target)
      else next.add(target)
    }
    setExcluded(next)
  }

  return (
    <>
      <div className={styles.choices}>
        <SearchField
          className={styles.search}
          label={words.find}
          text={wanted}
          setText={setWanted}
        />
        <label className={styles.check}>
          <input
            type="checkbox"
            checked={excludedHere === 0}
            ref={(box) => {
              if (box) box.indeterminate = excludedHere > 0 && excludedHere < shown.length
            }}
            onChange={() => include(shown, excludedHere > 0)}
          />
          {words.allShown(format.number(shown.length))}
        </label>
      </div>
      <VirtualList
        label={words.list}
        items={shown}
        keyOf={idOf}
        empty={words.notFound}
        room={targets.length}
        focusable={focusable}
      >
        {(target, index) => (
          <label className={styles.check}>
            <input
              type="checkbox"
              {...propsOf(index)}
              checked={!excluded.has(target)}
              onChange={({ target: box }) => include([target], box.checked)}
            />
            <span className={styles.id} title={excerpt(target.clientId)}>
              {markTwin(target.clientId, <DeviceText text={target.clientId} />, twins, language)}
            </span>
            <TargetNote target={target} />
          </label>
        )}
      </VirtualList>
    </>
  )
}

/** What is unusual about a target, and how many messages it would lose. */
function TargetNote({ target: { seen } }: { target: KickTarget }) {
  const { messages, format } = useI18n()
  const words = useKickManyWords()
  const waiting = waitingMessages(seen)
  const notes = [
    seen.length > 1 && words.sessionsOfOne(format.number(seen.length)),
    !seen.some(({ connected }) => connected) && messages.values.disconnected,
    waiting > 0 && words.waitingOfOne(format.number(waiting)),
  ]
  return <span className={styles.quiet}>{notes.filter(Boolean).join(' · ')}</span>
}

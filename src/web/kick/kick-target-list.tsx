import { useState, type KeyboardEvent } from 'react'
import { flushSync } from 'react-dom'
import { useI18n } from '../i18n/i18n.tsx'
import { DeviceText, excerpt } from '../ui/device-text.tsx'
import styles from './kick-many.module.css'
import { waitingMessages, type KickTarget } from './kick-targets.ts'
import { VirtualList } from './virtual-list.tsx'

/** How far each key goes in the list; it is one stop of the Tab key. */
const STEPS: Partial<Record<string, number>> = {
  ArrowUp: -1,
  ArrowDown: 1,
  PageUp: -8,
  PageDown: 8,
  Home: -Infinity,
  End: Infinity,
}

interface KickTargetListProps {
  targets: readonly KickTarget[]
  excluded: ReadonlySet<KickTarget>
  setExcluded: (excluded: ReadonlySet<KickTarget>) => void
}

/** Every id that is to be kicked, each with a box to take it out, and a search for one among thousands. */
export function KickTargetList({ targets, excluded, setExcluded }: KickTargetListProps) {
  const { messages, format } = useI18n()
  const { kickMany: words } = messages
  const [wanted, setWanted] = useState('')
  const [current, setCurrent] = useState(0)
  const shown = targets.filter(({ clientId }) =>
    clientId.toLowerCase().includes(wanted.toLowerCase()),
  )
  const focusable = Math.max(0, Math.min(current, shown.length - 1))
  const excludedHere = shown.filter((target) => excluded.has(target)).length

  function include(some: readonly KickTarget[], isIncluded: boolean) {
    const next = new Set(excluded)
    for (const target of some) {
      if (isIncluded) next.delete(target)
      else next.add(target)
    }
    setExcluded(next)
  }

  function move(event: KeyboardEvent<HTMLElement>) {
    const step = STEPS[event.key]
    if (step === undefined) return
    event.preventDefault()
    const list = event.currentTarget.closest('ol')
    const next = Math.max(0, Math.min(shown.length - 1, focusable + step))
    // The item is made, wherever it is, before it takes the focus and is scrolled to.
    flushSync(() => setCurrent(next))
    list?.querySelector<HTMLElement>(`[data-index="${next}"] input`)?.focus()
  }

  return (
    <>
      <div className={styles.choices}>
        <input
          type="search"
          className={styles.search}
          aria-label={words.find}
          placeholder={words.find}
          value={wanted}
          onChange={({ target }) => setWanted(target.value)}
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
        keyOf={({ clientId }) => clientId}
        empty={words.notFound}
        room={targets.length}
        focusable={focusable}
      >
        {(target, index) => (
          <label className={styles.check}>
            <input
              type="checkbox"
              tabIndex={index === focusable ? 0 : -1}
              checked={!excluded.has(target)}
              onFocus={() => setCurrent(index)}
              onKeyDown={move}
              onChange={({ target: box }) => include([target], box.checked)}
            />
            <span className={styles.id} title={excerpt(target.clientId)}>
              <DeviceText text={target.clientId} />
            </span>
            <TargetNote target={target} />
          </label>
        )}
      </VirtualList>
    </>
  )
}

/** What about a target is out of the ordinary, or would be lost. */
function TargetNote({ target: { seen } }: { target: KickTarget }) {
  const { messages, format } = useI18n()
  const waiting = waitingMessages(seen)
  const notes = [
    seen.length > 1 && messages.kickMany.sessionsOfOne(format.number(seen.length)),
    !seen.some(({ connected }) => connected) && messages.values.disconnected,
    waiting > 0 && messages.kickMany.waitingOfOne(format.number(waiting)),
  ]
  return <span className={styles.quiet}>{notes.filter(Boolean).join(' · ')}</span>
}

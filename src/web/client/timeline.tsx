import { useI18n } from '../i18n/i18n.tsx'
import { useClientWords } from './words.ts'
import { describeEvent } from './describe-event.ts'
import styles from './timeline.module.css'
import { toSystem } from '../ui/browser/steady-clock.ts'
import type { PresenceEvent } from './watch/watch.ts'

/** The events that this tab has seen of the client, newest first. */
export function Timeline({ events }: { events: readonly PresenceEvent[] }) {
  const words = useClientWords()
  const { format } = useI18n()
  return (
    <section className={styles.timeline} aria-label={words.timeline}>
      <h2>{words.timeline}</h2>
      {/* The list scrolls, and needs the focus to scroll by keys. */}
      <ol role="list" tabIndex={0} aria-label={words.timeline}>
        {events.toReversed().map((event, index) => (
          <li key={events.length - index} data-kind={event.kind}>
            <time dateTime={new Date(toSystem(event.at)).toISOString()}>
              {event.after !== undefined && `${format.moment(event.after)} – `}
              {format.moment(event.at)}
            </time>
            <span>{describeEvent(event, words, format)}</span>
          </li>
        ))}
      </ol>
    </section>
  )
}

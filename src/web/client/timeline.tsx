import { useI18n } from '../i18n/i18n.tsx'
import { useClientWords } from './words.ts'
import { eventWords } from './event-words.ts'
import styles from './timeline.module.css'
import type { PresenceEvent } from './watch/watch.ts'

/** What happened to the client while this tab watched, the newest first. */
export function Timeline({ events }: { events: readonly PresenceEvent[] }) {
  const words = useClientWords()
  const { format } = useI18n()
  return (
    <section className={styles.timeline} aria-label={words.timeline}>
      <h2>{words.timeline}</h2>
      {/* It scrolls: without the focus, no key would reach what is below. */}
      <ol role="list" tabIndex={0} aria-label={words.timeline}>
        {events.toReversed().map((event, index) => (
          <li key={events.length - index} data-kind={event.kind}>
            <time dateTime={new Date(event.at).toISOString()}>
              {event.after !== undefined && `${format.moment(event.after)} – `}
              {format.moment(event.at)}
            </time>
            <span>{eventWords(event, words, format)}</span>
          </li>
        ))}
      </ol>
    </section>
  )
}

import type { Format } from '../i18n/format.ts'
import { excerpt } from '../ui/device-text.tsx'
import type { ClientWords } from './words.ts'
import type { PresenceEvent } from './watch/watch.ts'

/** An event in words. Texts from the broker or the device are cut, without invisible characters. */
export function describeEvent(
  event: PresenceEvent,
  { events }: ClientWords,
  format: Format,
): string {
  const from = excerpt(event.from ?? '')
  const to = excerpt(event.to ?? '')
  switch (event.kind) {
    case 'first-seen':
      return events.firstSeen(to || null)
    case 'connected':
      return events.connected(to, from === to ? null : from)
    case 'disconnected':
      return events.disconnected
    case 'gone':
      return events.gone
    case 'new-session':
      return events.newSession(
        event.to === undefined ? '' : format.brokerTimeNoted(event.to, event.node),
      )
    case 'node':
      return events.node(from, to)
    case 'address':
      return events.address(from, to)
    case 'kicked':
      return events.kicked
    case 'dropped':
      return events.dropped(format.number(event.count ?? 0))
  }
}

import { useI18n } from '../../i18n/i18n.tsx'
import { useCurrentSecond } from '../../ui/browser/use-current-second.ts'
import { describeKickWatch } from './describe.ts'
import { useKickWatch } from './watches.ts'
import { useKickWords } from '../words.ts'

/** How long the page mentions a kick. */
const SHOWN_MS = 10 * 60_000

/** The state of the last kick of a client from this tab; nothing 10 min after the kick. */
export function KickWatchLine({ clientId }: { clientId: string }) {
  const words = useKickWords()
  const { format } = useI18n()
  const watch = useKickWatch(clientId)
  const now = useCurrentSecond()
  if (!watch || now - watch.since > SHOWN_MS) return null
  return (
    <p>
      <time>{format.moment(watch.since)}</time> {describeKickWatch(watch, words, format)}
    </p>
  )
}

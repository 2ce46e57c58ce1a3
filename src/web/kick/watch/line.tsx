import { useI18n } from '../../i18n/i18n.tsx'
import { useCurrentSecond } from '../../ui/browser/use-current-second.ts'
import { describeKickWatch } from './describe.ts'
import { useKickWatch } from './watches.ts'
import { useKickWords } from '../words.ts'

/** For how long a kick is news. */
const NEWS_MS = 10 * 60_000

/** What came of a kick of a client that was ordered in this tab not long ago, if one was. */
export function KickWatchLine({ clientId }: { clientId: string }) {
  const words = useKickWords()
  const { format } = useI18n()
  const watch = useKickWatch(clientId)
  const now = useCurrentSecond()
  if (!watch || now - watch.since > NEWS_MS) return null
  return (
    <p>
      <time>{format.moment(watch.since)}</time> {describeKickWatch(watch, words, format)}
    </p>
  )
}

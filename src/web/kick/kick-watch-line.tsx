import { useI18n } from '../i18n/i18n.tsx'
import { describeKickWatch } from './describe-kick-watch.ts'
import { useKickWatch } from './kick-watches.ts'
import { useKickWords } from './kick-words.ts'

/** What came of the last kick of a client that was ordered in this tab; nothing where none was. */
export function KickWatchLine({ clientId }: { clientId: string }) {
  const words = useKickWords()
  const { format } = useI18n()
  const watch = useKickWatch(clientId)
  return watch ? <p>{describeKickWatch(watch, words, format)}</p> : null
}

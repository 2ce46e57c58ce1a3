import type { Format } from '../../i18n/format.ts'
import { excerpt } from '../../ui/device-text.tsx'
import type { KickWatch } from './watch.ts'
import type { KickWords } from '../words.ts'

/** What came of a kick so far, in one or two sentences of plain text. */
export function describeKickWatch(watch: KickWatch, words: KickWords, format: Format): string {
  const id = excerpt(watch.clientId)
  return `${words[beginningOf(watch)](id)} ${describeStage(watch, words, format)}`
}

function beginningOf({ wasGone, wasAnother }: KickWatch): 'wasGone' | 'wasAnother' | 'ended' {
  if (wasGone) return 'wasGone'
  return wasAnother ? 'wasAnother' : 'ended'
}

function describeStage(watch: KickWatch, words: KickWords, format: Format): string {
  switch (watch.stage) {
    case 'watching':
      return words.watching
    case 'back': {
      const duration = format.duration(Math.max(1, watch.afterMs / 1000))
      const { port } = watch.record
      const isElsewhere = port !== undefined && !watch.before.some((record) => record.port === port)
      // No `format.number`: a port is a name.
      return isElsewhere ? words.backFrom(duration, String(port)) : words.back(duration)
    }
    case 'away':
      return words.away
    case 'still':
      return words.again
    case 'unknown':
      return words.unknown
  }
}

// Findings in words.
import type { Format } from '../../i18n/format.ts'
import { excerpt } from '../../ui/device-text.tsx'
import type { Chain } from './chain.ts'
import { countDrops } from './dropped.ts'
import type { Absence, Drops, Finding, Kept } from './finding.ts'
import { coarseSeconds } from './offline.ts'
import type { DiagnosisWords } from './words.ts'

/** A finding in one line of plain language, with the numbers behind it. */
export interface FindingLine {
  title: string
  /** Follows the title and a colon. */
  text: string
}

/** Puts a finding into words, in the language of `words` and `format`. */
export function describeFinding(
  finding: Finding,
  words: DiagnosisWords,
  format: Format,
): FindingLine {
  return lineOf(
    titleOf(finding, words, format),
    [...partsOf(finding, words, format), ...queueParts(finding, words, format)],
    words,
  )
}

/** {@link describeFinding} for a cause and what it does to the queue: the cause comes first. */
export function describeChain(
  { finding, effect }: Pick<Chain, 'finding' | 'effect'>,
  words: DiagnosisWords,
  format: Format,
): FindingLine {
  if (effect === null) return describeFinding(finding, words, format)
  return lineOf(
    words.leadsTo(titleOf(finding, words, format), words.effects[effect.kind]),
    [
      ...partsOf(effect, words, format),
      ...queueParts(effect, words, format),
      ...partsOf(finding, words, format),
    ],
    words,
  )
}

function lineOf(title: string, parts: (string | null)[], words: DiagnosisWords): FindingLine {
  return { title, text: parts.filter((part) => part !== null).join(words.comma) }
}

/** What waits in the queue, and when it is full: not said of a cause if its effect says it. */
function queueParts(finding: Finding, words: DiagnosisWords, format: Format): (string | null)[] {
  const fullIn = (fullInMs: number | null, say: (time: string) => string) =>
    fullInMs === null ? null : say(aboutTime(fullInMs, format))
  switch (finding.kind) {
    case 'queue-filling':
      return [fullIn(finding.fullInMs, words.fullIn)]
    case 'offline-queue':
      return [
        words.waiting(finding.waiting, format.number(finding.waiting)),
        fullIn(finding.fullInMs, words.queueFullIn),
      ]
    case 'window-stuck':
    case 'window-full':
      return [
        finding.waiting > 0 ? words.waitingBehind(format.number(finding.waiting)) : null,
        fullIn(finding.fullInMs, words.queueFullIn),
      ]
    default:
      return []
  }
}

/** A time that is only about right: in 10 s, in minutes from 2 minutes on, in hours from 2 hours on. */
function aboutTime(ms: number, format: Format): string {
  const seconds = ms / 1000
  const step = seconds < 105 ? 10 : seconds < 7_200 ? 60 : 3600
  return format.duration(Math.max(1, Math.round(seconds / step)) * step)
}

function titleOf(finding: Finding, words: DiagnosisWords, format: Format): string {
  switch (finding.kind) {
    case 'offline':
    case 'offline-queue':
      return describeAbsence(finding.absence, words, format)
    case 'window-full':
      return finding.used < finding.max ? words.windowNearlyFull : words.titles['window-full']
    case 'node-stopped':
      return finding.isItsNode ? words.titles['node-stopped'] : words.notKnown
    default:
      return words.titles[finding.kind]
  }
}

/** The parts after the title; null for a part that is not known. */
function partsOf(finding: Finding, words: DiagnosisWords, format: Format): (string | null)[] {
  const { number } = format
  const time = (ms: number) => format.duration(coarseSeconds(ms / 1000))
  switch (finding.kind) {
    case 'flapping':
      return [
        words.flapping(number(finding.connects), time(finding.inMs)),
        finding.isConnected ? words.connectedNow : words.offlineNow,
      ]
    case 'gone':
      return [
        finding.forMs === null
          ? words.goneNever
          : finding.forMs < 1000
            ? words.goneNow
            : words.goneFor(time(finding.forMs)),
        finding.wasKicked ? words.goneKicked : null,
      ]
    case 'node-stopped': {
      const named = finding.nodes.map(excerpt).join(words.comma)
      return [finding.isItsNode ? words.itsNode(named) : words.perhapsAt(named)]
    }
    case 'window-stuck':
      return [words.inFlight(amount(finding)), describeAcknowledged(finding)]
    case 'window-full':
      return [words.inFlight(amount(finding)), finding.moved && describeAcknowledged(finding.moved)]
    case 'queue-full':
      return [
        amount(finding),
        finding.dropped > 0 ? words.dropped(number(finding.dropped), when(finding.inMs)) : null,
      ]
    case 'queue-filling':
      return [amount(finding)]
    case 'offline-queue':
      return [describeKept(finding.kept, words, format)]
    case 'offline':
      return [describeKept(finding.kept, words, format), words.nothingWaiting]
    case 'dropping':
    case 'dropped': {
      const inMs = finding.kind === 'dropping' ? finding.inMs : null
      return [
        words.dropped(number(countDrops(finding.drops)), when(inMs)),
        ...causes(finding.drops),
      ]
    }
    case 'too-large':
      return [
        words.tooLarge(finding.messages, number(finding.messages)),
        words.countedAgain(finding.counted, number(finding.counted)),
      ]
    case 'release-pending':
      return [words.release(amount(finding))]
    case 'unreleased':
      return [words.unreleased(number(finding.messages), when(finding.inMs))]
    case 'mailbox':
      return [words.mailbox(number(finding.length))]
    case 'several-records': {
      const { nodes, connected } = finding
      const named = [...new Set(nodes)].map(excerpt).join(words.comma)
      return [words.records(number(nodes.length), number(connected)), words.onNodes(named)]
    }
    case 'not-reported':
      return [words.notReported]
    case 'no-subscriptions':
      return [words.noSubscriptions]
    case 'nothing-sent':
      return [words.nothingSent(finding.subscriptions, number(finding.subscriptions))]
    case 'healthy':
      return [
        finding.queued === 0 ? words.queueEmpty : words.queued(number(finding.queued)),
        finding.perSecond === null ? null : words.rate(format.rate(finding.perSecond)),
      ]
    case 'silent':
      return [words.silent(time(finding.forMs))]
  }

  function amount({ used, max }: { used: number; max: number }): string {
    return words.of(number(used), number(max))
  }

  function when(inMs: number | null): string {
    return inMs === null ? words.inAll : words.inTheLast(time(inMs))
  }

  function causes(drops: Drops): string[] {
    const names = Object.keys(words.causes) as (keyof Drops)[]
    return names
      .filter((name) => drops[name] > 0)
      .map((name) => words.causes[name](number(drops[name])))
  }

  function describeAcknowledged({
    forMs,
    acknowledged,
  }: {
    forMs: number | null
    acknowledged: number
  }): string {
    if (forMs === null) return words.nothingSinceConnect
    return acknowledged === 0
      ? words.nothingAcknowledged(time(forMs))
      : words.mostAcknowledged(number(acknowledged), time(forMs))
  }
}

function describeAbsence(
  { forMs, brokerTime }: Absence,
  words: DiagnosisWords,
  format: Format,
): string {
  if (forMs !== null) return words.offlineFor(format.duration(coarseSeconds(forMs / 1000)))
  if (brokerTime === null) return words.titles.offline
  return words.offlineSince(format.brokerTimeNoted(brokerTime))
}

function describeKept(kept: Kept, words: DiagnosisWords, format: Format): string {
  switch (kept.kind) {
    case 'until':
      return words.kept.until(format.moment(kept.epochMs))
    case 'until-broker-time':
      return words.kept.until(format.brokerTimeNoted(kept.text))
    case 'for-ever':
      return words.kept.forEver
    case 'not-at-all':
      return words.kept.notAtAll
    case 'unknown':
      return words.kept.unknown
  }
}

import { useEffect, useEffectEvent, useRef } from 'react'
import type { Client } from '../../../contract/client.ts'
import { useI18n } from '../../i18n/i18n.tsx'
import { pageFault } from '../../feedback/page-fault.ts'
import { toSteady } from '../../ui/browser/steady-clock.ts'
import { useStore } from '../../ui/store.ts'
import type { Watch } from '../watch/watch.ts'
import styles from './diagnosis.module.css'
import { chainFindings, type Chain } from './chain.ts'
import { describeChain, type FindingLine } from './describe-finding.ts'
import { subjects, useMeanings } from './meanings.ts'
import { diagnose } from './rules.ts'
import { SeverityIcon } from './severity-icon.tsx'
import { useDiagnosisWords, type DiagnosisWords } from './words.ts'

interface DiagnosisProps {
  /** All records of the id at the last reading; may be empty. */
  records: readonly Client[]
  /** What this tab has seen of the client, with the last reading. */
  watch: Watch
  /** Nodes of the cluster that are not running. */
  stoppedNodes?: readonly string[]
}

/**
 * The findings about a client in one box, worst first and a cause before what it causes, each with an
 * explanation in three parts. Screen readers announce the worst one when its kind changes, not for
 * each new number.
 */
export function Diagnosis({ records, watch, stoppedNodes }: DiagnosisProps) {
  const { format, language } = useI18n()
  const words = useDiagnosisWords()
  // Like the times of the watch, which a change of this computer's clock does not move.
  const clock = (brokerTime: string) => {
    const epochMs = format.brokerEpoch(brokerTime, watch.record?.node)
    return epochMs === null ? null : toSteady(epochMs)
  }
  const chains = chainFindings(diagnose(records, watch, clock, stoppedNodes))
  const worst = chains[0]
  const fault = useStore(pageFault, (value) => value)
  return (
    <section
      className={styles.diagnosis}
      // What is only known from before has no colour.
      data-severity={fault === null ? worst?.severity : undefined}
      data-fades
      aria-label={words.label}
    >
      {fault?.readAt != null && (
        <p className={styles.known}>{words.lastKnown(format.moment(fault.readAt))}</p>
      )}
      {worst && (
        <Announcement
          key={language}
          kind={`${worst.finding.kind} ${worst.effect?.kind}`}
          text={textOf(describeChain(worst, words, format), words)}
        />
      )}
      <ul className={styles.findings} role="list">
        {chains.map((chain) => (
          <FindingItem
            key={chain.finding.kind}
            chain={chain}
            line={describeChain(chain, words, format)}
          />
        ))}
      </ul>
    </section>
  )
}

function textOf({ title, text }: FindingLine, words: DiagnosisWords): string {
  return title + words.colon + text
}

const partNames = ['what', 'todo', 'how'] as const

function FindingItem({ chain, line }: { chain: Chain; line: FindingLine }) {
  const words = useDiagnosisWords()
  const meanings = useMeanings()
  const { severity, finding, effect } = chain
  const explained = [finding, ...(effect ? [effect] : [])].map(
    ({ kind }) => meanings[subjects[kind]],
  )
  return (
    <li className={styles.finding}>
      <p className={styles.line}>
        <SeverityIcon severity={severity} label={words.severities[severity]} />
        <span>
          <strong>{line.title}</strong>
          {words.colon}
          {line.text}
        </span>
      </p>
      <div className={styles.parts}>
        {partNames.map((name) => (
          <details
            key={name}
            className={styles.part}
            open={name === 'todo' && severity === 'critical'}
          >
            <summary>
              {words.parts[name]}
              <span className="visually-hidden"> {words.titles[finding.kind]}</span>
            </summary>
            {explained
              // What to do is about the cause.
              .slice(0, name === 'todo' ? 1 : undefined)
              .map((meaning) => (
                <p key={meaning[name]}>{meaning[name]}</p>
              ))}
          </details>
        ))}
      </div>
    </li>
  )
}

/** How long a text can be found by a screen reader that walks the page, in ms. */
const SPOKEN_MS = 2_000

/** Announces a text to screen readers when its kind changes, and leaves no old text behind. */
function Announcement({ kind, text }: { kind: string; text: string }) {
  const ref = useRef<HTMLParagraphElement>(null)
  const newest = useEffectEvent(() => text)
  useEffect(() => {
    const region = ref.current
    if (!region) return
    // Screen readers do not announce the first content of a region, so the text is set later.
    region.textContent = newest()
    region.dataset.kind = kind
    const timer = setTimeout(() => (region.textContent = ''), SPOKEN_MS)
    return () => clearTimeout(timer)
  }, [kind])
  return <p ref={ref} className="visually-hidden" role="status" />
}
